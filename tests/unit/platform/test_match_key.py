"""Comparing between agencies: equal stays equal under one key, nothing meets under two, and kinds stay apart."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_platform.match_key import MatchKey
from zf_platform.personal import PersonalKeyInvalid, new_personal_key

KEY, OTHER = MatchKey(b"k" * 32), MatchKey(b"o" * 32)
MARKS = st.lists(st.integers(0, (1 << 63) - 1), max_size=40)


def test_a_person_is_the_same_however_typed() -> None:
    assert KEY.person("citizen_id", "１１０１０５１９４９１２３１００２x") == KEY.person(
        "citizen_id", "11010519491231002X"
    )
    assert KEY.person("citizen_id", "1") != KEY.person("passport", "1")
    assert KEY.person("citizen_id", "1") != OTHER.person("citizen_id", "1")
    assert KEY.person("citizen_id", " ") == ""


@given(marks=MARKS)
def test_marks_keep_their_equality_and_fit_a_bigint(marks: list[int]) -> None:
    keyed = KEY.marks(marks)
    assert [keyed.index(one) for one in keyed] == [marks.index(one) for one in marks]
    assert all(0 <= one < 1 << 63 for one in keyed)
    assert not set(keyed) & set(OTHER.marks(marks))


@pytest.mark.parametrize("text", ["", "short", base64.b64encode(b"x" * 31).decode(), "?" * 44])
def test_a_wrong_key_is_refused(text: str) -> None:
    with pytest.raises(PersonalKeyInvalid):
        MatchKey.from_text(text)


def test_the_key_is_read_as_the_command_prints_it() -> None:
    text = new_personal_key()
    assert MatchKey.from_text(text).person("none", "x") == MatchKey.from_text(f" {text}\n").person("none", "x")
    assert text not in repr(MatchKey.from_text(text))
