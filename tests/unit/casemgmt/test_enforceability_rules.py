"""The check of enforceability: complete or not, what it comes to, and when a judgment waits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_casemgmt.enforceability import rules
from zf_casemgmt.enforceability.rules import Answers
from zf_law.loader import LawDataError, build_law, load_law, packaged_tables

LAW = load_law().enforceability
POINTS = tuple(LAW.points)


@given(st.dictionaries(st.sampled_from(POINTS), st.sampled_from(("yes", "no", "unclear"))))
def test_one_open_point_makes_it_doubtful_and_a_missing_one_incomplete(answers: dict[str, str]) -> None:
    given_answers = Answers(("fine",), answers, {})
    codes = [one.code for one in rules.check_problems(given_answers, state="first_instance", law=LAW)]
    assert codes == ([] if len(answers) == len(POINTS) else ["enforceability.points_missing"])
    if set(answers) == set(POINTS):
        assert (rules.result(given_answers) == rules.READY) == (set(answers.values()) == {"yes"})


def test_without_property_content_nothing_is_asked() -> None:
    nothing = Answers((), {}, {})
    assert rules.check_problems(nothing, state="second_instance", law=LAW) == []
    assert rules.result(nothing) == rules.NO_PROPERTY


@pytest.mark.parametrize("state", ["investigating", "appeal_window", "effective"])
def test_outside_the_trial_there_is_no_check(state: str) -> None:
    found = rules.check_problems(Answers((), {}, {}), state=state, law=LAW)
    assert [one.code for one in found] == ["enforceability.not_on_trial"]


@pytest.mark.parametrize(
    ("act", "kind", "checked", "reason", "waits"),
    [
        ("pronounce_judgment", "court", False, "", True),
        ("pronounce_judgment", "court", False, " 无 ", True),
        ("pronounce_judgment", "court", False, "无财产内容", False),
        ("pronounce_judgment", "court", True, "", False),
        ("record_final_decision", "court", False, "", True),
        ("pronounce_ruling", "court", False, "", False),
        ("pronounce_judgment", "police", False, "", False),
    ],
)
def test_when_a_judgment_waits(act: str, kind: str, checked: bool, reason: str, waits: bool) -> None:
    found = rules.judgment_problems(act, kind=kind, checked=checked, reason=reason, law=LAW)
    assert [one.code for one in found] == (["enforceability.not_checked"] if waits else [])


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("states", ["first_instance", "on_the_moon"], "unknown state on_the_moon"),
        ("acts", ["pronounce_judgment", "dance"], "unknown act dance"),
        ("acts", ["confirm_effective"], "begins where none can be made"),
        ("content", [], "one content"),
    ],
)
def test_a_wrong_table_is_refused(key: str, value: object, fault: str) -> None:
    tables = {**packaged_tables()}
    tables["enforceability"] = {**tables["enforceability"], key: value}
    with pytest.raises(LawDataError, match=fault):
        build_law(tables)


def test_an_unknown_kind_of_request_is_refused() -> None:
    tables = {**packaged_tables()}
    points = [dict(one) for one in tables["enforceability"]["point"]]  # type: ignore[attr-defined]
    points[0]["request"] = "a_favour"
    tables["enforceability"] = {**tables["enforceability"], "point": points}
    with pytest.raises(LawDataError, match="unknown kind of request a_favour"):
        build_law(tables)
