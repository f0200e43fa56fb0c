"""Content and its digest, what may be printed, and how lines become paragraphs."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from zf_law import papers
from zf_law.papers import Content

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
    content = papers.cleaned(
        replace(
            CONTENT,
            matter={"petitioner": name},
            fields={"earlier": earlier, "explanation": rows, "rows": [{"title": row} for row in rows]},
        )
    )
    again = papers.read_content(content.canonical())
    assert again.canonical() == content.canonical()
    assert again.digest() == content.digest()


@given(name=TEXT)
def test_what_is_printed_has_neither_control_nor_direction_characters(name: str) -> None:
    cleaned = papers.cleaned(replace(CONTENT, matter={"petitioner": name})).matter["petitioner"]
    assert not set(cleaned) & set("\n\r\t\x00\x07\u200b\u202e\u2066\ufeff\u2028")
    assert papers.cleaned(replace(CONTENT, matter={"petitioner": cleaned})).matter["petitioner"] == cleaned


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
        written = papers.by_hand(content, ["𤋮"])
        assert "𤋮" not in written.text()
        assert "〓" in written.text()


def test_fields_must_be_those_of_the_type() -> None:
    declared = ("earlier", "explanation", "rows")
    assert papers.content_problems(CONTENT, declared=declared) == []
    missing = replace(CONTENT, fields={"earlier": "x", "explanation": []})
    unknown = replace(CONTENT, matter={"colour": "red"})
    for content in (missing, unknown):
        assert [problem.code for problem in papers.content_problems(content, declared=declared)] == [
            "paper.field_wrong"
        ]


def test_paragraphs_drop_blank_lines() -> None:
    assert papers.paragraphs("一、甲\n\n  乙 \r\n\u2028丙") == ("一、甲", "乙", "丙")
