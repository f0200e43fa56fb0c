"""When a suspect has its turn: soon when nothing is fresh, seldom before fresh work, a repeat offender at last in any case."""

from itertools import pairwise

import pytest

from tests.unit.platform.messaging.work import work
from zf_platform.suspects import NEVER, OVERDUE, SuspectTurns

LEASE = 15.0
BEGUN = 1000.0


@pytest.fixture
def turns() -> SuspectTurns:
    made = SuspectTurns(LEASE)
    made.begin(at=BEGUN)
    return made


def test_a_new_process_works_first(turns: SuspectTurns) -> None:
    assert turns.ahead_of_fresh(at=BEGUN) is None
    assert turns.nothing_fresh(at=BEGUN) == NEVER, "neighbours at once, repeat offenders later"


def test_neighbours_get_ten_turns_per_lease_while_they_are_found(turns: SuspectTurns) -> None:
    at, looks = BEGUN, 0
    while at < BEGUN + LEASE:
        if turns.ahead_of_fresh(at=at) is not None:
            looks += 1
            turns.looked_ahead([work(crashes=1)], at=at)
        turns.found_fresh(at=at)
        at += 0.05
    assert looks in (9, 10)


def test_where_none_was_found_the_next_look_waits(turns: SuspectTurns) -> None:
    turns.looked_ahead([], at=BEGUN)
    assert turns.ahead_of_fresh(at=BEGUN + LEASE / 3 - 0.1) is None
    assert turns.ahead_of_fresh(at=BEGUN + LEASE / 3) is not None
    turns.looked_idly([], at=BEGUN)
    assert turns.nothing_fresh(at=BEGUN + LEASE / 10 - 0.1) is None
    assert turns.nothing_fresh(at=BEGUN + LEASE / 10) is not None
    turns.looked_idly([work(crashes=1)], at=BEGUN)
    assert turns.nothing_fresh(at=BEGUN) is not None


def test_a_repeat_offender_waits_for_a_quiet_spell(turns: SuspectTurns) -> None:
    turns.found_fresh(at=BEGUN + 100)
    assert turns.nothing_fresh(at=BEGUN + 100 + LEASE / 3 - 0.1) == NEVER
    assert turns.nothing_fresh(at=BEGUN + 100 + LEASE / 3) == 0.0


def test_under_endless_load_one_offender_per_lease_goes_ahead_once_it_is_overdue(turns: SuspectTurns) -> None:
    at, taken = BEGUN, []
    while at < BEGUN + 5 * LEASE:
        due = turns.ahead_of_fresh(at=at)
        if due == OVERDUE * LEASE:
            taken.append(at)
            turns.looked_ahead([work(crashes=2)], at=at)
        elif due is not None:
            turns.looked_ahead([work(crashes=1)], at=at)
        turns.found_fresh(at=at)
        at += 0.05
    assert len(taken) == 4
    assert all(later - earlier >= LEASE for earlier, later in pairwise(taken))
    assert taken[0] >= BEGUN + LEASE, "a process lives a lease before it dares"
