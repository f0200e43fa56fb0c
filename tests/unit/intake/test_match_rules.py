"""Comparing between agencies: a person or enough marks make a match; what must not be known is not asked about."""

import pytest

from zf_intake.repeats.match_rules import MARKS_ALIKE, Marked, as_hex, from_hex, matches, may_be_asked


def marked(no: str, *, people: tuple[str, ...] = (), marks: tuple[int, ...] = (), collab: str = "") -> Marked:
    return Marked(no, collab or no, frozenset(people), frozenset(marks))


def test_a_person_or_enough_marks_make_a_match() -> None:
    enough = tuple(range(MARKS_ALIKE))
    own = [marked("o1", people=("p",)), marked("o2", marks=enough), marked("o3", marks=enough[:-1], people=("q",))]
    found = matches([marked("a1", people=("p",), marks=enough)], own)
    assert [(one.own.petition_no, one.same_person, one.same_subject) for one in found] == [
        ("o1", True, False),
        ("o2", False, True),
    ]


def test_petitions_of_one_matter_are_no_repeats_of_each_other() -> None:
    assert matches([marked("a", people=("p",), collab="XT1")], [marked("b", people=("p",), collab="XT1")]) == []
    unnumbered = Marked("a", "", frozenset(("p",)), frozenset())
    assert len(matches([unnumbered], [Marked("b", "", frozenset(("p",)), frozenset())])) == 1


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"origin": "forwarded"}, False),
        ({"category": "accusation"}, False),
        ({"accused": True}, False),
        ({"confidential": True}, False),
    ],
)
def test_what_must_not_be_known_is_not_asked_about(changed: dict[str, object], expected: bool) -> None:
    facts = {"origin": "direct", "category": "appeal_claim", "accused": False, "confidential": False} | changed
    assert may_be_asked(**facts) is expected  # type: ignore[arg-type]


def test_marks_survive_the_message_and_nonsense_matches_nothing() -> None:
    marks = (0, 1, 2**63 - 1)
    assert from_hex(as_hex(marks)) == frozenset(marks)
    assert from_hex(("zz", "f" * 16, "0" * 15, "-000000000000001", "８" * 16)) == frozenset()
