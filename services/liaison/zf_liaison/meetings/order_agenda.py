"""The convener puts the topics in order."""

from zf_contracts.http.meetings import OrderAgenda
from zf_law.problems import Problem
from zf_liaison.meetings.authority import require_own
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.state_rules import state_values
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

_OPEN = ("proposed", "collecting", "convened", "in_session")


async def order_agenda(scope: Scope, meeting_id: str, command: OrderAgenda) -> None:
    """Every topic once. The head counts on, so that two orders of the same moment do not mix."""
    meeting = await require_own(scope, meeting_id, seen_version=command.version)
    if meeting.head.state not in _OPEN:
        raise Refused((Problem("meeting.agenda_closed", state_values(meeting.head.state)),))
    topics = {topic.topic_id: topic for topic in meeting.topics}
    if sorted(command.topics) != sorted(topics):
        raise Refused((Problem("meeting.agenda_incomplete", {"field": "topics"}),))
    moved = [
        topics[topic_id].model_copy(update={"no": no, "version": topics[topic_id].version + 1})
        for no, topic_id in enumerate(command.topics, start=1)
        if topics[topic_id].no != no
    ]
    await change_record(scope, meeting, head=meeting.head, parts=moved)
    scope.record("meeting.order_agenda", object_kind="meeting", object_id=meeting_id)
