"""Lists: meetings, the board of resolutions by agency and date, and what was refused as an instruction."""

from datetime import date

from sqlalchemy import select

from zf_contracts import meeting_values as v
from zf_contracts.http.base import Page
from zf_contracts.http.meetings import InterferenceView, MeetingLine, ResolutionLine
from zf_law.moments import day_of
from zf_liaison.meetings.record_queries import load_meeting
from zf_liaison.meetings.record_rules import may_see_resolution, may_see_topic
from zf_liaison.meetings.resolution_rules import OPEN_STATES, is_overdue, is_report_late
from zf_liaison.meetings.state_rules import STATE_NAMES
from zf_liaison.meetings.tables import InterferenceRecord, MeetingPartRow, MeetingRow
from zf_platform.transaction import Scope

_RUNNING = tuple(state for state in STATE_NAMES if state != "closed")


async def list_meetings(scope: Scope, *, running: bool, cursor: str, limit: int = 50) -> Page[MeetingLine]:
    """Newest planned first; ids sort by the time of planning."""
    statement = select(MeetingRow).order_by(MeetingRow.id.desc()).limit(limit + 1)
    if running:
        statement = statement.where(MeetingRow.state.in_(_RUNNING))
    if cursor:
        statement = statement.where(MeetingRow.id < cursor)
    rows = (await scope.session.execute(statement)).scalars().all()
    lines = tuple(_line(v.MeetingHead.model_validate(row.head)) for row in rows[:limit])
    return Page(items=lines, next_cursor=lines[-1].meeting_id if len(rows) > limit else None)


def _line(head: v.MeetingHead) -> MeetingLine:
    zh, en = STATE_NAMES[head.state]
    return MeetingLine(
        meeting_id=head.meeting_id,
        title=head.title,
        convener=head.convener,
        state=head.state,
        state_zh=zh,
        state_en=en,
        starts_at=head.starts_at,
        number=head.number,
    )


async def board(
    scope: Scope, *, agency: str, open_only: bool, until: date | None, limit: int = 200
) -> tuple[ResolutionLine, ...]:
    """By due date. Resolutions of restricted topics are there for those who attend; of secret minutes that were not
    distributed to this agency, its own ones.
    """
    statement = (
        select(MeetingPartRow.meeting_id, MeetingPartRow.body, MeetingRow.head)
        .join(MeetingRow, MeetingRow.id == MeetingPartRow.meeting_id)
        .where(MeetingPartRow.kind == "resolution", MeetingPartRow.state != "drafted")
        .order_by(MeetingPartRow.due_on, MeetingPartRow.part_id)
        .limit(limit)
    )
    if agency:
        statement = statement.where(MeetingPartRow.agency == agency)
    if open_only:
        statement = statement.where(MeetingPartRow.state.in_(OPEN_STATES))
    if until is not None:
        statement = statement.where(MeetingPartRow.due_on <= until)
    today = day_of(scope.now)
    lines = []
    for row in (await scope.session.execute(statement)).all():
        resolution = v.Resolution.model_validate(row.body)
        head = v.MeetingHead.model_validate(row.head)
        known = may_see_resolution(head, resolution, agency=scope.identity.agency)
        if not known or await _hidden(scope, row.meeting_id, resolution):
            continue
        lines.append(_board_line(head, resolution, today=today))
    return tuple(lines)


async def _hidden(scope: Scope, meeting_id: str, resolution: v.Resolution) -> bool:
    """Most resolutions have an open topic or none; only the others cost a look at their meeting."""
    if not resolution.topic_id:
        return False
    meeting = await load_meeting(scope, meeting_id)
    topic = meeting.topic(resolution.topic_id)
    if topic is not None and topic.restricted and scope.actor.reach("meeting.attend") is None:
        return True
    return not may_see_topic(meeting, resolution.topic_id, agency=scope.identity.agency)


def _board_line(head: v.MeetingHead, resolution: v.Resolution, *, today: date) -> ResolutionLine:
    return ResolutionLine(
        meeting_id=head.meeting_id,
        meeting_title=head.title,
        meeting_no=head.number,
        convener=head.convener,
        resolution_id=resolution.part_id.removeprefix("resolution:"),
        resolution=resolution,
        overdue=is_overdue(resolution, today=today),
        report_late=is_report_late(resolution, today=today),
    )


async def list_interference(scope: Scope, *, limit: int = 200) -> tuple[InterferenceView, ...]:
    """Newest first; reading it is an audited act."""
    rows = await scope.session.execute(select(InterferenceRecord).order_by(InterferenceRecord.id.desc()).limit(limit))
    scope.record("interference.read", object_kind="interference_record", object_id="list", sensitive_read=True)
    return tuple(InterferenceView.model_validate(row, from_attributes=True) for row in rows.scalars())
