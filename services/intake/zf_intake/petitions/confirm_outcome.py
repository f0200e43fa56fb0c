"""Confirm what became of a matter elsewhere; only then the first handler's list is clear of it (S-005, S-018)."""

from zf_contracts.http.petition_acts import ConfirmOutcome
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def confirm_outcome(scope: Scope, petition_id: str, command: ConfirmOutcome, *, desk: Desk) -> None:
    """The handling agency's closing, or that the competent body took the advised matter up."""
    file = await take_up(scope, petition_id, "petition.approve_closing", version=command.version)
    advised = file.state == "advised"
    move = Move(
        "conclude_advice" if advised else "confirm_peer_closing",
        scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes={"closing_path": "advised" if advised else "closed_by_peer", "closed_at": scope.now},
    )
    await advance(scope, move, file=file, desk=desk)
