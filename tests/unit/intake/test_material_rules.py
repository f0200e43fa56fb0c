"""What is missing of a checklist, and when it may be told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_intake.materials.rules import Noted, note_problems, notice_problems
from zf_law.checklists import Checklist
from zf_law.loader import load_law

LISTS = tuple(load_law().checklists.values())
GENERAL = load_law().checklists["general"]
TODAY = date(2026, 11, 23)


def noted(checklist: Checklist, *, received: set[str], needed: set[str] | None = None) -> Noted:
    return Noted(checklist, frozenset(received), frozenset(needed or set()))


@given(data=st.data(), checklist=st.sampled_from(LISTS))
def test_wanted_is_received_and_missing_together(data: st.DataObject, checklist: Checklist) -> None:
    ids = st.sets(st.sampled_from([item.id for item in checklist.items]))
    one = noted(checklist, received=data.draw(ids), needed=data.draw(ids))
    missing = {item.id for item in one.missing()}
    assert missing.isdisjoint(one.received)
    assert {item.id for item in one.wanted()} == missing | (one.received & {item.id for item in one.wanted()})
    assert all(not item.optional or item.id in one.needed for item in one.missing())


def test_an_optional_item_counts_only_when_marked() -> None:
    assert "agent" not in {item.id for item in noted(GENERAL, received=set()).missing()}
    assert "agent" in {item.id for item in noted(GENERAL, received=set(), needed={"agent"}).missing()}


def codes(one: Noted | None, *, earlier: tuple[date, ...] = (), reason: str = "", due: date = TODAY) -> list[str]:
    return [problem.code for problem in notice_problems(one, earlier=earlier, reason=reason, due=due, today=TODAY)]


def test_the_first_notice_needs_only_something_missing() -> None:
    some = noted(GENERAL, received={"identity"})
    assert codes(some) == []
    assert codes(noted(GENERAL, received={item.id for item in GENERAL.items})) == ["material.nothing_missing"]
    assert codes(None) == ["material.not_checked"]
    assert codes(some, due=date(2026, 11, 22)) == ["material.due_past"]


def test_a_second_notice_needs_a_reason() -> None:
    some = noted(GENERAL, received={"identity"})
    assert codes(some, earlier=(TODAY,)) == ["material.second_needs_reason"]
    assert codes(some, earlier=(TODAY,), reason="请求发生变化") == []


@pytest.mark.parametrize(
    ("checklist", "items", "expected"),
    [
        (None, (), ["material.checklist_unknown"]),
        (GENERAL, ("identity",), []),
        (GENERAL, ("identity", "moon"), ["material.item_unknown"]),
    ],
)
def test_only_known_lists_and_items(checklist: Checklist | None, items: tuple[str, ...], expected: list[str]) -> None:
    assert [problem.code for problem in note_problems(checklist, checklist_id="x", items=items)] == expected
