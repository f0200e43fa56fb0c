"""Somebody gives the opinion of this agency on a topic, or its dissent."""

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import GiveOpinion
from zf_liaison.desk import Desk
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.speaker import speaker
from zf_liaison.meetings.submit_act import submit_act
from zf_platform.transaction import Scope


async def give_opinion(scope: Scope, meeting_id: str, command: GiveOpinion, *, desk: Desk) -> None:
    meeting = await load_meeting(scope, meeting_id, lock=True)
    head = {"notice_id": scope.new_id(), "meeting_id": meeting_id, "acted_at": scope.now, "who": speaker(scope)}
    await submit_act(scope, meeting, v.OpinionGiven.model_validate(command.model_dump() | head), desk=desk)
