"""This agency confirms the minutes or objects to them."""

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import CountersignMinutes
from zf_liaison.desk import Desk
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.speaker import speaker
from zf_liaison.meetings.submit_act import submit_act
from zf_platform.transaction import Scope


async def countersign(scope: Scope, meeting_id: str, command: CountersignMinutes, *, desk: Desk) -> None:
    meeting = await load_meeting(scope, meeting_id, lock=True)
    head = {"notice_id": scope.new_id(), "meeting_id": meeting_id, "acted_at": scope.now, "who": speaker(scope)}
    await submit_act(scope, meeting, v.Countersigning.model_validate(command.model_dump() | head), desk=desk)
