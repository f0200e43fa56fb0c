"""One box: what was typed is read as a number, a person's number, a name or words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_platform.search.box import LONGEST_TEXT, number_form, read_box


@pytest.mark.parametrize(
    ("text", "number", "person", "name", "words"),
    [
        ("XFO329900202611230001", "XFO329900202611230001", "", "", True),
        ("xfo3299", "XFO3299", "", "", True),
        ("云公受案字〔2026〕1号", "云公受案字(2026)1号", "", "", True),
        ("11010519491231002x", "11010519491231002X", "11010519491231002X", "", False),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", "11010519491231002X", "", False),
        ("139 1234 5678", "13912345678", "13912345678", "", False),
        ("张三", "", "", "张三", True),
        ("𤋮某", "", "", "𤋮某", True),
        ("停车收费", "", "", "停车收费", True),
        ("小区物业乱收费问题", "", "", "", True),
        ("信", "", "", "", False),
        ("", "", "", "", False),
        ("  ，。", "", "", "", False),
    ],
)
def test_what_was_typed(text: str, number: str, person: str, name: str, words: bool) -> None:
    box = read_box(text)
    assert (box.number, box.person, box.name, bool(box.pieces)) == (number, person, name, words)


@given(text=st.text(max_size=400))
def test_anything_may_be_typed(text: str) -> None:
    box = read_box(text)
    assert len(box.phrase) <= LONGEST_TEXT
    assert box.empty or box.number or box.person or box.name or box.pieces


@given(number=st.text(st.sampled_from("XFV0123456789〔〕（）()"), max_size=30))
def test_a_number_has_one_form(number: str) -> None:
    assert number_form(number_form(number)) == number_form(number)
    assert number_form(f" {number.lower()} ") == number_form(number)
