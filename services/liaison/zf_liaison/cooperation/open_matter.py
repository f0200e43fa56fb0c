"""Open a cooperation matter (提出协作事项): checked at once, numbered, told to the addressee and to those with a copy."""

from dataclasses import replace

from sqlalchemy import insert

from zf_law.cooperation import CooperationKind, completed
from zf_law.cooperation_discretion import Beginner, begin_problems
from zf_law.deadlines import ZONE
from zf_law.numbering import parse_collab_no
from zf_law.problems import Problem
from zf_liaison.cooperation.authority import reasons_against
from zf_liaison.cooperation.load_queries import load_matter, unit_kind, units_of
from zf_liaison.cooperation.period_rules import last_days
from zf_liaison.cooperation.rules import Asker, Opening, open_problems
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.cooperation.tell_opened import tell_opened
from zf_liaison.cooperation.write_deed import write_deed
from zf_liaison.desk import Desk
from zf_liaison.numbers.give_number import give_number
from zf_liaison.steps.deed import Deed
from zf_platform.errors import Forbidden, Refused
from zf_platform.transaction import Scope


async def open_matter(scope: Scope, opening: Opening, *, desk: Desk) -> tuple[str, ...]:
    """The ids, one for each addressee. Forbidden without authority, Refused with all reasons otherwise."""
    kind = desk.law.cooperation.kinds.get(opening.kind)
    if kind is not None and (against := reasons_against(scope.actor, kind.opening.permission, unit=scope.actor.unit)):
        raise Forbidden(against)
    problems = open_problems(opening, _asker(scope, kind, desk=desk), kind=kind)
    problems += _collab_problems(scope, opening, kind, desk=desk)
    problems = problems or _discretion_problems(scope, opening, kind, desk=desk)
    if problems or kind is None:
        raise Refused(problems)
    opening = replace(opening, facts=completed(kind, kind.opening.id, known={}, given=opening.facts))
    group_id = opening.parent or (scope.new_id() if kind.several else "")
    opened: list[str] = []
    for addressee in dict.fromkeys(opening.addressees):
        matter = await _begin(scope, opening, kind=kind, addressee=addressee, group_id=group_id, desk=desk)
        await _tell(scope, matter, opening, kind=kind, desk=desk)
        opened.append(matter.id)
    return tuple(opened)


def _asker(scope: Scope, kind: CooperationKind | None, *, desk: Desk) -> Asker:
    here = scope.identity.agency
    own = desk.law.agencies.by_code(here).kind.value
    kinds = {here: own, **{peer: desk.partners.kind(peer) for peer in desk.partners.all()}}
    ending = last_days(kind, now=scope.now, law=desk.law) if kind else frozenset[str]()
    return Asker(here, own, kinds, scope.now.astimezone(ZONE).date(), ending)


def _collab_problems(scope: Scope, opening: Opening, kind: CooperationKind | None, *, desk: Desk) -> list[Problem]:
    if not opening.collab_no:
        return []
    if kind is not None and not kind.case:
        return [Problem("cooperation.fact_unknown", {"field": "collab_no"})]
    today = scope.now.astimezone(ZONE).date()
    checked = parse_collab_no(opening.collab_no, tables=desk.law.numbering, now=today)
    return [Problem(one.code, {**one.values, "field": "collab_no"}) for one in checked.problems]


def _discretion_problems(scope: Scope, opening: Opening, kind: CooperationKind | None, *, desk: Desk) -> list[Problem]:
    if kind is None or kind.discretion is None:
        return []
    here = scope.identity.agency
    beginner = Beginner(
        name=scope.actor.name,
        unit=scope.actor.unit,
        unit_kind=unit_kind(scope.actor.unit, agency=here, law=desk.law),
        own=here in opening.addressees,
        units=units_of(here, law=desk.law),
    )
    return begin_problems(kind.discretion, beginner, title=opening.title, facts=opening.facts)


async def _begin(
    scope: Scope, opening: Opening, *, kind: CooperationKind, addressee: str, group_id: str, desk: Desk
) -> CooperationMatter:
    matter_id = scope.new_id()
    await scope.session.execute(
        insert(CooperationMatter).values(
            id=matter_id,
            matter_no=await give_number(scope, kind.document, law=desk.law),
            kind=kind.id,
            issuer=scope.identity.agency,
            addressee=addressee,
            copies=list(opening.copies),
            group_id=group_id,
            unit=_first_unit(scope, opening, kind=kind, addressee=addressee, desk=desk),
            from_unit=scope.actor.unit,
            collab_no=opening.collab_no,
            title=opening.title,
            state=kind.opening.to,
            opened_by=scope.actor.name,
            opened_at=scope.now,
            version=0,
        )
    )
    matter = await load_matter(scope, matter_id)
    assert matter is not None
    return matter


def _first_unit(scope: Scope, opening: Opening, *, kind: CooperationKind, addressee: str, desk: Desk) -> str:
    """What stays within the agency is with the department it goes to; else the asker's unit follows it here."""
    if kind.discretion is None or addressee != scope.identity.agency:
        return scope.actor.unit
    return kind.discretion.unit_for(opening.facts, units_of(addressee, law=desk.law))


async def _tell(
    scope: Scope, matter: CooperationMatter, opening: Opening, *, kind: CooperationKind, desk: Desk
) -> None:
    deed = Deed(
        id=scope.new_id(), act=kind.opening, agency=matter.issuer, by_name=matter.opened_by, at=matter.opened_at
    )
    matter.message_id = await tell_opened(scope, matter, deed, facts=opening.facts, kind=kind, partners=desk.partners)
    await write_deed(scope, matter, replace(deed, message_id=matter.message_id), facts=opening.facts, law=desk.law)
    after = {"kind": kind.id, "addressee": matter.addressee}
    scope.record("cooperation.open", object_kind="cooperation", object_id=matter.id, basis=kind.basis, after=after)
