"""Pairs: decided once whichever side one looks from; what differs is marked and nothing of either text is lost."""

import pytest

from zf_intake.repeats.difference_rules import Side, differences
from zf_intake.repeats.pair_rules import compared_words, decision_problems, pair
from zf_intake.repeats.rules import LONGEST_TEXT


def shown(side: Side) -> str:
    return "".join(f"[{one.text}]" if one.same else one.text for one in side)


@pytest.mark.parametrize(
    ("one", "other", "left", "right"),
    [
        ("要求退还电动车", "请求退还电瓶车", "要[求退还电]动车", "请[求退还电]瓶车"),
        ("一样", "一样", "[一样]", "[一样]"),
        ("甲", "甲", "[甲]", "[甲]"),
        ("甲乙", "丙甲", "甲乙", "丙甲"),
        ("", "后来补写", "", "后来补写"),
        ("", "", "", ""),
    ],
)
def test_what_stands_on_both_sides_is_marked_and_nothing_is_lost(one: str, other: str, left: str, right: str) -> None:
    found, back = differences(one, other)
    assert (shown(found), shown(back)) == (left, right)
    assert ("".join(s.text for s in found), "".join(s.text for s in back)) == (one, other)


def test_a_very_long_text_is_shown_whole() -> None:
    long = "反映道路问题" * 2_000
    found, back = differences(long, long + "尾")
    assert ("".join(s.text for s in found), "".join(s.text for s in back)) == (long, long + "尾")
    assert found[-1] == type(found[-1])(long[LONGEST_TEXT:], same=False)


def test_a_pair_is_the_same_from_both_sides() -> None:
    assert pair("b", "a") == pair("a", "b") == ("a", "b")


def test_a_pair_is_asked_once() -> None:
    assert decision_problems("a", "b", decided_by=None) == []
    assert [one.code for one in decision_problems("a", "b", decided_by="何接访")] == ["repeat.decided_already"]
    # A session without a name decides too, and once.
    assert [one.code for one in decision_problems("a", "b", decided_by="")] == ["repeat.decided_already"]
    assert [one.code for one in decision_problems("a", "a", decided_by=None)] == ["repeat.one_petition"]


def test_without_a_description_the_requests_are_compared() -> None:
    assert compared_words(title="题", requests=("一", "二"), facts="").text == "一\n二"
    assert compared_words(title="题", requests=("一",), facts="事", reasons="由").text == "事\n由"
