"""Only the convener's node moves a meeting; on the others it is somebody else's object."""

from zf_law.problems import Problem
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.record_rules import Meeting
from zf_platform.errors import Conflict, Forbidden
from zf_platform.transaction import Scope


async def require_own(scope: Scope, meeting_id: str, *, seen_version: int | None = None) -> Meeting:
    """Locked. NotFound, Forbidden for a meeting of another convener, Conflict when the head has moved on."""
    meeting = await load_meeting(scope, meeting_id, lock=True)
    if meeting.head.convener != scope.identity.agency:
        raise Forbidden((Problem("meeting.convener_only", {"agency": meeting.head.convener}),))
    if seen_version is not None and meeting.head.version != seen_version:
        values = {"seen": seen_version, "current": meeting.head.version}
        raise Conflict((Problem("version.stale", values),))
    return meeting
