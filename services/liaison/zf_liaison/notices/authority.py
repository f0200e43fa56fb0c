"""May this person do this to this notice? What he may not even see does not exist for him (404)."""

from sqlalchemy import ColumnElement, false, true

from zf_law.authority import ActorFacts, MatterFacts, may
from zf_law.problems import Problem
from zf_law.roles import Reach
from zf_liaison.notices.tables import SupervisionNotice
from zf_platform.actors import Actor
from zf_platform.errors import Forbidden, NotFound

READ = "notice.read"
AT_THE_ISSUER = ("draft", "approved")
"""Until it is served, the unit it is meant for does not know of it."""


def reasons_against(actor: Actor, permission: str, *, notice: SupervisionNotice) -> list[Problem]:
    permissions = {name: Reach(reach) for name, reach in actor.permissions.items()}
    person = ActorFacts(actor.account_id, actor.agency, actor.unit, actor.roles, permissions)
    return may(person, permission, MatterFacts(agency=actor.agency, unit=notice.unit))


def require(actor: Actor, permission: str, *, notice: SupervisionNotice | None) -> SupervisionNotice:
    """NotFound when the notice is out of sight, Forbidden with reasons when only the act is."""
    if notice is None or reasons_against(actor, READ, notice=notice) or _is_hidden(actor, notice):
        raise NotFound
    problems = reasons_against(actor, permission, notice=notice)
    if problems:
        raise Forbidden(problems)
    return notice


def _is_hidden(actor: Actor, notice: SupervisionNotice) -> bool:
    return notice.state in AT_THE_ISSUER and actor.reach(READ) == "unit"


def within_sight(actor: Actor) -> ColumnElement[bool]:
    """`require(…, READ)` as a filter for the database."""
    reach = actor.reach(READ)
    if reach in ("agency", "all"):
        return true()
    if reach == "unit" and actor.unit:
        return (SupervisionNotice.unit == actor.unit) & SupervisionNotice.state.not_in(AT_THE_ISSUER)
    return false()
