"""Responsibility letters: what indicators may be, and points from target and value."""

from decimal import Decimal

import pytest

from zf_law.cooperation import completed, stated_problems
from zf_law.cooperation_facts import Fact, Facts
from zf_law.loader import load_law
from zf_law.pledge_scores import indicator_problems, plain, read_indicators, score

PLEDGE = load_law().cooperation.kinds["pledge"]
ROWS = (
    ("案件评查合格率", "quality", "higher", "40", "80", "100", "%"),
    ("逾期案件数", "timeliness", "lower", "30", "20", "0", "件"),
    ("整改完成", "rectification", "reached", "30", "0", "12", "项"),
    ("刑事立案数", "volume", "higher", "0", "0", "500", "件"),
)


def changed(name: str, **cells: str) -> tuple[tuple[str, ...], ...]:
    places = {"measure": 1, "direction": 2, "weight": 3, "base": 4, "target": 5}
    return tuple(
        tuple(
            cells.get(next((key for key, at in places.items() if at == place), ""), cell)
            for place, cell in enumerate(row)
        )
        if row[0] == name
        else row
        for row in ROWS
    )


def codes(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [one.code for one in indicator_problems(read_indicators(rows), field="indicators")]


def test_a_letter_whose_weights_make_a_hundred_is_fine() -> None:
    assert codes(ROWS) == []


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        (changed("整改完成", weight="20"), ["pledge.weights_not_hundred"]),
        (changed("刑事立案数", weight="10"), ["pledge.volume_scored", "pledge.weights_not_hundred"]),
        (changed("整改完成", weight="-30"), ["pledge.volume_scored", "pledge.weights_not_hundred"]),
        (changed("案件评查合格率", target="80"), ["pledge.no_way_to_go"]),
        (changed("逾期案件数", direction="higher"), ["pledge.no_way_to_go"]),
        ((*ROWS, ROWS[3]), ["pledge.indicator_twice", "pledge.indicator_twice"]),
    ],
)
def test_what_a_letter_may_not_say(rows: tuple[tuple[str, ...], ...], problems: list[str]) -> None:
    assert codes(rows) == problems


@pytest.mark.parametrize(
    ("name", "value", "points"),
    [
        ("案件评查合格率", "80", "0"),
        ("案件评查合格率", "95", "30"),
        ("案件评查合格率", "100", "40"),
        ("案件评查合格率", "103", "40"),
        ("案件评查合格率", "60", "0"),
        ("逾期案件数", "0", "30"),
        ("逾期案件数", "7", "19.5"),
        ("逾期案件数", "25", "0"),
        ("整改完成", "12", "30"),
        ("整改完成", "11", "0"),
        ("刑事立案数", "900", "0"),
    ],
)
def test_points_follow_the_way_from_base_to_target(name: str, value: str, points: str) -> None:
    found = score(read_indicators(ROWS), [(name, value)])
    assert {line.name: plain(line.points) for line in found.lines}[name] == points
    assert found.total == Decimal(points)


def test_what_was_not_told_earns_nothing_and_points_are_rounded_to_the_cent() -> None:
    thirds = (("三分之一", "quality", "higher", "100", "0", "3", ""),)
    assert plain(score(read_indicators(thirds), [("三分之一", "1")]).total) == "33.33"
    assert score(read_indicators(ROWS), []).total == 0


def test_the_program_states_version_and_score_and_nobody_else_can() -> None:
    known: Facts = {"indicators": Fact(rows=ROWS), "version": Fact("1")}
    assert completed(PLEDGE, "revise", known=known, given={})["version"].text == "2"
    values = Fact(
        rows=(
            ("案件评查合格率", "95", "评查通报"),
            ("逾期案件数", "7", "统计"),
            ("整改完成", "12", ""),
            ("刑事立案数", "1", ""),
        )
    )
    told = completed(PLEDGE, "report_progress", known=known, given={"values": values})
    assert (told["progress_total"].text, told["progress"].rows[1]) == ("79.5", ("逾期案件数", "7", "65", "19.5"))
    own = {"values": values, "as_of": Fact("2026-09-30"), "progress_total": Fact("100")}
    assert [one.code for one in stated_problems(PLEDGE, "report_progress", known=known, given=own)] == [
        "cooperation.fact_unknown"
    ]
    short = {"values": Fact(rows=values.rows[:3]), "as_of": Fact("2026-09-30")}
    assert [one.code for one in stated_problems(PLEDGE, "report_progress", known=known, given=short)] == [
        "cooperation.section_unanswered"
    ]
