"""A responsible agency reports how far a resolution is."""

from zf_contracts import meeting_values as v
from zf_contracts.http.meetings import ReportResolution
from zf_liaison.desk import Desk
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.speaker import speaker
from zf_liaison.meetings.submit_act import submit_act
from zf_platform.transaction import Scope


async def report_resolution(
    scope: Scope, meeting_id: str, resolution_id: str, command: ReportResolution, *, desk: Desk
) -> None:
    meeting = await load_meeting(scope, meeting_id, lock=True)
    act = v.ProgressReport(
        notice_id=scope.new_id(),
        meeting_id=meeting_id,
        acted_at=scope.now,
        resolution_id=resolution_id,
        text=command.text,
        done=command.done,
        who=speaker(scope),
    )
    await submit_act(scope, meeting, act, desk=desk)
