"""The rules that the handbook lists are all there, with the marks it gives them."""

import pytest

from zf_law.deadlines import PeriodUnit
from zf_law.loader import Law

NUMBERS = {
    **{f"P{number:02d}": 1 for number in range(1, 24)},
    **{f"J{number:02d}": 1 for number in range(1, 18)},
    **{f"C{number:02d}": 1 for number in range(1, 14)},
    **{f"A{number:02d}": 1 for number in range(1, 11)},
    **{f"X{number:02d}": 1 for number in range(1, 11)},
}
CUSTODY = {"P12", "P13", "P14", "P17", "P18", "P19", "J01", "J15", "J16", "A03"}
VARIANTS = {
    "P13.detention_house", "P14.roaming", "P15.refusal", "J07.expedited", "J07.expedited_long", "C04.long", "C05.long",
    "C10.ruling", "X03.objection", "P20.surveillance",
}  # fmt: skip

SUPERVISION = ("U", "N", "L")
"""Supervised tasks, supervision notices and cooperation matters have tables of their own, with their own tests."""


def test_every_rule_of_the_handbook_is_there(law: Law) -> None:
    assert set(NUMBERS) | VARIANTS <= set(law.deadlines.ids())
    others = {number for number in _numbers(law) if not number.startswith(SUPERVISION)}
    assert others == {*NUMBERS, "G01", "G02", "G03", "G04", "G05", "K01", "K02", "K03"}


def _numbers(law: Law) -> set[str]:
    return {rule.id.split(".")[0] for rule in law.deadlines.all()}


def test_custody_marks_are_those_of_the_handbook(law: Law) -> None:
    assert {rule.id.split(".")[0] for rule in law.deadlines.all() if rule.custody} == CUSTODY
    clocks = {rule.id.split(".")[0] for rule in law.deadlines.all() if rule.case_clock}
    assert clocks == {"P22", "J07", "C03", "C04", "C05", "C07", "C08", "C12"}


@pytest.mark.parametrize(
    ("rule_id", "amount", "unit", "extensions"),
    [
        ("P02", 3, "d", [4, 23]),
        ("P14", 3, "d", [4]),
        ("P14.roaming", 30, "d", []),
        ("P18", 2, "m", [1, 2, 2]),
        ("P22", 1, "m", []),
        ("J01", 7, "d", []),
        ("J02", 15, "d", [5]),
        ("J07", 1, "m", [1]),
        ("J13", 6, "m", [6]),
        ("C03", 2, "m", [1, 3]),
        ("C04", 20, "d", []),
        ("C10", 10, "d", []),
        ("C10.ruling", 5, "d", []),
        ("A07", 48, "h", []),
        ("X03.objection", 5, "wd", []),
        ("X04", 60, "d", [30]),
        ("A08.accept", 5, "wd", []),
        ("G02", 2, "wd", []),
        ("G03", 0, "d", []),
        ("G04", 5, "d", []),
        ("G05", 0, "h", []),
    ],
)
def test_periods(law: Law, rule_id: str, amount: int, unit: str, extensions: list[int]) -> None:
    rule = next(rule for rule in law.deadlines.all() if rule.id == rule_id)
    assert (rule.amount, rule.unit.value) == (amount, unit)
    assert [extension.amount for extension in rule.extensions] == extensions
    assert rule.max_extensions == len(extensions)


def test_working_days_only_where_a_text_says_so(law: Law) -> None:
    working = (rule.id for rule in law.deadlines.all() if rule.unit is PeriodUnit.WORKING_DAY)
    found = {rule for rule in working if not rule.startswith(SUPERVISION)}
    assert found == {"X03.objection", "A08.accept", "G02", "K01"}


def test_custody_belongs_to_a_person_and_case_clocks_to_the_case(law: Law) -> None:
    for rule in law.deadlines.all():
        assert rule.title_zh
        assert rule.title_en
        assert not (rule.custody and rule.per != "suspect"), rule.id
        assert not (rule.case_clock and rule.per != "case"), rule.id
        assert not (rule.custody and rule.case_clock), rule.id
