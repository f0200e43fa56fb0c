"""Take the told steps whose turn has come, oldest first; each may make the next one fit."""

from collections.abc import Sequence

from sqlalchemy import update

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.rules import SUSPECT, Move
from zf_casemgmt.documents.file_received import file_received
from zf_casemgmt.notices.rules import Turn, turn_of
from zf_casemgmt.notices.tables import Notice
from zf_casemgmt.office import Office
from zf_casemgmt.tables import fresh
from zf_contracts.values import StageNotice
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def apply_waiting(scope: Scope, case_id: str, *, office: Office, must_fit: str = "") -> int:
    """Returns how many were taken. `must_fit` names a notice that is refused if it can never fit this record."""
    taken = 0
    while True:
        waiting = await _waiting(scope, case_id)
        if not waiting:
            return taken
        file = await load_case(scope, case_id)
        chosen = next((row for row in waiting if _turn(row, file, office=office) is Turn.NOW), None)
        if chosen is None:
            await _keep_for_reading(scope, waiting, file, office=office)
            _refuse_impossible(waiting, file, must_fit=must_fit, office=office)
            return taken
        await _apply(scope, chosen, file=file, office=office)
        taken += 1


async def _waiting(scope: Scope, case_id: str) -> Sequence[Notice]:
    rows = await scope.session.scalars(
        fresh(Notice).where(Notice.case_id == case_id, Notice.state == "waiting").order_by(Notice.acted_at, Notice.id)
    )
    return rows.all()


def _turn(row: Notice, file: CaseFile, *, office: Office) -> Turn:
    stages = office.law.stages
    return turn_of(stages.transition(row.act), file, stages=stages, kind=office.kind)


async def _keep_for_reading(scope: Scope, waiting: Sequence[Notice], file: CaseFile, *, office: Office) -> None:
    """What another addressee confirmed before is no step any more."""
    done = [row.id for row in waiting if _turn(row, file, office=office) is Turn.DONE]
    if done:
        await _set_state(scope, done, state="informative")


async def _set_state(scope: Scope, ids: Sequence[str], *, state: str) -> None:
    await scope.session.execute(
        update(Notice)
        .where(Notice.id.in_(ids))
        .values(state=state, applied_at=scope.now)
        .execution_options(synchronize_session=False)
    )


def _refuse_impossible(waiting: Sequence[Notice], file: CaseFile, *, must_fit: str, office: Office) -> None:
    for row in waiting:
        if row.id == must_fit and _turn(row, file, office=office) is Turn.NEVER:
            raise Refused((Problem("notice.does_not_fit", {"state": file.state, "act": row.act}),))


async def _apply(scope: Scope, row: Notice, *, file: CaseFile, office: Office) -> None:
    notice = StageNotice.model_validate(row.body)
    transition = office.law.stages.transition(notice.act)
    papers = await file_received(
        scope, notice.documents, file=file, sender=row.sender, origin="received", suspect_id=_known(notice, file)
    )
    sender = office.law.agencies.find(row.sender)
    move = Move(
        act=notice.act,
        acted_at=notice.acted_at,
        targets=_targets(transition, notice, file),
        documents=tuple(paper.id for paper in papers),
        note=notice.text,
        facts=notice.facts,
        told=True,
        agency=row.sender,
        agency_kind=str(sender.kind) if sender is not None else "",
        transfer_id=notice.transfer_id,
    )
    await advance(scope, move, file=file, office=office)
    await _set_state(scope, [row.id], state="applied")


def _known(notice: StageNotice, file: CaseFile) -> str | None:
    return notice.suspect_id if notice.suspect_id and file.suspect(notice.suspect_id) else None


def _targets(transition: Transition, notice: StageNotice, file: CaseFile) -> frozenset[str]:
    """A suspect act about nobody we know concerns those of our suspects who are in a state the act begins from."""
    known = _known(notice, file)
    if known is not None:
        return frozenset({known})
    if transition.aggregate != SUSPECT:
        return frozenset()
    return frozenset(suspect.id for suspect in file.suspects if suspect.state in transition.suspect_from)
