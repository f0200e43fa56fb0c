"""The meeting as a calendar file that every calendar program takes."""

from zf_liaison.meetings.calendar_rules import calendar_text
from zf_liaison.meetings.record_queries import load_meeting
from zf_platform.transaction import Scope


async def meeting_calendar(scope: Scope, meeting_id: str) -> str:
    """Titles of restricted topics stay out: a calendar is read by many."""
    meeting = await load_meeting(scope, meeting_id)
    return calendar_text(
        meeting.head, [topic.title for topic in meeting.topics if not topic.restricted], made_at=scope.now
    )
