"""Liaison officers: what a lawful entry is, and who is to be spoken to today."""

from dataclasses import replace
from datetime import date

import pytest

from zf_liaison.directory.rules import Officer, acting_for, entry_problems, owner_problems, standing_of

TODAY = date(2026, 11, 23)
CHEN = Officer("legal", "officer", "陈志远", date(2026, 1, 1), date(2027, 12, 31))
HAN = Officer("legal", "deputy", "韩立群", date(2026, 1, 1))
AWAY = replace(CHEN, absent_from=date(2026, 11, 20), absent_until=date(2026, 11, 23), substitute="沈文静")


@pytest.mark.parametrize(
    ("officer", "standing", "acting"),
    [
        (CHEN, "acting", "陈志远"),
        (AWAY, "absent", "沈文静"),
        (replace(AWAY, absent_until=date(2026, 11, 22)), "acting", "陈志远"),
        (replace(CHEN, term_from=date(2026, 12, 1)), "not_yet", "韩立群"),
        (replace(CHEN, term_until=date(2026, 11, 22)), "over", "韩立群"),
        (replace(CHEN, ended=True), "over", "韩立群"),
    ],
)
def test_the_officer_or_who_stands_in(officer: Officer, standing: str, acting: str) -> None:
    assert standing_of(officer, on=TODAY) == standing
    assert acting_for(officer, [officer, HAN], on=TODAY) == acting


def test_nobody_stands_in_where_nobody_is() -> None:
    other = replace(HAN, unit="case_office")
    assert acting_for(replace(CHEN, ended=True), [other], on=TODAY) == ""


@pytest.mark.parametrize(
    ("officer", "codes"),
    [
        (CHEN, []),
        (AWAY, []),
        (replace(CHEN, unit="moon"), ["account.unit_unknown"]),
        (replace(CHEN, term_until=date(2025, 1, 1)), ["directory.term_turned"]),
        (replace(AWAY, absent_until=None), ["directory.absence_open"]),
        (replace(AWAY, absent_until=date(2026, 11, 1)), ["directory.absence_open"]),
        (replace(AWAY, substitute=""), ["directory.substitute_needed"]),
    ],
)
def test_a_wrong_entry_names_its_field(officer: Officer, codes: list[str]) -> None:
    assert [problem.code for problem in entry_problems(officer, units={"legal"})] == codes


def test_each_agency_speaks_for_its_own_officers() -> None:
    assert owner_problems(owner="police", by="police") == []
    assert [one.code for one in owner_problems(owner="police", by="court")] == ["directory.not_owner"]
