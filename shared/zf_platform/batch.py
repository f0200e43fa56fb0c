"""A batch of claimed messages: acted on together, ten at a time; taken apart when some cannot go with the others."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, replace

from zf_platform.claim import Work
from zf_platform.outcome import UNEXPECTED, classify
from zf_platform.reading import Message
from zf_platform.savepoints import can_go_back, go_back, set_mark
from zf_platform.transaction import Transaction

MAX_SPOILT = 5
"""So many may spoil one batch; then each of the rest is tried alone, which costs less than going back again and again."""
_PART = 10
"""So many messages are acted on between two savepoints: one that raises takes nine others back with it at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """A claimed row with what was read from it, or with why it cannot be acted on."""

    work: Work
    message: Message | None = None
    error: Exception | None = None


class Spoilt(Exception):
    """The action on this message raised, so nothing that was done since the last mark may stay."""

    def __init__(self, work: Work, error: Exception) -> None:
        super().__init__(work.id)
        self.work = work
        self.error = error


async def act_in_parts(
    transaction: Transaction, items: Sequence[Item], *, act: Callable[[Transaction, Message], Awaitable[None]]
) -> tuple[list[Item], list[Item]]:
    """Acted on, uncommitted; and to be tried alone. Raises Spoilt when the transaction is lost: to be begun again."""
    done: list[Item] = []
    alone: list[Item] = []
    ready, spoils = list(items), 0
    while ready and spoils < MAX_SPOILT:
        mark = await set_mark(transaction) if done else None
        part = ready[:_PART]
        try:
            await _act_on_all(transaction, part, act=act)
        except Spoilt as spoilt:
            if mark is None:
                await transaction.rollback()
            elif can_go_back(transaction):
                await go_back(transaction, mark)
            else:
                raise
            ready, out = without(ready, spoilt)
            alone += out
            spoils += 1
        else:
            done += part
            ready = ready[_PART:]
    return done, [*ready, *alone]


async def _act_on_all(
    transaction: Transaction, items: Sequence[Item], *, act: Callable[[Transaction, Message], Awaitable[None]]
) -> None:
    for item in items:
        assert item.message is not None
        try:
            await act(transaction, item.message)
        except Exception as error:
            raise Spoilt(item.work, error) from error


def sorted_out(items: Sequence[Item]) -> tuple[list[Item], list[Item]]:
    """Those that can be acted on together; then the troubled ones with everything behind them in their subjects.

    One that met a fault of ours before goes alone: it will most likely raise again and would spoil one part per try. One
    that only waited, for its file or for another message, goes with the others.
    """
    return apart(
        items, {item.work.id for item in items if item.error is not None or item.work.error_code == UNEXPECTED}
    )


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
