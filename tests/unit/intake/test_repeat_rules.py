"""Likeness of two petitions: symmetric, bounded, explained, and the marks find what the comparison would find."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from zf_intake.repeats.rules import (
    ALIKE,
    SUBJECT_BANDS,
    TEXT_BANDS,
    Words,
    containment,
    jaccard,
    likeness,
    marks,
    normalised,
    pieces,
    shared_pieces,
)

TEXT = st.text(st.sampled_from("反映某某小区物业乱收费问题，请求处理停车位噪音Ａ7县 。1２"), max_size=120)
SETS = st.frozensets(st.sampled_from("abcdefgh"), max_size=8)
BIKE = Words("反映云岭小区停车收费问题", "云岭小区物业擅自提高停车收费标准，业主多次反映没有答复，请求有关部门查处。")
AGAIN = Words("再次反映云岭小区停车收费问题", "上次来信后物业仍然擅自提高停车收费标准，请求有关部门查处云岭小区物业。")
OTHER = Words("咨询异地办理身份证", "本人在外地工作，身份证到期，请问能否在当地换领，需要什么材料？")


@given(one=TEXT, other=TEXT)
def test_likeness_is_symmetric_and_between_zero_and_one(one: str, other: str) -> None:
    there, back = likeness(Words(one, other), Words(other, one)), likeness(Words(other, one), Words(one, other))
    assert there.score == pytest.approx(back.score)
    assert 0 <= there.score <= 1 + 1e-9


@given(subject=TEXT, text=TEXT)
def test_a_petition_is_like_itself(subject: str, text: str) -> None:
    assume(normalised(subject))
    assert likeness(Words(subject, text), Words(subject, text)).score == pytest.approx(1)


@given(one=SETS, other=SETS)
def test_containment_is_never_below_jaccard(one: frozenset[str], other: frozenset[str]) -> None:
    assert containment(one, other) >= jaccard(one, other)
    assert jaccard(one, one) == (1.0 if one else 0.0)


@given(text=TEXT)
def test_layout_and_width_do_not_matter(text: str) -> None:
    spaced = "\n\t ".join(text)
    assert normalised(spaced) == normalised(text)
    assert normalised(normalised(text)) == normalised(text)


@given(text=TEXT, size=st.integers(1, 4))
def test_pieces_cover_the_text(text: str, size: int) -> None:
    found = pieces(text, size)
    assert all(piece in text for piece in found)
    assert bool(found) == bool(text)


@given(one=TEXT, other=TEXT)
def test_every_reason_stands_in_both_texts(one: str, other: str) -> None:
    left, right = normalised(one), normalised(other)
    for shared in shared_pieces(left, right):
        assert shared in left
        assert shared in right
        assert len(shared) >= 4


def test_a_repeat_is_recognised_with_its_reasons_and_another_matter_is_not() -> None:
    found = likeness(BIKE, AGAIN)
    assert found.alike
    assert any("停车收费" in shared for shared in found.shared)
    assert likeness(BIKE, OTHER).score < ALIKE / 2


def test_without_a_description_the_subject_decides() -> None:
    assert likeness(Words(BIKE.subject, ""), AGAIN).score == likeness(Words(BIKE.subject, ""), AGAIN).subject


@given(subject=TEXT, text=TEXT)
@settings(max_examples=30)
def test_marks_are_the_same_for_the_same_words_and_fit_the_database(subject: str, text: str) -> None:
    found = marks(Words(subject, text))
    assert found == marks(Words(f" {subject}\n", text))
    assert all(0 <= mark < 1 << 63 for mark in found)
    assert len(found) == SUBJECT_BANDS * bool(normalised(subject)) + TEXT_BANDS * bool(normalised(text))


def test_marks_meet_for_repeats_and_not_for_other_matters() -> None:
    assert set(marks(BIKE)) & set(marks(AGAIN))
    assert not set(marks(BIKE)) & set(marks(OTHER))


def test_marks_stay_comparable_for_ever() -> None:
    """Stored marks are compared for years: a change of the method would silently lose them."""
    assert marks(Words("信访", ""))[:2] == (7933559385085202898, 1068575146177935960)
