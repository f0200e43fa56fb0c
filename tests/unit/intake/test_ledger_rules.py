"""Rows of a ledger: what a cell says, what stands against a row, and whether an answer came in time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_intake.ledgers.late_rules import MEASURED, measure
from zf_intake.ledgers.mapping_rules import (
    LONGEST,
    LedgerRow,
    When,
    cleaned,
    header_problems,
    mapping_problems,
    matter_key,
    places,
    read_row,
    read_time,
)
from zf_intake.timelimits.past_rules import rule_of_the_day
from zf_law.loader import load_law
from zf_platform.clock import ZONE

LAW = load_law()
TODAY = date(2026, 11, 23)
COLUMNS = {
    "key": "编号",
    "person": "用户",
    "title": "主题",
    "text": "详情",
    "received_at": "时间",
    "answered_at": "答复时间",
}
HEADER = ["编号", "用户", "主题", "时间", "详情", "答复时间"]
GOOD: Mapping[str, object] = {
    "编号": 12.0,
    "用户": "U1",
    "主题": "某小区停车收费",
    "时间": "2026/9/1 8:30:00",
    "详情": "\n\t\t请核实。\u00a0谢谢\n",
    "答复时间": "2026/9/3 9:00:00",
}


def row(**changed: object) -> LedgerRow:
    cells = [{**GOOD, **changed}[title] for title in HEADER]
    where = places(COLUMNS, HEADER)
    names = {name: f"{'ABCDEF'[column]}2" for name, column in where.items()}
    return read_row(cells, line=2, where=where, formulas=frozenset({"B9"}), names=names)  # type: ignore[arg-type]


def codes(found: LedgerRow) -> list[str]:
    return [problem.code for problem in found.problems]


def test_a_good_row_is_read_clean() -> None:
    found = row()
    assert found.problems == ()
    assert (found.key, found.texts["person"], found.texts["text"]) == ("12", "U1", "请核实。 谢谢")
    assert found.received == When(datetime(2026, 9, 1, 8, 30, tzinfo=ZONE))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"主题": ""}, "ledger.cell_empty"),
        ({"详情": " \t\n\u200b"}, "ledger.cell_empty"),
        ({"时间": ""}, "ledger.cell_empty"),
        ({"时间": "昨天"}, "ledger.no_time"),
        ({"答复时间": "2026/13/1"}, "ledger.no_time"),
        ({"答复时间": "2026/8/31 8:00:00"}, "ledger.answered_before"),
        ({"详情": "长" * 200_000}, "ledger.too_long"),
        ({"主题": "长" * 201}, "ledger.too_long"),
    ],
)
def test_what_stands_against_a_row_is_said_with_its_cell(changed: Mapping[str, object], code: str) -> None:
    found = row(**changed)
    assert code in codes(found)
    assert all("field" in problem.values for problem in found.problems)


def test_a_cell_that_computes_is_not_taken() -> None:
    where = places(COLUMNS, HEADER)
    names = dict.fromkeys(where, "A2")
    cells = [GOOD[title] for title in HEADER]
    found = read_row(cells, line=2, where=where, formulas=frozenset({"A2"}), names=names)  # type: ignore[arg-type]
    assert set(codes(found)) == {"ledger.formula"}


@pytest.mark.parametrize(
    ("columns", "header", "code"),
    [
        ({"title": "题目"}, HEADER, "ledger.column_missing"),
        ({"title": "主题"}, ["主题", "主题"], "ledger.column_twice"),
        ({"title": "主题 "}, HEADER, ""),
    ],
)
def test_a_wrong_header_is_named(columns: Mapping[str, str], header: list[str], code: str) -> None:
    assert [problem.code for problem in header_problems(columns, header)] == [code] * bool(code)


def test_a_mapping_needs_subject_text_and_time_and_nothing_unknown() -> None:
    problems = mapping_problems({"title": "主题", "colour": "颜色"})
    assert {problem.code for problem in problems} == {"ledger.field_unknown", "ledger.field_missing"}
    assert mapping_problems(COLUMNS) == []


@given(text=st.text(max_size=300))
def test_cleaning_twice_changes_nothing_and_leaves_no_hidden_character(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert once == once.strip()
    assert not any(character in once for character in "\x00\u202e\u200b\ufeff\t\r")


@given(moment=st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-12-31")))
def test_every_common_form_of_a_time_is_read(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    expected = When(moment.replace(tzinfo=ZONE))
    assert read_time(f"{moment:%Y}/{moment.month}/{moment.day} {moment.hour}:{moment:%M:%S}") == expected
    assert read_time(f"{moment:%Y-%m-%d %H:%M:%S}") == expected
    assert read_time(moment) == expected
    day = read_time(moment.date())
    assert day is not None
    assert day.whole_day


def test_a_row_without_a_number_is_known_by_its_content() -> None:
    first, again, other = row(编号=""), row(编号="", 详情="请核实。 谢谢"), row(编号="", 用户="U2")
    assert first.key == again.key != other.key
    assert first.key.startswith("content:")


def test_the_same_person_day_and_matter_is_one_matter() -> None:
    assert matter_key(row()) == matter_key(row(编号=13, 时间="2026/9/1 22:00:00", 详情="请核实 谢谢！"))
    assert matter_key(row()) != matter_key(row(时间="2026/9/2 8:30:00"))
    assert matter_key(row(用户="")) == ""


@pytest.mark.parametrize(
    ("filed", "answered", "late"),
    [
        # 2026-09-18 + 15 days is 2026-10-03, a holiday: the last day is 2026-10-08.
        ("2026-09-18", "2026-10-08", set()),
        ("2026-09-18", "2026-10-09", {"X01", "X02"}),
        ("2026-08-10", "2026-10-09", {"X01", "X02"}),
        ("2026-08-10", "2026-10-10", {"X01", "X02", "X04"}),
        ("2015-03-02", "2015-03-17", set()),
        ("2015-03-02", "2015-03-18", {"X01", "X02"}),
    ],
)
def test_late_by_the_rules_of_the_law(filed: str, answered: str, late: set[str]) -> None:
    times = [When(datetime.fromisoformat(f"{day}T23:59:00+08:00")) for day in (filed, answered)]
    found = measure(times[0], times[1], law=LAW, today=TODAY)
    assert {name for name, one in found.items() if one.late} == late


@given(
    filed=st.datetimes(datetime.fromisoformat("2010-01-01"), datetime.fromisoformat("2026-06-01")),
    first=st.integers(0, 400),
    more=st.integers(0, 400),
)
def test_a_later_answer_is_never_less_late(filed: datetime, first: int, more: int) -> None:
    received = When(filed.replace(tzinfo=ZONE))
    early = measure(received, When(received.at + timedelta(days=first)), law=LAW, today=TODAY)
    later = measure(received, When(received.at + timedelta(days=first + more)), law=LAW, today=TODAY)
    assert all(later[name].late >= early[name].late for name in MEASURED)
    assert all(early[name].due == later[name].due for name in MEASURED)


def test_what_is_not_answered_is_open_until_its_last_day() -> None:
    received = When(datetime(2026, 11, 20, 9, 0, tzinfo=ZONE))
    found = measure(received, None, law=LAW, today=TODAY)
    assert all(one.open and not one.late for one in found.values())
    later = measure(received, None, law=LAW, today=date(2027, 12, 1))
    assert all(one.late for one in later.values())


def test_the_measures_are_data() -> None:
    assert [(name, rule_of_the_day(LAW.deadlines, name, on=TODAY, today=TODAY).amount) for name in MEASURED] == [
        ("X01", 15),
        ("X02", 15),
        ("X04", 60),
    ]


def test_limits_are_those_of_registration() -> None:
    assert (LONGEST["title"], LONGEST["text"]) == (200, 20_000)
