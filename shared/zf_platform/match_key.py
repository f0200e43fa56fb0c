"""Comparing without telling: keyed hashes of persons and of marks of a text, the same in every agency of one deployment.

`ZF_MATCH_KEY` is shared by the agencies of a deployment, unlike `ZF_PERSONAL_KEY`, which each agency has for itself. What
leaves a node is the hash; whoever has not registered the same person cannot tell who it is without trying every identity
number with the key, so the key is kept like the private keys of the exchange.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256

from zf_platform.personal import derive_key, key_from_text, normalise


class MatchKey:
    """Hashes persons and marks. `repr` shows no key."""

    def __init__(self, master: bytes) -> None:
        self._persons = derive_key(master, purpose=b"zhengfa match of persons 1")
        self._marks = derive_key(master, purpose=b"zhengfa match of marks 1")

    @classmethod
    def from_text(cls, text: str) -> MatchKey:
        """Standard or URL-safe base64 of 32 bytes."""
        return cls(key_from_text(text))

    def person(self, kind: str, value: str) -> str:
        """32 hexadecimal digits for a number of this kind; empty stays empty."""
        normal = normalise(value)
        if not normal:
            return ""
        return hmac.new(self._persons, f"{kind}\x00{normal}".encode(), sha256).hexdigest()[:32]

    def marks(self, marks: Iterable[int]) -> tuple[int, ...]:
        """Each mark under the key, as a number that fits a `bigint`; equal marks stay equal."""
        return tuple(int.from_bytes(self._digest(mark)[:8]) >> 1 for mark in marks)

    def _digest(self, mark: int) -> bytes:
        return hmac.digest(self._marks, mark.to_bytes(8), "sha256")
