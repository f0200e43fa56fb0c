"""What a change of a meeting's record does to the periods of one member."""

from datetime import date, datetime, timedelta

from zf_contracts import meeting_values as v
from zf_law.deadlines import ZONE
from zf_law.loader import load_law
from zf_liaison.meetings.duty_rules import changes, duties
from zf_liaison.meetings.record_rules import Meeting

LAW = load_law().meetings
T0 = datetime(2026, 12, 1, 9, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)
WHO = v.Speaker(account_id="p.1", name="孙立国")
HEAD = v.MeetingHead(
    meeting_id="m1",
    version=3,
    convener="committee",
    title="联席会议",
    state="tracking",
    starts_at=T0,
    required=("police",),
    collect_until=T0,
    edition=1,
    issued_at=T0,
)
RESOLUTION = v.Resolution(
    part_id="resolution:r1",
    version=1,
    no=1,
    agency="police",
    deliverable="清单",
    due=date(2026, 12, 20),
    acceptance="书面",
    state="issued",
    issued_at=T0,
    report_since=T0,
)


def _meeting(**changed: object) -> Meeting:
    part = RESOLUTION.model_copy(update=changed)
    return Meeting(HEAD, {part.part_id: part})


def _moved(before: Meeting, after: Meeting) -> list[tuple[str, str]]:
    found = changes(
        duties(before, agency="police", law=LAW),
        duties(after, agency="police", law=LAW),
        meeting=after,
        now=T0 + 9 * HOUR,
    )
    told = []
    for one in found:
        orders = one.orders
        kind = next(name for name in ("starts", "stops", "cancels", "breaks") if getattr(orders, name))
        told.append((kind, one.duty.rule))
    return told


def test_a_report_ends_its_period_and_begins_the_next() -> None:
    told = _meeting(reported_at=T0 + HOUR, report_since=T0 + HOUR)
    assert _moved(_meeting(), told) == [("stops", "K02"), ("starts", "K02")]


def test_a_return_without_a_report_counts_anew_and_ends_nothing() -> None:
    reported = _meeting(reported_at=T0 + HOUR, report_since=T0 + HOUR)
    returned = _meeting(state="sent_back", reported_at=T0 + HOUR, report_since=T0 + 2 * HOUR)
    assert _moved(reported, returned) == [("starts", "K02")]


def test_a_report_of_fulfilment_ends_both_and_a_return_begins_both() -> None:
    done = _meeting(state="reported", reported_at=T0 + HOUR, report_since=T0 + HOUR)
    returned = _meeting(state="sent_back", reported_at=T0 + HOUR, report_since=T0 + 2 * HOUR)
    assert _moved(_meeting(), done) == [("stops", "K03"), ("stops", "K02")]
    assert _moved(done, returned) == [("starts", "K03"), ("starts", "K02")]


def test_who_is_not_asked_owes_nothing() -> None:
    assert duties(_meeting(), agency="court", law=LAW) == {}
    assert _moved(_meeting(), _meeting(version=9)) == []
