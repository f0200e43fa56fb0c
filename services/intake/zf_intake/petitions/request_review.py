"""The petitioner asks for a review (复查) or the final review (复核); late only with a good reason (PET 35, 36)."""

from zf_contracts.http.petition_acts import RequestReview
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.lapse_closing import lapse_closing
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def request_review(scope: Scope, petition_id: str, command: RequestReview, *, desk: Desk) -> None:
    """A closing that was proposed meanwhile falls away: the way to review goes first."""
    file = await take_up(scope, petition_id, "petition.register", version=command.version)
    act = "request_final_review" if file.state == "reviewed" else "request_review"
    note = command.statement + (f"\n{command.late_reason}" if command.late_reason else "")
    move = Move(act, command.acted_at or scope.now, note=note, given=ActFacts(late_reason=command.late_reason))
    await advance(scope, move, file=file, desk=desk)
    await lapse_closing(scope, petition_id)
