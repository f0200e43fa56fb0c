"""When a reply to a supervision document is over, and which of the two acts answers it."""

from datetime import date, datetime

import pytest

from zf_law.deadlines import ZONE
from zf_law.loader import load_law
from zf_law.supervision_notices import AFTER_URGING, NAMED_DAY, NoticeKind
from zf_liaison.clocks.rules import Period
from zf_liaison.notices.rules import needs_of, reply_day_passed, reply_problems

LAW = load_law().notices
KIND = LAW.kinds["correction_notice"]
DAY = date(2026, 12, 8)
LAST = datetime(2026, 12, 8, 23, 59, 59, tzinfo=ZONE)
AFTER = datetime(2026, 12, 9, 0, 0, tzinfo=ZONE)
OWED = Period("N03", DAY, "running")


@pytest.mark.parametrize(
    ("periods", "at", "passed"),
    [
        ([OWED], LAST, None),
        ([OWED], AFTER, DAY),
        ([Period(NAMED_DAY, DAY, "running")], AFTER, DAY),
        ([Period("N03", DAY, "met_late")], AFTER, None),
        ([Period("N03", DAY, "met_late"), Period(NAMED_DAY, date(2026, 12, 20), "running")], AFTER, None),
        ([Period("N03", DAY, "cancelled")], AFTER, DAY),
        ([Period("N01", DAY, "running")], AFTER, None),
        ([Period(AFTER_URGING, DAY, "running")], AFTER, DAY),
        ([Period("N03", date(2026, 12, 20), "running"), Period(AFTER_URGING, DAY, "running")], AFTER, None),
        ([OWED, Period(AFTER_URGING, date(2026, 12, 20), "running")], AFTER, DAY),
        ([], AFTER, None),
    ],
)
def test_the_reply_period_counts_and_without_one_the_urging(
    periods: list[Period], at: datetime, passed: date | None
) -> None:
    assert reply_day_passed(KIND, periods, at=at) == passed


def test_in_time_and_late_are_two_acts_and_never_both_possible() -> None:
    reply, late = LAW.table.acts["reply"], LAW.table.acts["reply_late"]
    for at, wrong, code in ((LAST, late, "notice.reply_not_over"), (AFTER, reply, "notice.reply_over")):
        right = reply if wrong is late else late
        assert [one.code for one in reply_problems(wrong, KIND, [OWED], at=at)] == [code]
        assert reply_problems(right, KIND, [OWED], at=at) == []
    assert reply_problems(reply, KIND, [OWED], at=AFTER)[0].values == {"due": "2026-12-08"}
    assert reply_problems(LAW.table.acts["object"], KIND, [OWED], at=AFTER) == []


@pytest.mark.parametrize("kind", LAW.kinds.values(), ids=LAW.kinds)
def test_whatever_holds_for_a_reply_holds_for_a_late_one(kind: NoticeKind) -> None:
    reply, late = LAW.table.acts["reply"], LAW.table.acts["reply_late"]
    assert (reply.from_, reply.to, reply.stops, reply.side) == (late.from_, late.to, late.stops, late.side)
    assert kind.message_of(reply) == kind.message_of(late)
    assert kind.permission_of(reply) == kind.permission_of(late)
    assert kind.case_act_of(reply) == kind.case_act_of(late)
    assert set(needs_of(late, kind)) == {*needs_of(reply, kind), "late_reason"}
