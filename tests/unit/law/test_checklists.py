"""Material checklists: every list asks for something, and broken ones are refused."""

import pytest

from tests.unit.law.matters import law_with
from zf_law.loader import LawDataError, load_law

ITEM = {"id": "a", "zh": "甲", "en": "a", "requirement": "原件"}


def test_every_list_always_wants_something_and_says_what() -> None:
    lists = load_law().checklists
    assert len(lists) >= 6
    for checklist in lists.values():
        assert any(not item.optional for item in checklist.items)
        assert all(item.requirement and item.copies >= 1 for item in checklist.items)
        assert checklist.item(checklist.items[0].id) == checklist.items[0]
        assert checklist.item("moon") is None


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"items": []}, "at least one item"),
        ({"items": [ITEM, ITEM]}, "appears twice"),
        ({"items": [{**ITEM, "optional": True}]}, "always needed"),
        ({"items": [{**ITEM, "copies": 0}]}, "at least 1"),
        ({"items": [{**ITEM, "colour": "red"}]}, "unknown key"),
        ({"colour": "red"}, "unknown key"),
        ({"confidence": "maybe"}, "unknown confidence"),
    ],
)
def test_a_broken_list_is_refused(changes: dict[str, object], fault: str) -> None:
    with pytest.raises(LawDataError, match=fault):
        law_with("checklists", "checklist", 0, **changes)
