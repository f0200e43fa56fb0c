"""What a hearing needs: told in time, an odd panel without anybody who handled the matter, secrets not in public."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from zf_intake.hearings.rules import Called, Matter, calling_problems, hindrances, step_problems
from zf_law.petition_stages import HearingFigures
from zf_platform.clock import ZONE

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
FIGURES = HearingFigures(notice_days=7, panel_least=3)
MATTER = Matter(
    NOW, "handling", False, False, handled_by={"承办甲", ""}, partners={"court", "committee"}, accused={"court"}
)
CALLED = Called(NOW + timedelta(days=8), True, ["温某", "赵某", "钱某"], {"committee"})


def problems(called: Called = CALLED, matter: Matter = MATTER) -> set[str]:
    return {one.code for one in calling_problems(called, matter, figures=FIGURES)}


def test_a_proper_call_has_no_problem() -> None:
    assert problems() == set()
    assert problems(replace(CALLED, hearing_at=NOW + timedelta(days=7))) == set()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"hearing_at": NOW + timedelta(days=6, hours=23)}, "hearing.too_soon"),
        ({"panel": ["温某", "赵某"]}, "hearing.panel_number"),
        ({"panel": ["温某", "赵某", "钱某", "孙某"]}, "hearing.panel_number"),
        ({"panel": ["温某", "赵某", "赵某", "钱某"]}, "hearing.panel_number"),
        ({"panel": ["温某", "赵某", "承办甲"]}, "hearing.panel_partial"),
        ({"invited": {"nobody"}}, "hearing.invited_unknown"),
        ({"invited": {"court"}}, "hearing.invited_accused"),
    ],
)
def test_a_wrong_call_is_named(changed: dict[str, object], code: str) -> None:
    assert problems(replace(CALLED, **changed)) == {code}  # type: ignore[arg-type]


def test_a_secret_is_not_heard_in_public() -> None:
    secret = replace(MATTER, secret=True)
    assert problems(matter=secret) == {"hearing.not_public"}
    assert problems(replace(CALLED, public=False), secret) == set()


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"state": "closed"}, "hearing.nothing_to_decide"), ({"open_hearing": True}, "hearing.called_already")],
)
def test_what_stands_against_any_hearing(changed: dict[str, object], code: str) -> None:
    assert [one.code for one in hindrances(replace(MATTER, **changed))] == [code]  # type: ignore[arg-type]


def test_each_step_has_its_turn() -> None:
    def code(act: str, state: str, **changed: object) -> list[str]:
        values: dict[str, object] = {"public": True, "held_at": None, **changed}
        return [one.code for one in step_problems(act, state=state, now=NOW, **values)]  # type: ignore[arg-type]

    assert code("conclude", "scheduled", held_at=NOW) == []
    assert code("conclude", "scheduled", held_at=NOW + timedelta(minutes=1)) == ["hearing.not_held_yet"]
    assert code("conclude", "concluded") == code("publish", "scheduled") == ["hearing.not_in_turn"]
    assert code("publish", "concluded", public=False) == ["hearing.not_published"]
