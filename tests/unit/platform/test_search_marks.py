"""Marks of entries: whose, of which kind and unit, and of which month; windows of months widen and end with all."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_platform.bigrams import lexemes, tsquery_text, tsvector_text
from zf_platform.search.marks import LONGEST_REACH, marks_of, month_mark, months_back, own_mark, windows
from zf_platform.search.sight import Reach, Sight, marks_seen

TIMES = st.datetimes(datetime(1949, 10, 1), datetime(2199, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def test_the_month_is_that_of_the_clock_of_the_law() -> None:
    assert month_mark(datetime(2026, 10, 31, 16, 30, tzinfo=UTC)) == "#202611"
    at = datetime(2026, 1, 1, tzinfo=UTC)
    marks = marks_of(people=["b", "a"], kind="petition", unit="u", at=at)
    assert marks == ("@a", "@b", "~petition", "~petition:u", "#202601")


def test_months_go_back_over_the_year() -> None:
    assert months_back(datetime(2026, 2, 1, tzinfo=UTC), 4) == ("#202602", "#202601", "#202512", "#202511")


@given(newest=TIMES)
def test_windows_begin_with_the_newest_month_and_end_with_all(newest: datetime) -> None:
    short, long, everything = windows(newest)
    assert short[0] == month_mark(newest)
    assert long[: len(short)] == short
    assert len(set(long)) == LONGEST_REACH
    assert everything == ()


@given(text=st.text(max_size=100))
def test_no_piece_of_a_text_looks_like_a_mark(text: str) -> None:
    assert not {piece for piece in lexemes(text) if piece[0] in "@#~"}


@pytest.mark.parametrize("account", ["police.officer001", "o'brien", "back\\slash"])
def test_a_mark_is_quoted_whatever_it_holds(account: str) -> None:
    for literal in (tsvector_text("", marks=[own_mark(account)]), tsquery_text((own_mark(account),))):
        assert literal.count("'") % 2 == 0
        assert literal.count("\\") % 2 == 0


def test_any_of_the_months_is_asked_for() -> None:
    assert tsquery_text(("停车",), ("#202611", "#202610"), ()) == "'停车' & ('#202611' | '#202610')"


@pytest.mark.parametrize(
    ("kinds", "partly", "seen"),
    [
        ({"petition": "own", "report": "unit"}, False, ("@me", "~report:u")),
        ({"petition": "own"}, True, ("@me",)),
        ({"petition": "own", "report": "all"}, False, ("@me", "~report")),
        ({"petition": "unit", "report": "unit"}, False, ("@me", "~petition:u", "~report:u")),
        ({"petition": "all"}, True, ("@me", "~petition")),
        ({"petition": "all", "report": "all"}, False, ()),
    ],
)
def test_whoever_does_not_see_everything_looks_only_through_what_he_sees(
    kinds: dict[str, Reach], partly: bool, seen: tuple[str, ...]
) -> None:
    assert marks_seen(Sight(account="me", unit="u", kinds=kinds, restricted={}, partly=partly)) == seen
