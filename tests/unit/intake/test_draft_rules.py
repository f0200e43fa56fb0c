"""The parts of a Word draft are found again by their headings, or the fault is named."""

import pytest

from zf_intake.papers.draft_rules import END, PARTS, part_problems, parts_in, prompts

TYPE = "petition_handling_opinion"
WRITTEN = [
    "某局",
    "【信访人的请求】",
    "1. 甲",
    "",
    "【认定的事实和理由】",
    "（一）乙",
    " 丙 ",
    "【处理意见】",
    "丁",
    "【法律依据】",
    "戊",
    "【正文结束】",
    "某局",
]


def test_the_text_between_headings_is_the_part() -> None:
    parts, problems = parts_in(WRITTEN, type_id=TYPE)
    assert problems == []
    assert parts == {"claims": "1. 甲", "facts_and_reasons": "（一）乙\n丙", "opinion": "丁", "legal_basis": "戊"}
    assert part_problems(parts, type_id=TYPE) == []


def test_blanks_inside_a_heading_do_not_matter() -> None:
    spaced = [line.replace("【处理意见】", " 【处理 意见】\u3000") for line in WRITTEN]
    assert parts_in(spaced, type_id=TYPE)[0]["opinion"] == "丁"


@pytest.mark.parametrize("head", ["信访人的请求", "法律依据", END])
def test_a_heading_gone_or_doubled_is_named(head: str) -> None:
    for broken in ([line for line in WRITTEN if line != f"【{head}】"], [*WRITTEN, f"【{head}】"]):
        parts, problems = parts_in(broken, type_id=TYPE)
        assert parts == {}
        assert [(problem.code, problem.values["heading"]) for problem in problems] == [("paper.draft_heading", head)]


def test_another_order_is_refused() -> None:
    swapped = list(WRITTEN)
    swapped[1], swapped[4] = swapped[4], swapped[1]
    assert [problem.code for problem in parts_in(swapped, type_id=TYPE)[1]] == ["paper.draft_order"]


def test_a_prompt_left_standing_counts_as_not_written() -> None:
    (prompt,) = prompts()["opinion"]
    parts, _ = parts_in([line.replace("丁", prompt) for line in WRITTEN], type_id=TYPE)
    assert [problem.values["field"] for problem in part_problems(parts, type_id=TYPE)] == ["opinion"]


def test_every_type_has_the_same_parts() -> None:
    assert {tuple(parts.values()) for parts in PARTS.values()} == {
        ("claims", "facts_and_reasons", "opinion", "legal_basis")
    }
