"""May this person do this to this task? What he may not even see does not exist for him (404)."""

from sqlalchemy import ColumnElement, false, true

from zf_law.authority import ActorFacts, MatterFacts, may
from zf_law.problems import Problem
from zf_law.roles import Reach
from zf_liaison.tasks.tables import SupervisedTask
from zf_platform.actors import Actor
from zf_platform.errors import Forbidden, NotFound

READ = "task.read"


def reasons_against(actor: Actor, permission: str, *, task: SupervisedTask) -> list[Problem]:
    permissions = {name: Reach(reach) for name, reach in actor.permissions.items()}
    person = ActorFacts(actor.account_id, actor.agency, actor.unit, actor.roles, permissions)
    return may(person, permission, MatterFacts(agency=actor.agency, unit=task.unit))


def require(actor: Actor, permission: str, *, task: SupervisedTask | None) -> SupervisedTask:
    """NotFound when the task is out of sight, Forbidden with reasons when only the act is."""
    if task is None or reasons_against(actor, READ, task=task):
        raise NotFound
    problems = reasons_against(actor, permission, task=task)
    if problems:
        raise Forbidden(problems)
    return task


def within_sight(actor: Actor) -> ColumnElement[bool]:
    """`require(…, READ)` as a filter for the database."""
    reach = actor.reach(READ)
    if reach in ("agency", "all"):
        return true()
    if reach == "unit" and actor.unit:
        return SupervisedTask.unit == actor.unit
    return false()
