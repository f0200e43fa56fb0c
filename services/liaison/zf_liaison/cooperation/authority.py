"""May this person do this to this matter? What he may not even see does not exist for him (404)."""

from sqlalchemy import ColumnElement, false, true

from zf_law.authority import ActorFacts, MatterFacts, may
from zf_law.problems import Problem
from zf_law.roles import Reach
from zf_liaison.cooperation.tables import CooperationMatter
from zf_platform.actors import Actor
from zf_platform.errors import Forbidden, NotFound

READ = "cooperation.read"


def reasons_against(actor: Actor, permission: str, *, unit: str) -> list[Problem]:
    """`unit`: the unit that has the matter here; of a new one, the person's own."""
    permissions = {name: Reach(reach) for name, reach in actor.permissions.items()}
    person = ActorFacts(actor.account_id, actor.agency, actor.unit, actor.roles, permissions)
    return may(person, permission, MatterFacts(agency=actor.agency, unit=unit))


def require(actor: Actor, permission: str, *, matter: CooperationMatter | None) -> CooperationMatter:
    """NotFound when the matter is out of sight, Forbidden with reasons when only the act is."""
    if matter is None or reasons_against(actor, READ, unit=matter.unit):
        raise NotFound
    problems = reasons_against(actor, permission, unit=matter.unit)
    if problems:
        raise Forbidden(problems)
    return matter


def within_sight(actor: Actor) -> ColumnElement[bool]:
    """`require(…, READ)` as a filter for the database."""
    reach = actor.reach(READ)
    if reach in ("agency", "all"):
        return true()
    if reach == "unit" and actor.unit:
        return CooperationMatter.unit == actor.unit
    return false()
