"""Somebody checks in for this agency, from its own node."""

from zf_contracts import meeting_values as v
from zf_liaison.desk import Desk
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.speaker import speaker
from zf_liaison.meetings.submit_act import submit_act
from zf_platform.transaction import Scope

REPRESENT = "meeting.represent"


async def check_in(scope: Scope, meeting_id: str, *, desk: Desk) -> None:
    """Who may represent the agency counts for the quorum; anybody else is a guest of it (列席)."""
    meeting = await load_meeting(scope, meeting_id, lock=True)
    act = v.CheckIn(
        notice_id=scope.new_id(),
        meeting_id=meeting_id,
        acted_at=scope.now,
        who=speaker(scope),
        authorised=scope.actor.reach(REPRESENT) is not None,
    )
    await submit_act(scope, meeting, act, desk=desk)
