"""How clocks end: by what they were there for, without object, with the case, or by themselves as rights do."""

from datetime import date, datetime, timedelta

import pytest

from tests.unit.casemgmt.test_clock_rules import AT, LAW, act, planned, running
from zf_casemgmt.timelimits.clock_rules import Clock, Person
from zf_casemgmt.timelimits.end_rules import is_over, standing
from zf_casemgmt.timelimits.rules import ClockPlan
from zf_law.deadlines import ZONE, Nature

HELD = Person("s1", in_custody=True, state="detained")
ARRESTED = Person("s1", in_custody=True, state="arrested")
BAILED = Person("s1", in_custody=False, state="bailed")


def outcomes(plan: ClockPlan) -> dict[str, str]:
    return {one.clock.rule: one.outcome for one in plan.ended}


def of_detention() -> tuple[Clock, ...]:
    rules = ("P13", "P13.detention_house", "P13.first_interrogation", "P14")
    return tuple(running(rule, suspect="s1", custody=True) for rule in rules)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("notify_family_of_detention", "P13"),
        ("deliver_to_detention_house", "P13.detention_house"),
        ("interrogate_detained", "P13.first_interrogation"),
    ],
)
def test_each_duty_after_a_detention_has_the_act_that_ends_it_and_no_other(name: str, rule: str) -> None:
    for hours, outcome in ((23, "met"), (25, "met_late")):
        plan = planned(act(name, targets=["s1"], people=(HELD,), at=AT + timedelta(hours=hours)), *of_detention())
        assert outcomes(plan) == {rule: outcome}


@pytest.mark.parametrize(
    ("name", "rule"), [("notify_family_of_arrest", "P17"), ("interrogate_arrested", "P17.first_interrogation")]
)
def test_each_duty_after_an_arrest_has_its_act(name: str, rule: str) -> None:
    clocks = [running(one, suspect="s1", custody=True) for one in ("P17", "P17.first_interrogation", "P18")]
    plan = planned(act(name, targets=["s1"], people=(ARRESTED,), at=AT + timedelta(hours=3)), *clocks)
    assert outcomes(plan) == {rule: "met"}


def test_a_person_who_is_free_needs_no_notice_of_detention_but_a_late_one_stays_late() -> None:
    """The limit of the detention is kept by ending it; the duties that were open have lost their object."""
    early = planned(act("bail_suspect", targets=["s1"], people=(BAILED,), at=AT + timedelta(hours=5)), *of_detention())
    assert outcomes(early) == {
        "P13": "cancelled",
        "P13.detention_house": "cancelled",
        "P13.first_interrogation": "cancelled",
        "P14": "met",
    }
    late = planned(act("bail_suspect", targets=["s1"], people=(BAILED,), at=AT + timedelta(hours=30)), *of_detention())
    assert outcomes(late)["P13"] == "breached"


@pytest.mark.parametrize(("day", "outcome"), [(7, "met"), (8, "met"), (9, "lapsed")])
def test_a_right_is_used_in_time_or_has_lapsed(day: int, outcome: str) -> None:
    """Seven days from 1 September: the last is Tuesday the 8th."""
    plan = planned(act("request_reconsideration", at=datetime(2026, 9, day, 20, 0, tzinfo=ZONE)), running("P23"))
    (ended,) = plan.ended
    assert ended.outcome == outcome
    assert ended.at == (plan.ended[0].at if outcome == "met" else datetime(2026, 9, 8, 23, 59, 59, tzinfo=ZONE))


def test_a_judgment_in_effect_says_that_nobody_appealed() -> None:
    clock = running("C10")
    at = datetime(2026, 9, 12, 1, 0, tzinfo=ZONE)
    assert outcomes(planned(act("confirm_effective", kind="court", at=at, people=()), clock)) == {"C10": "lapsed"}
    appealed = act("register_appeal", kind="court", at=AT + timedelta(days=3), people=())
    assert outcomes(planned(appealed, clock)) == {"C10": "met"}


def test_probation_runs_its_course_or_is_cut_short() -> None:
    clock = running("J13")
    served = act("conclude_probation", kind="procuratorate", at=AT + timedelta(days=200), ends_in="not_prosecuted")
    assert outcomes(planned(served, clock)) == {"J13": "elapsed"}
    revoked = act("revoke_conditional_non_prosecution", kind="procuratorate", at=AT + timedelta(days=20))
    assert outcomes(planned(revoked, clock)) == {"J13": "cancelled"}


def test_with_the_case_end_the_clocks_that_still_run_and_a_breach_is_not_healed() -> None:
    at = AT + timedelta(days=2)
    plan = planned(
        act(
            "decide_statutory_non_prosecution", kind="procuratorate", at=at, people=(BAILED,), ends_in="not_prosecuted"
        ),
        running("J07"),
        running("J08"),
        running("J10", anchor=AT - timedelta(days=60)),
        running("P20", suspect="s1"),
    )
    assert outcomes(plan) == {"J07": "met", "J08": "cancelled", "J10": "breached"}, "bail lies upon the person still"
    assert {one.clock.rule for one in plan.started} == {"J12"}, "what the end itself starts goes on"


def test_when_the_case_is_closed_nothing_runs_any_more() -> None:
    closing = act("confirm_enforcement", kind="justice", at=AT + timedelta(days=9), people=(BAILED,), ends_in="closed")
    assert outcomes(planned(closing, running("P20", suspect="s1"))) == {"P20": "cancelled"}


def test_a_clock_that_ran_out_stays_beside_the_one_that_begins_anew() -> None:
    """Rights were not told after the first acceptance; the resubmission asks for it again and forgets nothing."""
    again = act("accept_for_prosecution", kind="procuratorate", at=AT + timedelta(days=40), people=(BAILED,))
    plan = planned(again, running("J08"), running("J07", anchor=AT + timedelta(days=39)))
    assert outcomes(plan) == {"J08": "breached"}
    assert [one.clock.rule for one in plan.started] == ["J08"]
    assert [one.clock.rule for one in plan.recounted] == ["J07"]


def test_thirty_days_run_from_the_detention_and_replace_the_three() -> None:
    at = AT + timedelta(days=2)
    longer = act("prolong_detention", targets=["s1"], people=(HELD,), at=at, events={"detained": AT})
    plan = planned(longer, running("P14", suspect="s1", custody=True))
    assert outcomes(plan) == {"P14": "cancelled"}
    assert [(one.clock.rule, one.clock.due) for one in plan.started] == [("P14.roaming", date(2026, 10, 1))]


def test_another_crime_starts_the_custody_term_again() -> None:
    """From 1 November, the day it was found: two months, without the extension of the first term."""
    found = datetime(2026, 10, 20, 9, 0, tzinfo=ZONE)
    again = act("recount_for_other_crime", targets=["s1"], people=(ARRESTED,), at=found)
    (anew,) = planned(again, running("P18", suspect="s1", custody=True)).recounted
    assert (anew.clock.rule, anew.clock.due, anew.clock.revision) == ("P18", date(2026, 12, 20), 2)


@pytest.mark.parametrize(
    ("nature", "shown", "over"),
    [
        (Nature.DUTY, "breached", False),
        (Nature.LIMIT, "breached", False),
        (Nature.RIGHT, "lapsed", True),
        (Nature.TERM, "elapsed", True),
    ],
)
def test_what_an_open_clock_says_after_its_last_moment(nature: Nature, shown: str, over: bool) -> None:
    due, last = date(2026, 9, 15), datetime(2026, 9, 15, 23, 59, 59, tzinfo=ZONE)
    after = last + timedelta(seconds=1)
    assert standing(state="running", nature=nature, due=due, now=last) == "running"
    assert standing(state="running", nature=nature, due=due, now=after) == shown
    assert is_over(state="running", nature=nature, due=due, now=after) is over
    assert standing(state="paused", nature=nature, due=due, now=after) == "paused"
    assert is_over(state="met", nature=nature, due=due, now=last)


def test_nothing_of_this_is_left_to_chance() -> None:
    """Every rule that an act of the table can start has a nature that this module knows what to do with."""
    for rule in LAW.deadlines.all():
        assert rule.nature in Nature
        assert not (rule.measure and not rule.nature.binds), rule.id
