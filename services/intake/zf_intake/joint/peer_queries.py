"""The other agencies of one petition: what we told each, whether it has it, and what it told us."""

from collections.abc import Sequence

from sqlalchemy import select

from zf_contracts.http.joint import ConfirmationView, PeerView
from zf_intake.desk import Desk
from zf_intake.joint.confirmation_queries import confirmations_of
from zf_intake.joint.tables import PeerProgress
from zf_intake.petitions.authority import require
from zf_intake.petitions.load import load_petition
from zf_law.moments import read
from zf_platform.transaction import Scope


async def list_peers(scope: Scope, petition_id: str, *, desk: Desk) -> tuple[PeerView, ...]:
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, "petition.read", file=file)
    told = await confirmations_of(scope, petition_id)
    rows = {
        row.agency: row
        for row in await scope.session.scalars(select(PeerProgress).where(PeerProgress.petition_id == petition_id))
    }
    agencies = sorted({*told, *rows})
    return tuple(_peer(one, rows.get(one), told=told.get(one, ()), desk=desk) for one in agencies)


def _peer(agency: str, row: PeerProgress | None, *, told: Sequence[ConfirmationView], desk: Desk) -> PeerView:
    found = desk.law.agencies.find(agency)
    row = row or PeerProgress(
        petition_no="", state="", officer="", due="", due_rule="", outcome="", answer_text="", answer_document_no="",
        closing_path="",
    )  # fmt: skip
    state = desk.law.petitions.states.get(row.state)
    return PeerView(
        agency=agency,
        agency_zh=found.name_zh if found else agency,
        agency_en=found.name_en if found else agency,
        petition_no=row.petition_no,
        state=row.state,
        state_zh=state.zh if state else row.state,
        state_en=state.en if state else row.state,
        state_at=row.state_at,
        officer=row.officer,
        next_on=row.next_on,
        due=read(row.due) if row.due else None,
        due_rule=row.due_rule,
        answered_at=row.answered_at,
        outcome=row.outcome,
        answer=row.answer_text,
        answer_document_no=row.answer_document_no,
        closed_at=row.closed_at,
        closing_path=row.closing_path,
        confirmations=tuple(told),
    )
