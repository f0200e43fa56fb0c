"""The convener declines a proposed topic, with its reason."""

from zf_contracts.http.meetings import DeclineTopic
from zf_liaison.meetings.decide_proposal import decide_proposal
from zf_liaison.meetings.proposal_queries import open_proposal
from zf_platform.transaction import Scope


async def decline_topic(scope: Scope, topic_id: str, command: DeclineTopic) -> None:
    row = await open_proposal(scope, topic_id)
    await decide_proposal(scope, row, taken=False, reason=command.reason)
    scope.record("meeting.decline_topic", object_kind="meeting_topic", object_id=topic_id, reason=command.reason[:500])
