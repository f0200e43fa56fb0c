"""The convener enters what a member did into the record, and everybody who may see it is told."""

from zf_contracts import meeting_values as v
from zf_liaison.desk import Desk
from zf_liaison.meetings.act_rules import Parts, parts_after
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.keep_duties import keep_duties
from zf_liaison.meetings.period_rules import report_due
from zf_liaison.meetings.record_rules import Meeting
from zf_platform.transaction import Scope


async def apply_act(scope: Scope, meeting: Meeting, act: v.MemberAct, *, agency: str, desk: Desk) -> Meeting:
    """The meeting must be locked and the act allowed."""
    parts = parts_after(meeting, act, agency=agency)
    if isinstance(act, v.ProgressReport):
        parts = _with_next_report(parts, act, desk=desk)
    after = await change_record(scope, meeting, parts=parts)
    await keep_duties(scope, meeting, after, law=desk.law)
    return after


def _with_next_report(parts: Parts, act: v.ProgressReport, *, desk: Desk) -> Parts:
    """Ten days run anew from each report (K02)."""
    counted = {"report_since": act.acted_at, "report_due": report_due(desk.law, act.acted_at)}
    return tuple(part.model_copy(update=counted) if isinstance(part, v.Resolution) else part for part in parts)
