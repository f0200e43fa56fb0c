"""Which registrations together warn of a collective visit: different people, within days, once, and nobody accused is told."""

from datetime import datetime, timedelta

from zf_intake.collective.rules import Found, Sign, cause_of, find_groups, place_of, told_of
from zf_law.collective_warnings import WarningRule
from zf_platform.clock import ZONE

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
UNIT = WarningRule("same_unit", "unit", "反映同一单位", "About the same unit", 7, 3, 5)
AREA = WarningRule("same_area", "area", "同一地点", "From the same place", 7, 3, 5)
CAUSE = WarningRule("same_cause", "cause", "同一问题", "Same subject", 3, 3, 5)


def sign(name: str, *, people: int = 2, days: float = 1, **changed: object) -> Sign:
    values: dict[str, object] = {"area": "幸福家园", "petitioners": frozenset({name}), **changed}
    return Sign(name, f"XF{name}", f"XT{name}", NOW - timedelta(days=days), people, **values)  # type: ignore[arg-type]


def found(*signs: Sign, open_warnings: dict[tuple[str, str], str] | None = None, warned: tuple[str, ...] = ()) -> Found:
    return find_groups(signs, rules=(UNIT, AREA, CAUSE), open_warnings=open_warnings or {}, warned=warned, now=NOW)


def test_three_people_from_one_place_within_a_week_are_a_sign() -> None:
    (group,) = found(sign("a"), sign("b"), sign("c")).new
    assert (group.rule.by, group.value, group.people, len(group.signs)) == ("area", "幸福家园", 6, 3)
    assert (place_of(group), cause_of(group)) == ("幸福家园", "同一地点")


def test_two_people_too_few_or_too_long_ago_are_none() -> None:
    assert found(sign("a"), sign("b")).new == ()
    assert found(sign("a", people=1), sign("b", people=1), sign("c", people=1)).new == ()
    assert found(sign("a"), sign("b"), sign("c", days=8)).new == ()


def test_one_person_who_comes_three_times_is_no_crowd() -> None:
    same = frozenset({"p"})
    again = [sign(name, petitioners=same) for name in "abc"]
    assert found(*again).new == ()
    unknown: frozenset[str] = frozenset()
    assert len(found(*(sign(name, petitioners=unknown) for name in "abc")).new) == 1


def test_the_same_group_is_warned_of_once_whatever_it_shares() -> None:
    three = [sign(name, cause="欠薪", units=("economic",)) for name in "abc"]
    (group,) = found(*three).new
    assert group.rule.by == "unit", "the first rule of the table"
    assert found(*three, warned=("a", "b", "c")) == Found({}, ())


def test_a_later_petition_joins_the_open_warning() -> None:
    later = found(sign("d"), open_warnings={("area", "幸福家园"): "w1"}, warned=("a", "b", "c"))
    assert [one.petition_id for one in later.joined["w1"]] == ["d"]
    assert later.new == ()


def test_after_a_warning_was_closed_only_new_petitions_make_another() -> None:
    old = [sign(name) for name in "abc"]
    assert found(*old, sign("d"), warned=("a", "b", "c")).new == ()
    assert len(found(*old, sign("d"), sign("e"), sign("f"), warned=("a", "b", "c")).new) == 1


def test_whoever_is_accused_is_not_told_and_a_unit_is_not_named() -> None:
    signs = [sign(name, units=("economic",), competent="court", accused=frozenset({"police"})) for name in "abc"]
    (group,) = found(*signs).new
    assert told_of(group, always={"police", "committee"}) == {"committee", "court"}
    assert (place_of(group), cause_of(group)) == ("", "反映同一单位")
