"""Which clocks an act starts, ends, pauses, restarts and extends."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count as counting

import pytest

from zf_casemgmt.timelimits import rules
from zf_casemgmt.timelimits.clock_rules import Clock, ClockAct, Person
from zf_casemgmt.timelimits.rules import ClockPlan, Counted
from zf_law.deadlines import ZONE, Nature
from zf_law.loader import load_law

LAW = load_law()
AT = datetime(2026, 9, 1, 9, 0, tzinfo=ZONE)
HELD, FREE = Person("s1", in_custody=True, state="detained"), Person("s2", in_custody=False, state="none")
BAILED = Person("s1", in_custody=False, state="bailed")


def act(
    name: str,
    *,
    kind: str = "police",
    told: bool = False,
    people: Sequence[Person] = (HELD, FREE),
    targets: Sequence[str] = (),
    at: datetime = AT,
    anchor: datetime | None = None,
    events: dict[str, datetime] | None = None,
    ends_in: str = "",
) -> ClockAct:
    return ClockAct(
        transition=LAW.stages.transition(name),
        at=at,
        anchor=anchor or at,
        targets=frozenset(targets),
        own_kind=kind,
        by_message=told,
        flags=frozenset(),
        people=tuple(people),
        events=events or {},
        ends_in=ends_in,
    )


def planned(one: ClockAct, *clocks: Clock) -> ClockPlan:
    ids = (f"d{number}" for number in counting(1))
    return rules.plan_clocks(one, clocks, deadlines=LAW.deadlines, calendar=LAW.calendar, ids=ids)


def started(plan: ClockPlan) -> dict[tuple[str, str | None], object]:
    return {(one.clock.rule, one.clock.suspect_id): one.clock.due for one in plan.started}


def running(rule: str, *, suspect: str | None = None, anchor: datetime = AT, custody: bool = False) -> Clock:
    fresh = Clock(f"{rule}-{suspect}", rule, suspect, anchor, anchor, False)
    found = LAW.deadlines.rule(rule, on=anchor)
    return rules.count(fresh, found, calendar=LAW.calendar, in_custody=custody).clock


def test_custody_clocks_start_for_the_person_concerned() -> None:
    plan = planned(act("detain_suspect", targets=["s1"]))
    assert started(plan)[("P14", "s1")] == date(2026, 9, 4)
    assert {suspect for _, suspect in started(plan)} == {"s1"}


def test_conditions_choose_the_rule_of_each_person() -> None:
    plan = planned(act("request_arrest", kind="procuratorate", told=True, targets=["s1", "s2"]))
    assert set(started(plan)) == {("J01", "s1"), ("J02", "s2")}


def test_only_own_duties_are_watched_and_party_limits_by_whoever_acted() -> None:
    assert started(planned(act("accept_for_prosecution", told=True))) == {}
    assert ("J07", None) in started(planned(act("accept_for_prosecution", kind="procuratorate")))
    assert ("C10", None) in started(planned(act("pronounce_judgment", kind="court")))
    assert started(planned(act("pronounce_judgment", told=True))) == {}


def test_a_case_clock_counts_as_custody_while_anybody_is_held() -> None:
    on = datetime(2026, 9, 5, 9, 0, tzinfo=ZONE)
    held = planned(act("accept_for_prosecution", kind="procuratorate", at=on))
    free = planned(act("accept_for_prosecution", kind="procuratorate", at=on, people=(FREE,)))
    assert started(held)[("J07", None)] == date(2026, 10, 5), "custody never rolls"
    assert started(free)[("J07", None)] == date(2026, 10, 8), "rolls over National Day"


def test_custody_that_ends_lets_the_case_clock_roll() -> None:
    clock = running("J07", anchor=datetime(2026, 9, 5, 9, 0, tzinfo=ZONE), custody=True)
    plan = planned(act("bail_suspect", kind="procuratorate", people=(BAILED,), targets=["s1"]), clock)
    (changed,) = plan.recounted
    assert (changed.clock.custody, changed.clock.due, changed.clock.revision) == (False, date(2026, 10, 8), 2)


@pytest.mark.parametrize(("days", "outcome"), [(2, "met"), (3, "met"), (4, "met_late")])
def test_a_limit_is_kept_by_ending_the_measure_until_the_end_of_the_last_day(days: int, outcome: str) -> None:
    clock = running("P14", suspect="s1", custody=True)
    at = (AT + timedelta(days=days)).replace(hour=23, minute=59)
    people = (BAILED, Person("s2", in_custody=True, state="detained"))
    plan = planned(
        act("bail_suspect", targets=["s1"], at=at, people=people), clock, running("P14", suspect="s2", custody=True)
    )
    assert [(one.clock.suspect_id, one.outcome) for one in plan.ended] == [("s1", outcome)]


def test_a_receivers_clock_runs_from_its_receipt() -> None:
    receipt = AT + timedelta(days=2)
    plan = planned(act("request_arrest", kind="procuratorate", told=True, targets=["s1"], anchor=receipt))
    assert started(plan)[("J01", "s1")] == date(2026, 9, 10)


def test_a_rule_that_names_an_earlier_event_runs_from_it() -> None:
    transition = LAW.stages.transition("set_expedited_procedure")
    wanted = rules.earlier_events(transition, deadlines=LAW.deadlines, on=AT)
    assert wanted == {"court_accepted"}
    plan = planned(
        act("set_expedited_procedure", kind="court", at=AT + timedelta(days=3), events={"court_accepted": AT})
    )
    assert started(plan)[("C05", None)] == date(2026, 9, 11)


def test_suspension_pauses_and_resumption_leaves_the_days_out() -> None:
    clock = running("C03")
    (paused,) = planned(act("suspend_trial", kind="court", people=(FREE,), at=AT + timedelta(days=5)), clock).paused
    assert (paused.outcome, paused.clock.state, paused.clock.paused_since) == ("paused", "paused", date(2026, 9, 6))
    later = act("resume_after_suspension", kind="court", people=(FREE,), at=AT + timedelta(days=14))
    (resumed,) = planned(later, paused.clock).recounted
    assert (clock.due, resumed.clock.due) == (date(2026, 11, 2), date(2026, 11, 11)), "1 November is a Sunday"
    assert resumed.clock.state == "running"


def test_a_restart_begins_anew_without_old_extensions() -> None:
    clock = replace(running("C03"), extensions=1)
    resumed = act("resume_after_adjournment", kind="court", people=(FREE,), at=AT + timedelta(days=20))
    (anew,) = planned(resumed, clock).recounted
    assert (anew.clock.anchor, anew.clock.extensions, anew.clock.revision) == (AT + timedelta(days=20), 0, 2)


def test_an_approved_extension_moves_the_custody_end() -> None:
    clock = running("P18", suspect="s1", custody=True)
    arrested = Person("s1", in_custody=True, state="arrested")
    at = AT + timedelta(days=50)
    decided = act("approve_custody_extension", told=True, targets=["s1"], at=at, people=(arrested,))
    (longer,) = planned(decided, clock).recounted
    assert (clock.due, longer.clock.due, longer.clock.extensions) == (date(2026, 11, 1), date(2026, 12, 1), 1)


def test_extensions_by_hand_keep_to_the_rule() -> None:
    clock = running("J07")

    def extended(one: Clock, *, on: date) -> Counted | list[str]:
        found = rules.plan_extension(
            one, deadlines=LAW.deadlines, calendar=LAW.calendar, approved_on=on, in_custody=False
        )
        return [problem.code for problem in found] if isinstance(found, list) else found

    longer = extended(clock, on=date(2026, 9, 20))
    assert isinstance(longer, Counted)
    assert longer.clock.due == date(2026, 10, 16)
    assert extended(longer.clock, on=date(2026, 9, 21)) == ["deadline.no_extension_left"]
    assert extended(clock, on=date(2026, 10, 9)) == ["deadline.extension_too_late"]
    assert extended(replace(clock, state="met"), on=date(2026, 9, 20)) == ["deadline.not_running"]


def test_bands_tell_how_urgent_a_clock_is() -> None:
    warn = [date(2026, 9, 10)]

    def band(state: str, day: int, nature: Nature = Nature.DUTY) -> str:
        now = datetime(2026, 9, day, 12, 0, tzinfo=ZONE)
        return rules.band(state=state, nature=nature, due=date(2026, 9, 15), now=now, warn_at=warn)

    assert [band("running", day) for day in (9, 10, 15, 16)] == ["running", "due_soon", "due_soon", "overdue"]
    assert (band("paused", 16), band("met", 16)) == ("paused", "ended")
    assert [band("running", day, Nature.RIGHT) for day in (9, 10, 15, 16)] == [
        "running",
        "due_soon",
        "due_soon",
        "ended",
    ]
    assert (band("running", 16, Nature.TERM), band("running", 16, Nature.LIMIT)) == ("ended", "overdue")


def test_custody_is_covered_by_the_longest_custody_clock_of_the_person() -> None:
    clocks = (running("P13", suspect="s1", custody=True), running("P18", suspect="s1", custody=True), running("J07"))
    assert rules.custody_ends(clocks, deadlines=LAW.deadlines) == {"s1": date(2026, 11, 1)}
