"""A-1: forged letters. None is accepted, none crashes the reader, each is refused with its own code."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.fleet.doses import Dose, say
from tests.unit.platform.signing.city import City, make_city
from tests.unit.platform.signing.forgery import Forger
from zf_platform.signing import MESSAGE_TYP, SEAL_CODES, SealRefused

SENDING_ONLY = {"seal.receiver_unknown", "seal.no_key"}


@pytest.fixture(scope="module")
def city() -> City:
    return make_city(forbidden=[("committee", "court")])


@pytest.mark.faults
@pytest.mark.timeout(7200)
def test_no_forged_letter_is_accepted(city: City, dose: Dose) -> None:
    """C: 10,000; N: 1,000,000."""
    cases = dose.of(10_000, 1_000_000)
    forger = Forger(city, seed=dose.seed)
    opener = city.opener("court")
    seen: Counter[str] = Counter()
    kinds = sorted(forger.kinds)
    for number in range(cases):
        forgery = forger.forge(kinds[number % len(kinds)])
        with pytest.raises(SealRefused) as refused:
            opener.open(forgery.raw, typ={MESSAGE_TYP})
        code = refused.value.code
        assert code in forgery.codes, f"seed {dose.seed}, case {number}, {forgery.kind}: {code}"
        seen[code] += 1
    assert sum(seen.values()) == cases
    say(dose, f"A-1: {cases} forged letters of {len(kinds)} kinds, 0 accepted, refused with {len(seen)} codes")
    assert set(seen) == set(SEAL_CODES) - SENDING_ONLY, "every refusal of the reader was provoked"


def test_every_single_bit_of_one_letter_counts(city: City) -> None:
    """Not random but all: each bit of the wire form of a short letter."""
    raw = city.sealer("police").seal(b"{}", typ=MESSAGE_TYP, receiver_agency="court")
    opener = city.opener("court")
    assert opener.open(raw, typ={MESSAGE_TYP}).envelope == b"{}"
    for position in range(len(raw)):
        for bit in range(8):
            forged = bytearray(raw)
            forged[position] ^= 1 << bit
            with pytest.raises(SealRefused):
                opener.open(bytes(forged), typ={MESSAGE_TYP})
