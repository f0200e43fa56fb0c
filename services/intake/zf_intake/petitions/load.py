"""Read one petition with all that decisions depend on, locked for this act."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import BindParameter, Row, bindparam, select

from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.form_rules import LITIGATION
from zf_intake.petitions.tables import Petition, PetitionAccused, PetitionAnswer, PetitionClosing, PetitionRequest
from zf_intake.timelimits.queries import clock_facts, clocks_of
from zf_law.petition_facts import ClosingFacts, FiveFixes, Parties
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound
from zf_platform.transaction import Scope

# Built once: building an expression anew costs as much as running it.
_WANTED: BindParameter[str] = bindparam("petition")
PETITION = select(Petition).where(Petition.id == _WANTED).execution_options(populate_existing=True)
_PETITION_LOCKED = PETITION.with_for_update()
_ANSWERS = (
    select(PetitionAnswer.issued_by, PetitionAnswer.signed_by, PetitionAnswer.signed_as_leader)
    .where(PetitionAnswer.petition_id == _WANTED)
    .order_by(PetitionAnswer.no)
)
_ACCUSED = select(PetitionAccused).where(PetitionAccused.petition_id == _WANTED)
_OPEN_REQUESTS = select(PetitionRequest.no).where(PetitionRequest.petition_id == _WANTED, PetitionRequest.result == "")
_OPEN_CLOSING = (
    select(PetitionClosing)
    .where(PetitionClosing.petition_id == _WANTED, PetitionClosing.state == "proposed")
    .execution_options(populate_existing=True)
)


async def load_petition(
    scope: Scope, petition_id: str, *, seen_version: int | None = None, lock: bool = True, new: bool = False
) -> PetitionFile:
    """NotFound if there is none; Conflict if it has moved on since the person saw `seen_version`.

    `new`: this transaction has just written it; nobody has answered it, no clock runs, nothing closes it.
    The row is locked first: what is read after it is newer than every act that was waited for.
    """
    row = await scope.session.scalar(_PETITION_LOCKED if lock else PETITION, {"petition": petition_id})
    if row is None:
        raise NotFound
    if seen_version is not None and row.version != seen_version:
        raise Conflict((Problem("version.stale", {"seen": seen_version, "current": row.version}),))
    return await _file(scope, row, new=new)


async def _file(scope: Scope, row: Petition, *, new: bool) -> PetitionFile:
    answers = () if new else await _answers(scope, row.id)
    closing = None if new else await _open_closing(scope, row.id)
    clocks = () if new else await clocks_of(scope.session, row.id)
    same = (
        "id", "petition_no", "collab_no", "origin", "origin_agency", "origin_petition_no", "origin_notice_id", "part_no",
        "hand_over_id", "objection_id", "unit", "title", "category", "complaint_kind", "serious", "urgent", "sensitivity",
        "state", "competent_agency", "first_handler_name", "first_handler_unit", "first_handler_agency", "officer_name",
        "people_count", "registered_by", "duty", "participants", "last_act_at", "version",
    )  # fmt: skip
    return PetitionFile(
        **{name: getattr(row, name) for name in same},
        litigation=LITIGATION in row.flags,
        set_flags=frozenset(row.flags),
        parties=await _parties(scope, row, answerers={one.issued_by for one in answers}),
        fixes=_fixes(row),
        closing=_closing_facts(closing),
        closing_id=closing.id if closing is not None else "",
        leader_received=bool(row.leader_received_by),
        leader_replied=bool(answers) and answers[-1].signed_as_leader,
        open_requests=await _open_requests(scope, row.id),
        clocks=tuple(clock_facts(clock) for clock in clocks),
    )


async def _answers(scope: Scope, petition_id: str) -> Sequence[Row[str, str, bool]]:
    return (await scope.session.execute(_ANSWERS, {"petition": petition_id})).all()


async def _parties(scope: Scope, row: Petition, *, answerers: set[str]) -> Parties:
    accused = (await scope.session.scalars(_ACCUSED, {"petition": row.id})).all()
    here = [one for one in accused if one.agency in ("", scope.identity.agency)]
    return Parties(
        first_handler_id=row.first_handler_id,
        officer_id=row.officer_id,
        unit=row.unit,
        accused_units=frozenset(one.unit for one in here if one.unit and one.kind == "unit"),
        accused_agencies=frozenset(one.agency for one in accused if one.kind == "agency" and one.agency),
        accused_people=frozenset(one.account_id for one in here if one.account_id),
        recused=frozenset(row.recused),
        answerers=frozenset(answerers),
    )


async def _open_requests(scope: Scope, petition_id: str) -> frozenset[int]:
    return frozenset(await scope.session.scalars(_OPEN_REQUESTS, {"petition": petition_id}))


async def _open_closing(scope: Scope, petition_id: str) -> PetitionClosing | None:
    return await scope.session.scalar(_OPEN_CLOSING, {"petition": petition_id})


def _fixes(row: Petition) -> FiveFixes:
    plan = row.plan
    return FiveFixes(
        leader_id=plan.get("leader_id", ""),
        officer_id=plan.get("officer_id", ""),
        plan=plan.get("plan", ""),
        due=date.fromisoformat(plan["due"]) if plan.get("due") else None,
        standard=plan.get("standard", ""),
    )


def _closing_facts(row: PetitionClosing | None) -> ClosingFacts:
    if row is None:
        return ClosingFacts()
    return ClosingFacts(
        path=row.path,
        proposed_by=row.proposed_by,
        evidenced=frozenset(name for name, check in row.checks.items() if check.get("evidence")),
        follow_up_until=row.follow_up_until,
        confirmed_by=row.confirmed_by,
        confirmation_level=row.confirmation_level,
        case_no=row.case_no,
        case_no_told_at=row.case_no_told_at,
    )
