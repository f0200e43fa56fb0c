"""Content and its digest, what may be printed, codes as people type them, tries and reprints."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_intake.papers import rules
from zf_intake.papers.rules import CODE_LETTERS, Content

CONTENT = Content(
    type="petition_merge_notice",
    title="信访事项合并办理告知书",
    agency="云川市公安局",
    number="云公信并告字〔2026〕1号",
    dated=date(2026, 11, 23),
    matter={"petitioner": "张三", "title": "噪声"},
    fields={"earlier": "XFL1", "explanation": ["同一事项"], "rows": [{"title": "甲"}]},
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(name=TEXT, earlier=TEXT, rows=st.lists(TEXT, max_size=3))
def test_content_comes_back_from_its_bytes_with_the_same_digest(name: str, earlier: str, rows: list[str]) -> None:
    content = rules.cleaned(
        replace(
            CONTENT,
            matter={"petitioner": name},
            fields={"earlier": earlier, "explanation": rows, "rows": [{"title": row} for row in rows]},
        )
    )
    again = rules.read_content(content.canonical())
    assert again.canonical() == content.canonical()
    assert again.digest() == content.digest()


@given(name=TEXT)
def test_what_is_printed_has_neither_control_nor_direction_characters(name: str) -> None:
    cleaned = rules.cleaned(replace(CONTENT, matter={"petitioner": name})).matter["petitioner"]
    assert not set(cleaned) & set("\n\r\t\x00\x07\u200b\u202e\u2066\ufeff\u2028")
    assert rules.cleaned(replace(CONTENT, matter={"petitioner": cleaned})).matter["petitioner"] == cleaned


def test_every_change_of_content_changes_the_digest() -> None:
    changed = [
        replace(CONTENT, number="云公信并告字〔2026〕2号"),
        replace(CONTENT, dated=date(2026, 11, 24)),
        replace(CONTENT, agency="云川市人民检察院"),
        replace(CONTENT, matter={**CONTENT.matter, "petitioner": "张四"}),
        replace(CONTENT, fields={**CONTENT.fields, "explanation": ["同一", "事项"]}),
    ]
    assert len({content.digest() for content in [CONTENT, *changed]}) == len(changed) + 1


def test_all_that_is_printed_is_looked_at_for_missing_characters() -> None:
    for content in (
        replace(CONTENT, matter={"petitioner": "张𤋮"}),
        replace(CONTENT, fields={**CONTENT.fields, "earlier": "𤋮"}),
        replace(CONTENT, fields={**CONTENT.fields, "explanation": ["同", "𤋮"]}),
        replace(CONTENT, fields={**CONTENT.fields, "rows": [{"title": "𤋮"}]}),
    ):
        assert "𤋮" in content.text()
        written = rules.by_hand(content, ["𤋮"])
        assert "𤋮" not in written.text()
        assert "〓" in written.text()


def test_fields_must_be_those_of_the_type() -> None:
    declared = ("earlier", "explanation", "rows")
    assert rules.content_problems(CONTENT, declared=declared) == []
    missing = replace(CONTENT, fields={"earlier": "x", "explanation": []})
    unknown = replace(CONTENT, matter={"colour": "red"})
    for content in (missing, unknown):
        assert [problem.code for problem in rules.content_problems(content, declared=declared)] == ["paper.field_wrong"]


@given(st.text(st.sampled_from(CODE_LETTERS), min_size=8, max_size=8))
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    shown = rules.shown_code(code)
    wide = "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one != "-" else one for one in shown)
    for typed in (code, shown, code.lower(), f" {shown} ", wide):
        assert rules.typed_code(typed) == code
        assert rules.same_code(code, typed)
    assert not rules.same_code(code, code[:-1])


@pytest.mark.parametrize(
    "typed", ["云公信告字[2026]1号", "云公信告字（2026）1号", " 云公信告字〔２０２６〕 1号 ", "云公信告字【2026】1号"]
)
def test_a_number_is_read_with_any_brackets(typed: str) -> None:
    assert rules.typed_number(typed) == "云公信告字〔2026〕1号"


def test_paragraphs_drop_blank_lines() -> None:
    assert rules.paragraphs("一、甲\n\n  乙 \r\n\u2028丙") == ("一、甲", "乙", "丙")


def test_only_a_reprint_needs_a_reason() -> None:
    assert rules.reprint_problems(copies=0, reason="") == []
    assert rules.reprint_problems(copies=1, reason="遗失") == []
    assert [problem.code for problem in rules.reprint_problems(copies=1, reason="")] == ["paper.reprint_reason"]


def test_tries_are_counted_by_address_and_by_number() -> None:
    assert rules.may_check(from_address=rules.TRIES_FROM_AN_ADDRESS, for_number=rules.TRIES_FOR_A_NUMBER)
    assert not rules.may_check(from_address=rules.TRIES_FROM_AN_ADDRESS + 1, for_number=1)
    assert not rules.may_check(from_address=1, for_number=rules.TRIES_FOR_A_NUMBER + 1)
