"""The minutes get their number, go to whoever may have them, and their resolutions become duties."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from zf_contracts import meeting_values as v
from zf_contracts.interagency import meetings as m
from zf_law.moments import day_of
from zf_liaison.desk import Desk
from zf_liaison.meetings.change_record import change_record, tell_members
from zf_liaison.meetings.keep_duties import keep_duties
from zf_liaison.meetings.period_rules import report_due
from zf_liaison.meetings.record_rules import Meeting
from zf_liaison.meetings.resolution_rules import distribution_of
from zf_liaison.meetings.tables import MinutesSerial
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def issue_minutes(
    scope: Scope, meeting: Meeting, head: v.MeetingHead, *, distribution: Sequence[str], desk: Desk
) -> None:
    wanted, problems = distribution_of(meeting, tuple(distribution))
    if problems:
        raise Refused(problems)
    issued = head.model_copy(
        update={"number": await _number(scope, desk=desk), "issued_at": scope.now, "distribution": wanted}
    )
    duties = [_as_duty(one, scope, desk=desk) for one in meeting.resolutions]
    after = await change_record(scope, meeting, head=issued, parts=duties)
    for duty in duties:
        owing = (duty.agency, *duty.co_agencies)
        tell_members(scope, after, head=None, parts=(duty,), message=m.JointMeetingResolutionIssued, only=owing)
    await keep_duties(scope, meeting, after, law=desk.law)


def _as_duty(resolution: v.Resolution, scope: Scope, *, desk: Desk) -> v.Resolution:
    changed = {
        "state": "issued",
        "issued_at": scope.now,
        "report_since": scope.now,
        "report_due": report_due(desk.law, scope.now),
        "version": resolution.version + 1,
    }
    return resolution.model_copy(update=changed)


async def _number(scope: Scope, *, desk: Desk) -> str:
    """The next number of the year; the row is locked until the issue commits, so numbers have no gaps."""
    year = day_of(scope.now).year
    first = insert(MinutesSerial).values(year=year, last=1)
    counted = first.on_conflict_do_update(index_elements=["year"], set_={"last": MinutesSerial.last + 1}).returning(
        MinutesSerial.last
    )
    serial = int((await scope.session.execute(counted)).scalar_one())
    short = desk.law.agencies.by_code(scope.identity.agency).short_zh
    return desk.law.meetings.minutes_number(short=short, year=year, serial=serial)
