"""Pure pieces: order of spans, days of deadlines, words for figures, dates and sizes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.web.fake_operations import health
from tests.web.sample import NOW
from tests.web.sample_exchange import SPANS, WATCHED
from zf_hall import formatting
from zf_hall.charts import depths, shares, span_bar
from zf_hall.pages.answer import own_path
from zf_hall.pages.deadlines import by_day
from zf_hall.pages.operations import verdict
from zf_hall.pages.traces import in_order
from zf_hall.words import Words
from zf_platform.clock import ZONE


def test_children_follow_their_parent() -> None:
    assert [span.span_id for span in in_order(tuple(reversed(SPANS)))] == ["a1", "a2", "a3"]
    assert depths(SPANS) == {"a1": 0, "a2": 1, "a3": 2}


def test_spans_in_a_circle_or_without_parent_are_still_shown() -> None:
    loose = SPANS[2].model_copy(update={"parent_id": "gone"})
    assert {span.span_id for span in in_order((SPANS[0], loose))} == {"a1", "a3"}
    own = SPANS[0].model_copy(update={"parent_id": "a1"})
    assert [span.span_id for span in in_order((own,))] == ["a1"]
    assert depths((own,)) == {"a1": 0}


def test_bar_stays_inside_its_box() -> None:
    late = SPANS[0].model_copy(update={"start": SPANS[0].start + timedelta(hours=1)})
    for span in (*SPANS, late):
        bar = span_bar(span, start=SPANS[0].start, total_us=184_000)
        numbers = [int(part.split('"')[1]) for part in str(bar).split() if part.startswith(("x=", "width="))]
        assert numbers[-2] + numbers[-1] <= 1000
    assert 'width="500"' in shares([("overdue", 1), ("running", 1)])
    assert "<rect" in shares([("overdue", 0)])


def test_deadlines_stand_under_their_day() -> None:
    assert [day for day, _ in by_day(WATCHED)] == [date(2026, 11, 21), date(2026, 11, 26), date(2027, 11, 10)]


def test_worst_finding_is_said_first() -> None:
    fine = health("intake")
    assert verdict(fine, now=NOW)[0] == "ok"
    slow = fine.model_copy(update={"outbox_oldest_at": NOW - timedelta(minutes=5)})
    assert verdict(slow, now=NOW) == ("warn", "处理变慢")
    stuck = fine.model_copy(update={"inbox_oldest_at": NOW - timedelta(minutes=20), "parked": 3})
    assert verdict(stuck, now=NOW) == ("bad", "积压超过 15 分钟")
    cut = fine.model_copy(update={"bus": fine.bus.model_copy(update={"connected": False})})
    assert verdict(cut, now=NOW) == ("bad", "消息总线断开")


def test_times_are_shown_in_china_standard_time() -> None:
    moment = datetime.fromisoformat("2026-11-22T17:05:09+00:00")
    assert formatting.stamp(moment) == "2026-11-23 01:05"
    assert formatting.second(moment) == "2026-11-23 01:05:09"
    assert formatting.day(moment) == "2026-11-23"
    assert formatting.stamp(date(2026, 11, 26)) == "2026-11-26"
    assert formatting.stamp(None) == "—"
    assert formatting.weekday(moment, language="zh") == "星期一"
    assert formatting.weekday(moment, language="en") == "Mon"


@pytest.mark.parametrize(
    ("due", "days"),
    [(date(2026, 11, 26), 3), (date(2026, 11, 23), 0), (datetime(2026, 11, 22, 23, 59, tzinfo=ZONE), -1)],
)
def test_days_are_counted_by_the_calendar(due: date | datetime, days: int) -> None:
    assert formatting.days_between(NOW, due) == days


def test_sizes_and_durations() -> None:
    assert [formatting.size(value) for value in (12, 2048, 3_500_000)] == ["12 B", "2 kB", "3.3 MB"]
    assert [formatting.micro(value) for value in (12, 21_000, 2_500_000)] == ["12 µs", "21.0 ms", "2.50 s"]
    assert formatting.short_hash("sha256:" + "ab" * 32) == "abababababab"


@pytest.mark.parametrize(("text", "kept"), [("/cases?q=1", True), ("//x", False), ("x", False), ("/\\x", False)])
def test_only_own_paths_are_followed(text: str, kept: bool) -> None:
    assert (own_path(text, otherwise="/") == text) is kept


def test_words_offer_an_agency_its_own_documents() -> None:
    words = Words(
        documents={"a": ("甲", "A"), "b": ("乙", "B")},
        issuers={"a": ("police",), "b": ("court",)},
        units={("police", "u"): ("队", "U"), ("court", "v"): ("庭", "V")},
    )
    assert [code for code, _ in words.documents_of("police")] == ["a"]
    assert [code for code, _ in words.units_of("court")] == ["v"]
