"""A batch of claimed messages and how it is taken apart when some of them cannot go with the others."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from zf_platform.claim import Work
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

    def __init__(self, work: Work) -> None:
        super().__init__(work.id)
        self.work = work


def sorted_out(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Those that can be acted on together; then the troubled ones with everything behind them in their subjects."""
    return apart(items, {item.work.id for item in items if item.error is not None})


def apart(items: Sequence[Item], troubled: Collection[str]) -> tuple[list[Item], list[Item]]:
    """The same, `troubled` being ids of messages. Both keep their order."""
    stuck: set[tuple[str, str, int]] = set()
    ready: list[Item] = []
    rest: list[Item] = []
    for item in items:
        if item.work.id in troubled:
            stuck.add(item.work.lane)
        (rest if item.work.lane in stuck else ready).append(item)
    return ready, rest
