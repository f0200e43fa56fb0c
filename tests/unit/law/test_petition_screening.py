"""清理排查 as data: periods of whole months, thresholds where a measure needs them, a broken table is refused."""

import copy
from datetime import date

import pytest

from zf_law.loader import LawDataError, build_law, load_law, packaged_tables
from zf_law.petition_screening import PetitionScreening


def test_every_target_is_zero_as_the_seed_reports() -> None:
    screening = load_law().screening
    assert list(screening.items) == ["long_standing", "repeat", "backlog", "skip_level", "persistent_litigation"]
    assert {item.target for item in screening.items.values()} == {0}


@pytest.mark.parametrize(
    ("months", "day", "first", "last"),
    [
        (1, date(2026, 2, 15), date(2026, 2, 1), date(2026, 2, 28)),
        (1, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (3, date(2026, 11, 23), date(2026, 10, 1), date(2026, 12, 31)),
        (12, date(2024, 2, 29), date(2024, 1, 1), date(2024, 12, 31)),
        (3, date.max, date(9999, 10, 1), date.max),
        (1, date.min, date(1, 1, 1), date(1, 1, 31)),
    ],
)
def test_a_period_is_whole_months(months: int, day: date, first: date, last: date) -> None:
    screening = PetitionScreening("t", months, 5, {})
    assert screening.period_of(day) == (first, last)
    assert screening.period_of(first) == screening.period_of(last) == (first, last)


def test_the_period_that_ended_last_lies_before_the_one_that_runs() -> None:
    screening = load_law().screening
    assert screening.last_ended(date(2026, 1, 1)) == (date(2025, 12, 1), date(2025, 12, 31))
    assert screening.due_on(date(2025, 12, 31)) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("measure", "rumour", "'measure' is one of"),
        ("target", -1, "zero or more"),
        ("days", 10, "where the measure needs them"),
        ("colour", "red", "unknown key"),
    ],
)
def test_a_wrong_item_is_refused(key: str, value: object, fault: str) -> None:
    tables = copy.deepcopy(dict(packaged_tables()))
    tables["petition_screening"]["item"][0][key] = value  # type: ignore[index]
    with pytest.raises(LawDataError, match=fault):
        build_law(tables)


@pytest.mark.parametrize(("key", "value"), [("period_months", 5), ("report_days", 0), ("item", [])])
def test_a_wrong_table_is_refused(key: str, value: object) -> None:
    tables = copy.deepcopy(dict(packaged_tables()))
    tables["petition_screening"][key] = value  # type: ignore[index]
    with pytest.raises(LawDataError):
        build_law(tables)


@pytest.mark.parametrize(("key", "value"), [("days", 0), ("channels", []), ("channels", ["pigeon"])])
def test_a_wrong_target_of_first_petitions_is_refused(key: str, value: object) -> None:
    tables = copy.deepcopy(dict(packaged_tables()))
    tables["petition_stages"]["first_target"][key] = value  # type: ignore[index]
    with pytest.raises(LawDataError, match="'days' is positive"):
        build_law(tables)
