"""Cancel a called hearing; whoever was invited is told."""

from zf_contracts.http.hearings import CancelHearing
from zf_contracts.petition_statements import HearingNotice
from zf_intake.desk import Desk
from zf_intake.hearings.call_hearing import MESSAGE
from zf_intake.hearings.settle_hearing import settle_hearing
from zf_intake.hearings.take_hearing import take_hearing
from zf_intake.joint.issue import issue
from zf_platform.transaction import Scope


async def cancel_hearing(scope: Scope, hearing_id: str, command: CancelHearing, *, desk: Desk) -> str:
    """The id of the petition."""
    row, file = await take_hearing(scope, hearing_id, "cancel", version=command.version)
    row.state, row.cancelled_at, row.cancel_reason = "cancelled", scope.now, command.reason
    await settle_hearing(scope, row, file, act="cancel_hearing", note=command.reason, desk=desk)
    body = HearingNotice(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=scope.now,
        hearing_at=row.hearing_at,
        place=row.place,
        subject=row.subject,
        public=row.public,
        of=row.id,
        cancelled=True,
    )
    await issue(scope, MESSAGE, body, to=row.invited, petition_id=file.id, desk=desk)
    return file.id
