"""Pieces of two: what a text contains is always found, whatever the width, the plane or the punctuation."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zf_platform.bigrams import (
    contains,
    excerpt,
    lexemes,
    query_pieces,
    searchable,
    tsquery_text,
    tsvector_text,
)

CHINESE = st.text(st.sampled_from("政法协同信访事项办理答复𤋮𪚥〇"), min_size=2, max_size=40)
ANY = st.text(max_size=200)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("合同纠纷", {"合同", "同纠", "纠纷"}),
        ("在，A7 县", {"在", "a7", "县"}),
        ("ＡＢＣ１２号", {"abc12", "号"}),
        ("𤋮𪚥字", {"𤋮𪚥", "𪚥字"}),
        ("", set()),
        ("，。！", set()),
    ],
)
def test_a_text_is_cut_into_pieces(text: str, pieces: set[str]) -> None:
    assert lexemes(text) == pieces


@given(before=CHINESE, phrase=CHINESE, after=CHINESE)
def test_a_phrase_of_a_text_is_always_found(before: str, phrase: str, after: str) -> None:
    text = before + phrase + after
    assert set(query_pieces(phrase)) <= lexemes(text)
    assert contains(text, phrase)


@given(text=ANY)
def test_nothing_breaks_the_syntax_of_the_server(text: str) -> None:
    for literal in (tsvector_text(text), tsquery_text(query_pieces(text))):
        assert "\\" not in literal
        assert literal.count("'") % 2 == 0
    assert all("'" not in piece and " " not in piece and "\x00" not in piece for piece in lexemes(text))


@given(text=ANY)
def test_a_text_finds_itself(text: str) -> None:
    assume(query_pieces(text))
    assert set(query_pieces(text)) <= lexemes(text)


@pytest.mark.parametrize(
    ("text", "enough"), [("信访", True), ("信", False), ("a", False), ("A7", True), ("信，访", False), ("", False)]
)
def test_two_characters_are_enough_and_one_is_not(text: str, enough: bool) -> None:
    assert searchable(text) is enough


def test_pieces_may_meet_by_accident_and_the_phrase_decides() -> None:
    text = "合同无效，同纠正，纠纷已解"
    assert set(query_pieces("合同纠纷")) <= lexemes(text)
    assert not contains(text, "合同纠纷")


@given(text=CHINESE, at=st.integers(0, 40))
def test_layout_inside_a_stored_text_does_not_matter(text: str, at: int) -> None:
    laid_out = text[:at] + "\n\t " + text[at:]
    assert lexemes(laid_out) == lexemes(text)
    assert contains(laid_out, text)


def test_what_is_typed_apart_may_stand_apart() -> None:
    text = "停车场乱收费，物业不管"
    assert set(query_pieces("物业 停车")) <= lexemes(text)
    assert contains(text, "物业 停车")
    assert not contains(text, "物业停车")


@given(before=CHINESE, phrase=CHINESE, after=CHINESE)
def test_an_excerpt_shows_the_phrase_where_it_stands(before: str, phrase: str, after: str) -> None:
    found = excerpt(f"{before}，{phrase}。{after}", phrase)
    assert found is not None
    assert found[1] == phrase


@pytest.mark.parametrize(
    ("text", "phrase", "shown"),
    [
        ("前文\n关于 合同\n纠纷 的问题", "合同纠纷", ("前文 关于", "合同\n纠纷", "的问题")),
        ("面积５０㎡左右", "50m2", ("面积", "５０㎡", "左右")),
        ("ＡＢＣ公司", "abc", ("", "ＡＢＣ", "公司")),
        ("先说物业再说停车", "停车 物业", ("先说物业再说", "停车", "")),
        ("没有这个词", "别的", None),
        ("", "合同", None),
    ],
)
def test_an_excerpt_keeps_the_text_as_written(text: str, phrase: str, shown: object) -> None:
    assert excerpt(text, phrase) == shown
