"""Approve or refuse a closing: another person than the handler, and everything must still hold (S-009)."""

from sqlalchemy import update

from zf_contracts.http.petition_acts import DecideClosing
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.tables import PetitionClosing
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def decide_closing(scope: Scope, petition_id: str, command: DecideClosing, *, desk: Desk) -> None:
    """With the approval the first handler's duty ends; dated now, never back."""
    file = await take_up(scope, petition_id, "petition.approve_closing", version=command.version)
    changes: dict[str, object] = {}
    if command.approve:
        changes = {"closing_path": file.closing.path, "closed_at": scope.now}
        if file.closing.case_no:
            changes["case_no"] = file.closing.case_no
    move = Move(
        "approve_closing" if command.approve else "refuse_closing",
        scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes=changes,
    )
    await advance(scope, move, file=file, desk=desk)
    await scope.session.execute(
        update(PetitionClosing)
        .where(PetitionClosing.id == file.closing_id)
        .values(
            state="approved" if command.approve else "refused",
            decided_by=scope.actor.account_id,
            decided_by_name=scope.actor.name,
            decided_at=scope.now,
            decision_note=command.explanation,
        )
        .execution_options(synchronize_session=False)
    )
