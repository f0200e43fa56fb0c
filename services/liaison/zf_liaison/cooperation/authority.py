"""May this person do this to this matter? What he may not even see does not exist for him (404).

A matter of discretion (限制知悉) is acted on by its two departments alone; whom it concerns never sees it.
"""

from sqlalchemy import ColumnElement, and_, false, not_, or_, select, true

from zf_law.authority import ActorFacts, MatterFacts, may
from zf_law.cooperation import CooperationKind
from zf_law.cooperation_discretion import plain_name
from zf_law.problems import Problem
from zf_law.roles import Reach
from zf_law.side_acts import ADDRESSEE, ISSUER, SideAct, sides_of
from zf_liaison.cooperation.tables import CooperationMatter, CooperationStep
from zf_platform.actors import Actor
from zf_platform.errors import Forbidden, NotFound
from zf_platform.transaction import Scope

READ = "cooperation.read"


def reasons_against(actor: Actor, permission: str, *, unit: str) -> list[Problem]:
    """`unit`: the unit that has the matter here; of a new one, the person's own."""
    permissions = {name: Reach(reach) for name, reach in actor.permissions.items()}
    person = ActorFacts(actor.account_id, actor.agency, actor.unit, actor.roles, permissions)
    return may(person, permission, MatterFacts(agency=actor.agency, unit=unit))


def require(actor: Actor, permission: str, *, matter: CooperationMatter | None) -> CooperationMatter:
    """NotFound when the matter is out of sight, Forbidden with reasons when only the act is."""
    if matter is None or plain_name(actor.name) in matter.concerned:
        raise NotFound
    unit = unit_for(actor, matter)
    if reasons_against(actor, READ, unit=unit):
        raise NotFound
    problems = reasons_against(actor, permission, unit=unit)
    if problems:
        raise Forbidden(problems)
    return matter


def unit_for(actor: Actor, matter: CooperationMatter) -> str:
    """The unit that opened it and the one that has it both have to do with it."""
    return actor.unit if is_department(actor, matter) else matter.unit


def is_department(actor: Actor, matter: CooperationMatter) -> bool:
    return bool(actor.unit) and actor.unit in (matter.unit, matter.from_unit)


def knows(actor: Actor, matter: CooperationMatter, *, kind: CooperationKind) -> bool:
    """Whether this person sees what is restricted, and may act at all."""
    return kind.discretion is None or is_department(actor, matter)


def require_known(actor: Actor, matter: CooperationMatter, *, kind: CooperationKind) -> None:
    """Raises Forbidden: the agency sees that there is a matter, the departments alone know it."""
    if not knows(actor, matter, kind=kind):
        raise Forbidden((Problem("cooperation.known_to_departments"),))


def sides_for(scope: Scope, matter: CooperationMatter, *, kind: CooperationKind) -> frozenset[str]:
    """The sides this person acts for. Within one agency each of the two departments is one side."""
    sides = sides_of(here=scope.identity.agency, issuer=matter.issuer, other=matter.addressee)
    if kind.discretion is None or len(sides) < 2:
        return sides
    units = {ISSUER: matter.from_unit, ADDRESSEE: matter.unit}
    return frozenset(side for side in sides if scope.actor.unit and units[side] == scope.actor.unit)


async def apart_problems(
    scope: Scope, matter: CooperationMatter, act: SideAct, *, kind: CooperationKind
) -> list[Problem]:
    """Who reported does not inquire, and who inquired does not judge the inquiry, in whatever unit he serves by now."""
    if kind.discretion is None or act.side not in sides_for(scope, matter, kind=kind):
        return []
    other = ADDRESSEE if act.side == ISSUER else ISSUER
    mine = CooperationStep.account == scope.actor.account_id, CooperationStep.side == other
    found = await scope.session.scalar(select(CooperationStep.id).where(CooperationStep.matter_id == matter.id, *mine))
    return [] if found is None else [Problem("cooperation.both_sides")]


def within_sight(actor: Actor) -> ColumnElement[bool]:
    """`require(…, READ)` as a filter for the database."""
    reach = actor.reach(READ)
    concerned = not_(CooperationMatter.concerned.contains([plain_name(actor.name)])) if actor.name else true()
    if reach in ("agency", "all"):
        return concerned
    if reach == "unit" and actor.unit:
        units = or_(CooperationMatter.unit == actor.unit, CooperationMatter.from_unit == actor.unit)
        return and_(units, concerned)
    return false()
