"""Identity numbers at rest: readable only with the key, findable only with the key, tampering noticed."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zf_platform.personal import PersonalKey, PersonalKeyInvalid, PersonalTextInvalid, new_personal_key

NUMBER = "11010519491231002X"


@pytest.fixture(scope="module")
def key() -> PersonalKey:
    return PersonalKey.from_text(new_personal_key())


@given(text=st.text())
def test_what_was_encrypted_is_read_again(text: str) -> None:
    key = PersonalKey(bytes(range(32)))
    assert key.decrypt(key.encrypt(text)) == text


def test_the_stored_text_hides_the_number_and_never_repeats(key: PersonalKey) -> None:
    first, second = key.encrypt(NUMBER), key.encrypt(NUMBER)
    assert first.startswith("zp1.")
    assert first != second
    assert NUMBER not in first


def test_a_changed_stored_text_is_refused(key: PersonalKey) -> None:
    stored = key.encrypt(NUMBER)
    position = len(stored) // 2
    changed = stored[:position] + ("A" if stored[position] != "A" else "B") + stored[position + 1 :]
    with pytest.raises(PersonalTextInvalid):
        key.decrypt(changed)


@pytest.mark.parametrize("stored", ["zp1.", "zp1.%%%", "zp1.AAAA", "zp9.AAAA", NUMBER])
def test_a_foreign_text_is_refused_without_quoting_it(key: PersonalKey, stored: str) -> None:
    with pytest.raises(PersonalTextInvalid) as refusal:
        key.decrypt(stored)
    assert NUMBER not in str(refusal.value)


def test_another_key_reads_and_finds_nothing(key: PersonalKey) -> None:
    other = PersonalKey.from_text(new_personal_key())
    with pytest.raises(PersonalTextInvalid):
        other.decrypt(key.encrypt(NUMBER))
    assert other.keyed_hash("citizen_id", NUMBER) != key.keyed_hash("citizen_id", NUMBER)


@pytest.mark.parametrize(
    "typed", ["11010519491231002x", " 110105 19491231 002X ", "１１０１０５１９４９１２３１００２Ｘ"]
)
def test_a_number_is_found_however_it_was_typed(key: PersonalKey, typed: str) -> None:
    assert key.keyed_hash("citizen_id", typed) == key.keyed_hash("citizen_id", NUMBER)


def test_equal_digits_of_different_papers_do_not_meet(key: PersonalKey) -> None:
    assert key.keyed_hash("passport", "E12345678") != key.keyed_hash("military", "E12345678")


def test_nothing_stays_nothing(key: PersonalKey) -> None:
    assert key.encrypt("") == key.decrypt("") == key.keyed_hash("none", "  ") == ""


@pytest.mark.parametrize("text", ["", "not base64!", base64.b64encode(bytes(31)).decode()])
def test_a_wrong_key_stops_the_start(text: str) -> None:
    with pytest.raises(PersonalKeyInvalid):
        PersonalKey.from_text(text)


def test_the_url_safe_form_is_the_same_key() -> None:
    raw = b"\xfb\xff" * 16
    standard = PersonalKey.from_text(base64.b64encode(raw).decode())
    url_safe = PersonalKey.from_text(base64.urlsafe_b64encode(raw).decode())
    assert standard.decrypt(url_safe.encrypt(NUMBER)) == NUMBER
