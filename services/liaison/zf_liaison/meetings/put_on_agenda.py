"""The convener puts a proposed topic on the agenda of a planned meeting."""

from zf_liaison.meetings.authority import require_own
from zf_liaison.meetings.take_topic import take_topic
from zf_platform.transaction import Scope


async def put_on_agenda(scope: Scope, meeting_id: str, topic_id: str) -> None:
    await take_topic(scope, await require_own(scope, meeting_id), topic_id)
    scope.record("meeting.take_topic", object_kind="meeting", object_id=meeting_id, reason=topic_id)
