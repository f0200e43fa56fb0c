"""Part of a transaction can be taken back: the last few messages of a batch, when one of them raised.

The savepoint is the driver's: SQLAlchemy's own costs ten times as much and would be paid for every ten messages of every
batch. What it would do besides is done here: mapped objects are forgotten, which is right because an action flushes what it
changed before the next one begins.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from zf_platform.direct import Direct
from zf_platform.enqueue import Enqueued
from zf_platform.transaction import Transaction

_SAVE = Direct("SAVEPOINT zf_part")
_BACK = Direct("ROLLBACK TO SAVEPOINT zf_part")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the transaction still had to write when the savepoint was set."""

    outgoing: Sequence[Enqueued]
    audit: Sequence[dict[str, object]]
    collected: Mapping[Callable[..., Awaitable[None]], Sequence[object]]
    sends: bool
    records: bool


async def set_mark(transaction: Transaction) -> Mark:
    await _SAVE.run(transaction.session)
    return Mark(
        outgoing=tuple(transaction.outgoing),
        audit=tuple(transaction.audit),
        collected={write: tuple(items) for write, items in transaction.collected.items()},
        sends=transaction.sends,
        records=transaction.records,
    )


def can_go_back(transaction: Transaction) -> bool:
    """Not after a flush that failed: SQLAlchemy has given up the whole transaction by then."""
    return transaction.session.is_active


async def go_back(transaction: Transaction, mark: Mark) -> None:
    """As it was at the mark, in the database and here; the mark may be used again."""
    await _BACK.run(transaction.session)
    transaction.session.expunge_all()
    transaction.outgoing = list(mark.outgoing)
    transaction.audit = list(mark.audit)
    transaction.collected = {write: list(items) for write, items in mark.collected.items()}
    transaction.sends, transaction.records = mark.sends, mark.records
