"""When evidence is late, and what each receipt changes."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_contracts.values import RunningClock
from zf_liaison.exchange.rules import (
    DELIVERED,
    FAILED,
    OPENED,
    REJECTED,
    STATE_LABELS,
    STEP_LABELS,
    WAITING,
    Standing,
    evidence_state,
    evidence_times,
    implied,
    is_overdue,
    look,
    next_look,
    receipted,
    relayed,
    shortest_period,
    trace_of,
)
from zf_platform.clock import ZONE

T = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def waiting(**changes: object) -> Standing:
    values: dict[str, object] = {"state": WAITING, "submitted_at": T, "times": evidence_times(T), **changes}
    return Standing(**values)  # type: ignore[arg-type]


def test_default_times() -> None:
    times = evidence_times(T)
    assert (times.relay_warn, times.relay_fail) == (T + 5 * MINUTE, T + HOUR)
    assert (times.delivery_warn, times.delivery_fail) == (T + HOUR, T + 24 * HOUR)


def test_a_tenth_of_the_shortest_period_caps_all_times() -> None:
    times = evidence_times(T, shortest=10 * HOUR)
    assert (times.relay_warn, times.relay_fail) == (T + 5 * MINUTE, T + HOUR)
    assert (times.delivery_warn, times.delivery_fail) == (T + HOUR, T + HOUR)
    urgent = evidence_times(T, shortest=20 * MINUTE)
    assert (urgent.relay_warn, urgent.delivery_fail) == (T + 2 * MINUTE, T + 2 * MINUTE)
    assert evidence_times(T, shortest=timedelta()).relay_warn == T + MINUTE


def test_the_shortest_period_is_what_is_left_and_never_nothing_for_an_ended_clock() -> None:
    running = RunningClock(rule="P14", anchor=T - 60 * HOUR, due=T + 12 * HOUR)
    by_day = RunningClock(rule="P22", anchor=date(2026, 11, 1), due=date(2026, 11, 23))
    ended = RunningClock(rule="P15", anchor=T - 30 * HOUR, due=T - 6 * HOUR)
    assert shortest_period([running], submitted_at=T) == 12 * HOUR
    assert shortest_period([running, by_day], submitted_at=T) == 12 * HOUR
    last = shortest_period([by_day], submitted_at=T)
    assert last is not None
    assert 13 * HOUR < last < 14 * HOUR
    assert shortest_period([ended], submitted_at=T) == 24 * HOUR
    assert shortest_period([], submitted_at=T) is None


def test_each_step_moves_forward_and_fills_what_came_before() -> None:
    opened = receipted(waiting(), step="opened", at=T + HOUR)
    assert opened is not None
    assert (opened.state, opened.relayed_at, opened.delivered_at) == (OPENED, T + HOUR, T + HOUR)
    late = receipted(opened, step="delivered", at=T + 2 * HOUR)
    assert late is None


def test_a_repeated_receipt_changes_nothing() -> None:
    delivered = receipted(waiting(), step="delivered", at=T)
    assert delivered is not None
    assert receipted(delivered, step="delivered", at=T + HOUR) is None


def test_rejection_is_final() -> None:
    rejected = receipted(waiting(), step="rejected", at=T + MINUTE)
    assert rejected is not None
    assert (rejected.state, rejected.ended_at) == (REJECTED, T + MINUTE)
    for step in ("delivered", "opened", "rejected"):
        assert receipted(rejected, step=step, at=T + HOUR) is None


def test_a_late_receipt_revives_a_failed_message() -> None:
    failed = look(waiting(), now=T + 25 * HOUR, opens=True).standing
    assert failed.state == FAILED
    revived = receipted(failed, step="delivered", at=T + 26 * HOUR)
    assert revived is not None
    assert (revived.state, revived.ended_at) == (DELIVERED, None)


@pytest.mark.parametrize(
    ("minutes", "late", "failed", "again"),
    [(4, None, False, 5), (5, "relayed", False, 60), (59, "relayed", False, 60), (60, "relayed", True, None)],
)
def test_looking_at_a_message_the_broker_has_not_taken(
    minutes: int, late: str | None, failed: bool, again: int | None
) -> None:
    finding = look(waiting(), now=T + minutes * MINUTE, opens=True)
    assert (finding.late, finding.failed) == (late, failed)
    assert finding.look_again_at == (None if again is None else T + again * MINUTE)


@pytest.mark.parametrize(
    ("hours", "late", "failed", "again"),
    [(0, None, False, 1), (1, "delivered", False, 24), (23, "delivered", False, 24), (24, "delivered", True, None)],
)
def test_looking_at_a_message_the_peer_has_not_acknowledged(
    hours: int, late: str | None, failed: bool, again: int | None
) -> None:
    finding = look(relayed(waiting(), at=T), now=T + hours * HOUR, opens=True)
    assert (finding.late, finding.failed) == (late, failed)
    assert finding.look_again_at == (None if again is None else T + again * HOUR)


def test_a_message_fails_once() -> None:
    first = look(waiting(), now=T + HOUR, opens=True)
    assert first.failed
    assert not look(first.standing, now=T + 2 * HOUR, opens=True).failed


def test_only_packages_are_expected_to_be_opened() -> None:
    delivered = receipted(waiting(), step="delivered", at=T)
    assert delivered is not None
    assert next_look(delivered, opens=False) is None
    assert next_look(delivered, opens=True) == T + 24 * HOUR
    assert look(delivered, now=T + 24 * HOUR, opens=True).late == "opened"
    assert look(delivered, now=T + 24 * HOUR, opens=False).late is None


def test_evidence_states_of_the_page() -> None:
    standing = relayed(waiting(), at=T + MINUTE)
    later = T + 90 * MINUTE
    states = [evidence_state(step, standing, now=later) for step in ("submitted", "relayed", "delivered", "opened")]
    assert states == ["done", "done", "late", "waiting"]
    assert evidence_state("delivered", standing, now=T + 25 * HOUR) == "failed"
    assert is_overdue(standing, now=later)
    assert not is_overdue(standing, now=T + 30 * MINUTE)


@given(steps=st.lists(st.sampled_from(["delivered", "opened", "rejected"]), max_size=8), seconds=st.integers(0, 10**6))
def test_no_order_of_receipts_moves_a_message_back(steps: list[str], seconds: int) -> None:
    rank = {WAITING: 0, DELIVERED: 1, OPENED: 2, REJECTED: 3}
    standing = waiting()
    for number, step in enumerate(steps):
        after = receipted(standing, step=step, at=T + timedelta(seconds=seconds + number))
        if after is not None:
            assert rank[after.state] >= rank[standing.state]
            assert after.relayed_at is not None
            standing = after
    if "rejected" in steps:
        assert standing.state == REJECTED
    elif steps:
        assert standing.state == (OPENED if "opened" in steps else DELIVERED)


def test_every_state_and_step_has_its_name_in_both_languages() -> None:
    assert set(STATE_LABELS) == {WAITING, DELIVERED, OPENED, REJECTED, FAILED}
    assert all(zh and en for zh, en in (*STATE_LABELS.values(), *STEP_LABELS.values()))


def test_the_trace_of_a_traceparent() -> None:
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    assert trace_of(f"00-{trace}-00f067aa0ba902b7-01") == trace
    assert trace_of(None) is None
    assert trace_of("nonsense") is None


@given(steps=st.lists(st.sampled_from(["relayed", "delivered", "opened", "rejected"]), max_size=8))
def test_whatever_evidence_is_known_was_told_once(steps: list[str]) -> None:
    """The process may die between the broker's confirm and its note; then a receipt is the first to prove *relayed*."""
    standing, told = waiting(), list[str]()
    for step in steps:
        if step == "relayed":
            after = relayed(standing, at=T) if standing.relayed_at is None else None
            told += ["relayed"] if after else []
        else:
            after = receipted(standing, step=step, at=T)
            told += [*implied(standing, after, step=step), step] if after else []
        standing = after or standing
    known = {"relayed": standing.relayed_at, "delivered": standing.delivered_at, "opened": standing.opened_at}
    assert sorted(set(told) - {"rejected"}) == sorted(step for step, at in known.items() if at)
    assert len(told) == len(set(told))
