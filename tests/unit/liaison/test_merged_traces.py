"""Merging spans."""

from datetime import datetime, timedelta

from zf_contracts.http.liaison import SpanView
from zf_liaison.traces.rules import merged
from zf_platform.clock import ZONE

T = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)


def span(number: int, *, agency: str = "police", start: int = 0, duration: int = 10, trace: str = "t") -> SpanView:
    return SpanView(
        trace_id=trace,
        span_id=str(number),
        parent_id=None,
        agency=agency,
        service="casemgmt",
        name="case.open",
        kind="internal",
        start=T + timedelta(microseconds=start),
        duration_us=duration,
        status="ok",
        attributes={},
    )


def test_spans_stand_once_and_in_order_of_start() -> None:
    view = merged("t", [span(2, start=5), span(1), span(2, agency="court", start=9)], silent=["court", "court"])
    assert [(one.span_id, one.agency) for one in view.spans] == [("1", "police"), ("2", "police")]
    assert view.silent == ("court",)
    assert (view.start, view.duration_us) == (T, 15)


def test_a_span_of_another_trace_is_dropped() -> None:
    assert merged("t", [span(1, trace="other")], silent=[]).spans == ()


def test_nothing_is_an_empty_trace() -> None:
    view = merged("t", [], silent=[])
    assert (view.start, view.duration_us) == (None, 0)
