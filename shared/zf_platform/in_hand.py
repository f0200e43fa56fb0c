"""What each worker of a process has in hand, on a page of memory that outlives the process.

A message can kill the process that acts on it. Whoever is forked in its place reads here which one was in hand, so that one
alone is suspected and the others of its batch go on at once. The page is shared with the parent (zf_node/stand_by.py), which
never looks at it; a process without such a parent leaves nothing behind, and its leases run out.
"""

import mmap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

_SLOTS = 16
"""As many as a service may have workers (settings.py)."""
_TOKEN = 32
_SLOT = _TOKEN + 64


@dataclass(frozen=True, slots=True)
class Left:
    """A batch whose worker died, by its lease, and the message it was acting on."""

    token: str
    message_id: str


class HandPage:
    """Made before the fork. Nothing on it is trusted: a process may have died in the middle of a write."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, _SLOTS * _SLOT)

    def left_behind(self) -> list[Left]:
        """What the process before this one had in hand; afterwards the page is empty."""
        words = bytes(self._memory)
        self._memory[:] = bytes(len(words))
        slots = [words[start : start + _SLOT] for start in range(0, len(words), _SLOT)]
        found = [Left(_text(slot[:_TOKEN]), _text(slot[_TOKEN:])) for slot in slots]
        return [left for left in found if left.token and left.message_id]

    def hand(self, number: int) -> "Hand":
        """The place of the worker of this number, from 0."""
        return Hand(self._memory, number * _SLOT)


class Hand:
    """Where one worker says what it holds. It costs a microsecond: memory is written, nobody is called."""

    __slots__ = ("_at", "_memory")

    def __init__(self, memory: mmap.mmap, at: int) -> None:
        self._memory = memory
        self._at = at

    def take(self, token: str) -> None:
        """The lease of the batch that is acted on from now on."""
        self._write("", at=_TOKEN, size=_SLOT - _TOKEN)
        self._write(token, at=0, size=_TOKEN)

    @contextmanager
    def holding(self, message_id: str) -> Iterator[None]:
        """Whatever kills the process meanwhile is most likely this message."""
        self._write(message_id, at=_TOKEN, size=_SLOT - _TOKEN)
        try:
            yield
        finally:
            self._write("", at=_TOKEN, size=_SLOT - _TOKEN)

    def _write(self, word: str, *, at: int, size: int) -> None:
        start = self._at + at
        self._memory[start : start + size] = word.encode()[:size].ljust(size, b"\0")


def _text(word: bytes) -> str:
    return word.rstrip(b"\0").decode(errors="replace")
