"""Hourly: a resolution past its day is marked overdue, told to everybody, and becomes a supervised task."""

from datetime import date

from sqlalchemy import select

from zf_contracts import meeting_values as v
from zf_law.moments import day_of
from zf_liaison.desk import Desk
from zf_liaison.meetings.change_record import change_record
from zf_liaison.meetings.period_rules import report_due
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.meetings.resolution_rules import UNREPORTED_STATES, is_overdue
from zf_liaison.meetings.tables import MeetingPartRow, MeetingRow
from zf_liaison.tasks.issue_task import issue_task
from zf_liaison.tasks.rules import TaskOrder
from zf_platform.transaction import Scope

_MOST = 50


async def watch_resolutions(scope: Scope, *, desk: Desk) -> None:
    """Only the convener marks; each resolution once."""
    today = day_of(scope.now)
    found = await scope.session.execute(
        select(MeetingPartRow.meeting_id)
        .join(MeetingRow, MeetingRow.id == MeetingPartRow.meeting_id)
        .where(
            MeetingPartRow.kind == "resolution",
            MeetingPartRow.state.in_(UNREPORTED_STATES),
            MeetingPartRow.due_on < today,
            MeetingPartRow.body["overdue_at"].astext.is_(None),
            MeetingRow.convener == scope.identity.agency,
        )
        .distinct()
        .order_by(MeetingPartRow.meeting_id)
        .limit(_MOST)
    )
    for meeting_id in found.scalars().all():
        meeting = await load_meeting(scope, meeting_id, lock=True)
        late = [one for one in meeting.resolutions if is_overdue(one, today=today) and one.overdue_at is None]
        await change_record(scope, meeting, parts=[await _marked(scope, meeting, one, desk=desk) for one in late])


async def _marked(scope: Scope, meeting: Meeting, resolution: v.Resolution, *, desk: Desk) -> v.Resolution:
    """A convener without authority over others can only mark it; the committee supervises."""
    scope.record("meeting.overdue", object_kind="meeting_resolution", object_id=resolution.part_id)
    authority = desk.law.agencies.by_code(scope.identity.agency).kind.value in desk.law.tasks.issuers
    task_id = ""
    if authority or resolution.agency == scope.identity.agency:
        order = _order(meeting, resolution, due=report_due(desk.law, scope.now))
        task_id = await issue_task(scope, order, desk=desk, by_name=meeting.head.chair or meeting.head.title)
    marked = {"overdue_at": scope.now, "version": resolution.version + 1, "task_id": task_id}
    return resolution.model_copy(update=marked)


def _order(meeting: Meeting, resolution: v.Resolution, *, due: date) -> TaskOrder:
    number = meeting.head.number or meeting.head.title
    return TaskOrder(
        assignee=resolution.agency,
        level="ordinary",
        source="meeting",
        title=f"联席会议议定事项逾期：{resolution.deliverable}"[:200],
        demand=f"{number}第 {resolution.no} 项应于 {resolution.due.isoformat()} 前完成，至今未办结，请限期办理并书面报告。",
        standard=resolution.acceptance,
        due=due,
        source_ref=number[:100],
    )
