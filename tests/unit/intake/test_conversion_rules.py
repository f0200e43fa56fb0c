"""Which conversion a petition is: against its own matter only, once, and charged to the newest earlier petition."""

from datetime import datetime, timedelta

import pytest

from zf_intake.conversions.rules import Registered, conversions
from zf_platform.clock import ZONE

DAY = datetime(2026, 11, 2, 9, 0, tzinfo=ZONE)


def petition(name: str, day: int, **changed: object) -> Registered:
    values: dict[str, object] = {
        "id": name,
        "petition_no": name,
        "channel": "letter",
        "subject": "",
        "repeat": day > 0,
        "skip_level": False,
        "collective": False,
        "received_at": DAY + timedelta(days=day),
        "unit": "petition",
        "first_handler_id": "a",
        "first_handler_name": "甲",
    }
    return Registered(**{**values, **changed})  # type: ignore[arg-type]


def found(now: Registered, *earlier: Registered) -> list[tuple[str, str]]:
    return [(one.kind, one.earlier.id) for one in conversions(now, earlier)]


def test_a_visit_after_a_letter_is_both_a_repeat_and_a_visit() -> None:
    assert found(petition("b", 3, channel="visit"), petition("a", 0)) == [
        ("letter_to_visit", "a"),
        ("first_to_repeat", "a"),
    ]


def test_a_matter_turns_harder_once() -> None:
    letter, visit = petition("a", 0), petition("b", 3, channel="visit")
    assert found(petition("c", 5, channel="visit"), letter, visit) == []
    assert found(petition("c", 5, channel="visit", collective=True), visit, letter) == [
        ("individual_to_collective", "b")
    ], "charged to whoever had the newest earlier one"


@pytest.mark.parametrize(
    ("mark", "kind"), [("skip_level", "grassroots_to_skip_level"), ("collective", "individual_to_collective")]
)
def test_skip_level_and_collective_are_conversions(mark: str, kind: str) -> None:
    before = petition("a", 0, channel="visit")
    assert found(petition("b", 3, channel="visit", **{mark: True}), before) == [("first_to_repeat", "a"), (kind, "a")]


def test_a_first_petition_and_one_received_later_convert_nothing() -> None:
    assert found(petition("b", 3, channel="visit", repeat=False), petition("a", 0)) == []
    assert found(petition("b", 3, channel="visit"), petition("a", 4)) == []
    assert found(petition("b", 3, channel="visit")) == []


def test_another_subject_of_the_same_person_is_another_matter_unless_somebody_linked_the_two() -> None:
    now = petition("b", 3, channel="visit", subject="wages")
    assert found(now, petition("a", 0, subject="land")) == []
    assert found(now, petition("a", 0, subject="land", linked=True)) != []
    assert found(now, petition("a", 0, subject="")) != []
