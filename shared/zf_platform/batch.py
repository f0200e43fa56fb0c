"""A batch of claimed messages and how it is taken apart when some of them cannot go with the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from zf_platform.claim import Work
from zf_platform.outcome import classify
from zf_platform.reading import Message

MAX_SPOILT = 5
"""So many messages may spoil one batch; then each is tried alone, which costs less than beginning again and again."""


@dataclass(frozen=True, slots=True)
class Item:
    """A claimed row with what was read from it, or with why it cannot be acted on."""

    work: Work
    message: Message | None = None
    error: Exception | None = None


class Spoilt(Exception):
    """The action on this message raised, so that nothing of its batch may be committed; the others are not to blame."""

    def __init__(self, work: Work, error: Exception) -> None:
        super().__init__(work.id)
        self.work = work
        self.error = error


def sorted_out(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Those that can be acted on together; then the troubled ones with everything behind them in their subjects.

    One that was tried before goes alone: it is more likely than others to raise again and would spoil one batch per try.
    """
    return apart(items, {item.work.id for item in items if item.error is not None or item.work.attempts > 1})


def without(items: Sequence[Item], spoilt: Spoilt) -> tuple[list[Item], list[Item]]:
    """The batch without the message that raised, and that one with everything behind it in its subject.

    A fault of ours would only raise again, so it is kept and recorded. What was too early, or breaks a rule, is tried
    once more when the others are done: they may be what it waits for, and a refusal must rest on what is committed.
    """
    kept = spoilt.error if classify(spoilt.error, work=spoilt.work).unexpected else None
    ready, rest = apart(items, {spoilt.work.id})
    return ready, [replace(item, error=kept) if item.work.id == spoilt.work.id else item for item in rest]


def apart(items: Sequence[Item], troubled: Collection[str]) -> tuple[list[Item], list[Item]]:
    """Both keep their order; `troubled` are ids of messages."""
    stuck: set[tuple[str, str, int]] = set()
    ready: list[Item] = []
    rest: list[Item] = []
    for item in items:
        if item.work.id in troubled:
            stuck.add(item.work.lane)
        (rest if item.work.lane in stuck else ready).append(item)
    return ready, rest
