"""Second meetings, revisits, home visits: what is needed before they are planned, and what a record has to say."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from zf_intake.contacts.rules import (
    HOME_VISIT,
    NEEDED,
    REVISIT,
    SECOND_MEETING,
    Plan,
    PlanFacts,
    next_after,
    plan_problems,
    record_problems,
)
from zf_law.problems import Problem
from zf_platform.clock import ZONE

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
LATER = NOW + timedelta(days=3)
FACTS = PlanFacts(
    now=NOW,
    ended=False,
    settled=True,
    kinds={"police": "police", "justice": "justice", "court": "court"},
    here_kind="procuratorate",
)
PLANS = {
    SECOND_MEETING: Plan(SECOND_MEETING, LATER, told_at=NOW, first_opinions="要求说明依据"),
    REVISIT: Plan(REVISIT, LATER, repeat_days=30),
    HOME_VISIT: Plan(HOME_VISIT, LATER, plan="先听后谈", reasons=("ill",), partners=("police", "justice")),
}


def codes(problems: list[Problem]) -> list[str]:
    return [one.code for one in problems]


@pytest.mark.parametrize("kind", sorted(PLANS))
def test_a_complete_plan_stands(kind: str) -> None:
    assert plan_problems(PLANS[kind], FACTS) == []


@pytest.mark.parametrize(
    ("kind", "changed", "code"),
    [
        (SECOND_MEETING, {"planned_at": NOW}, "contact.not_ahead"),
        (SECOND_MEETING, {"told_at": None}, "contact.not_told"),
        (SECOND_MEETING, {"told_at": LATER}, "contact.not_told"),
        (SECOND_MEETING, {"first_opinions": " "}, "contact.first_not_recorded"),
        (REVISIT, {"repeat_days": None}, "contact.no_rhythm"),
        (HOME_VISIT, {"plan": " "}, "contact.no_plan"),
        (HOME_VISIT, {"reasons": ()}, "contact.no_reason"),
        (HOME_VISIT, {"partners": ("police",)}, "contact.partners_missing"),
        (HOME_VISIT, {"partners": ("police", "justice", "moon")}, "contact.partner_unknown"),
    ],
)
def test_what_is_missing_is_named(kind: str, changed: dict[str, object], code: str) -> None:
    assert codes(plan_problems(replace(PLANS[kind], **changed), FACTS)) == [code]  # type: ignore[arg-type]


def test_our_own_police_need_not_be_asked() -> None:
    plan = replace(PLANS[HOME_VISIT], partners=("justice",))
    assert plan_problems(plan, replace(FACTS, here_kind="police")) == []


def test_when_each_kind_has_its_time() -> None:
    running, over = replace(FACTS, settled=False), replace(FACTS, ended=True)
    assert codes(plan_problems(PLANS[REVISIT], running)) == ["contact.not_settled"]
    assert codes(plan_problems(PLANS[SECOND_MEETING], over)) == ["contact.petition_ended"]
    assert plan_problems(PLANS[REVISIT], over) == []
    assert codes(plan_problems(PLANS[REVISIT], replace(FACTS, open_kinds=frozenset({REVISIT})))) == [
        "contact.planned_already"
    ]


@pytest.mark.parametrize("kind", sorted(NEEDED))
def test_a_record_says_what_its_kind_asks(kind: str) -> None:
    def record(filled: tuple[str, ...], **changed: object) -> list[str]:
        facts: dict[str, object] = {"kind": kind, "state": "planned", "held_at": NOW, "now": NOW, "unanswered": ()}
        return codes(record_problems(filled=filled, **{**facts, **changed}))  # type: ignore[arg-type]

    assert record(NEEDED[kind]) == []
    assert record(()) == ["contact.not_recorded"] * 3
    assert record(NEEDED[kind], state="held") == ["contact.held_already"]
    assert record(NEEDED[kind], held_at=LATER) == ["contact.not_held_yet"]
    expected = ["contact.partners_not_agreed"] if kind == HOME_VISIT else []
    assert record(NEEDED[kind], unanswered=("police",)) == expected


def test_a_revisit_plans_the_next_until_it_is_the_last() -> None:
    assert next_after(kind=REVISIT, held_at=NOW, repeat_days=30, ends=False) == NOW + timedelta(days=30)
    assert next_after(kind=REVISIT, held_at=NOW, repeat_days=30, ends=True) is None
    assert next_after(kind=HOME_VISIT, held_at=NOW, repeat_days=30, ends=False) is None
