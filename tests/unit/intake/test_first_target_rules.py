"""初信初访: the internal target runs from the day of receipt to a midnight, and holds only for first letters and visits."""

from datetime import UTC, date, datetime

import pytest

from zf_intake.petitions.first_target_rules import applies, standing
from zf_law.deadlines import ZONE
from zf_law.petition_stages import FirstTarget

TARGET = FirstTarget(days=30, channels=("letter", "visit"))
RECEIVED = datetime(2026, 10, 1, 23, 30, tzinfo=ZONE)
LAST = datetime(2026, 10, 31, 23, 59, tzinfo=ZONE)
LATE = datetime(2026, 11, 1, 0, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("answered", "now", "state"),
    [(None, LAST, "running"), (None, LATE, "overdue"), (LAST, LATE, "kept"), (LATE, LATE, "missed")],
)
def test_where_it_stands(answered: datetime | None, now: datetime, state: str) -> None:
    found = standing(TARGET, received_at=RECEIVED, answered_at=answered, now=now)
    assert (found.due, found.state) == (date(2026, 10, 31), state)


def test_a_day_is_a_day_in_china() -> None:
    found = standing(TARGET, received_at=RECEIVED.astimezone(UTC), answered_at=LAST.astimezone(UTC), now=LATE)
    assert (found.due, found.state) == (date(2026, 10, 31), "kept")


@pytest.mark.parametrize(
    ("channel", "repeat", "has"),
    [("letter", False, True), ("visit", False, True), ("online", False, False), ("visit", True, False)],
)
def test_it_is_for_first_letters_and_visits(channel: str, *, repeat: bool, has: bool) -> None:
    assert applies(TARGET, channel=channel, repeat=repeat) is has
