"""Comparing ledgers: digests, buckets, differences, the day of an id."""

import hashlib
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zf_liaison.reconciliation.rules import (
    BUCKETS,
    LINES_LIMIT,
    bucket_digests,
    bucket_of,
    day_of,
    difference,
    differing,
    figures,
    id_range,
    short_lines,
)
from zf_platform.clock import ZONE
from zf_platform.ids import new_id

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
ALL = tuple(range(BUCKETS))


def made(count: int) -> dict[str, str]:
    return {
        (message_id := new_id(NOON + timedelta(seconds=number))): hashlib.sha256(message_id.encode()).hexdigest()
        for number in range(count)
    }


def test_the_digest_is_over_the_sorted_lines() -> None:
    lines = {"b": "2", "a": "1"}
    assert figures(lines).digest == hashlib.sha256(b"a 1\nb 2\n").hexdigest()
    assert figures(lines).count == 2
    assert figures({}).digest == hashlib.sha256(b"").hexdigest()


def test_equal_ledgers_differ_in_no_bucket() -> None:
    lines = made(500)
    shuffled = dict(reversed(lines.items()))
    assert bucket_digests(lines) == bucket_digests(shuffled)
    assert differing(bucket_digests(lines), bucket_digests(shuffled)) == ()


def test_only_the_buckets_of_the_lost_messages_differ() -> None:
    lines = made(2_000)
    lost = sorted(lines)[3]
    rest = {key: value for key, value in lines.items() if key != lost}
    assert differing(bucket_digests(lines), bucket_digests(rest)) == (bucket_of(lost),)


def test_another_division_means_everything_is_looked_at() -> None:
    assert differing(("x",), bucket_digests({})) == ALL


def test_missing_unknown_and_changed_are_told_apart() -> None:
    here = made(6)
    ids = sorted(here)
    there = {key: value for key, value in here.items() if key != ids[0]}
    there[ids[1]] = "f" * 64
    stranger = new_id(NOON)
    there[stranger] = "e" * 64
    found = difference(here, short_lines(there, buckets=ALL), buckets=ALL)
    assert (found.missing, found.unknown, found.other) == ((ids[0],), (stranger,), (ids[1],))
    assert difference(here, short_lines(here, buckets=ALL), buckets=ALL).empty


def test_beyond_the_limit_of_one_message_nothing_is_judged() -> None:
    lines = made(LINES_LIMIT + 50)
    told = short_lines(lines, buckets=ALL)
    assert len(told) == LINES_LIMIT
    assert difference(lines, told, buckets=ALL).empty


@given(
    kept=st.sets(st.integers(0, 40), max_size=40),
    others=st.sets(st.integers(0, 40), max_size=40),
)
def test_the_difference_is_the_difference_of_the_sets(kept: set[int], others: set[int]) -> None:
    def ledger(numbers: set[int]) -> dict[str, str]:
        return {f"01890000-0000-7000-8000-0000000000{number:02x}": f"{number:064x}" for number in numbers}

    here, there = ledger(kept), ledger(others)
    buckets = differing(bucket_digests(here), bucket_digests(there))
    found = difference(here, short_lines(there, buckets=buckets), buckets=buckets)
    assert set(found.missing) == here.keys() - there.keys()
    assert set(found.unknown) == there.keys() - here.keys()
    assert found.other == ()


def test_the_day_of_a_message_is_the_day_in_its_id() -> None:
    last = datetime(2026, 11, 23, 23, 59, 59, 999000, tzinfo=ZONE)
    first = last + timedelta(milliseconds=1)
    assert day_of(new_id(last), zone=ZONE) == DAY
    assert day_of(new_id(first), zone=ZONE) == DAY + timedelta(days=1)
    low, high = id_range(DAY, until=None, zone=ZONE)
    assert low <= new_id(last) < high <= new_id(first)


def test_today_ends_where_it_is_compared() -> None:
    low, high = id_range(DAY, until=NOON, zone=ZONE)
    assert low < new_id(NOON - timedelta(milliseconds=1)) < high <= new_id(NOON)
    assert id_range(DAY, until=NOON - timedelta(days=2), zone=ZONE) == (low, low)
    assert id_range(DAY, until=NOON + timedelta(days=2), zone=ZONE) == id_range(DAY, until=None, zone=ZONE)
