"""The convener checks a reported resolution: closed, or sent back with what is missing."""

from zf_contracts.http.meetings import VerifyResolution
from zf_contracts.interagency import meetings as m
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.meetings.authority import require_own
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.keep_duties import keep_duties
from zf_liaison.meetings.period_rules import report_due
from zf_liaison.meetings.resolution_rules import verify_problems
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def verify_resolution(
    scope: Scope, meeting_id: str, resolution_id: str, command: VerifyResolution, *, desk: Desk
) -> None:
    meeting = await require_own(scope, meeting_id)
    resolution = meeting.resolution(resolution_id)
    if resolution is None:
        raise Refused((Problem("meeting.resolution_unknown", {"field": "resolution_id"}),))
    problems = verify_problems(resolution, closed=command.closed)
    if problems:
        raise Refused(problems)
    verified: dict[str, object] = {
        "state": "closed" if command.closed else "sent_back",
        "version": resolution.version + 1,
        "verified_by": scope.actor.name[:60],
        "verification": command.text,
    }
    dated: dict[str, object] = {"closed_at": scope.now}
    if not command.closed:
        dated = {"report_since": scope.now, "report_due": report_due(desk.law, scope.now)}
    message = m.JointMeetingResolutionClosed if command.closed else m.JointMeetingRecordUpdated
    after = await change_record(
        scope, meeting, parts=(resolution.model_copy(update=verified | dated),), message=message
    )
    await keep_duties(scope, meeting, after, law=desk.law)
    scope.record("meeting.verify", object_kind="meeting", object_id=meeting_id, reason=command.text[:500])
