"""Codes as people type them, tries and reprints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_intake.papers import rules
from zf_intake.papers.rules import CODE_LETTERS
from zf_law import papers as printed


@given(st.text(st.sampled_from(CODE_LETTERS), min_size=8, max_size=8))
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    shown = printed.shown_code(code)
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


def test_only_a_reprint_needs_a_reason() -> None:
    assert rules.reprint_problems(copies=0, reason="") == []
    assert rules.reprint_problems(copies=1, reason="遗失") == []
    assert [problem.code for problem in rules.reprint_problems(copies=1, reason="")] == ["paper.reprint_reason"]


def test_tries_are_counted_by_address_and_by_number() -> None:
    assert rules.may_check(from_address=rules.TRIES_FROM_AN_ADDRESS, for_number=rules.TRIES_FOR_A_NUMBER)
    assert not rules.may_check(from_address=rules.TRIES_FROM_AN_ADDRESS + 1, for_number=1)
    assert not rules.may_check(from_address=1, for_number=rules.TRIES_FOR_A_NUMBER + 1)
