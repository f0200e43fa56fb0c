"""One transaction per request or per batch of messages: effect, outgoing messages and audit are committed together.

Use cases get a `Scope`, a view on the transaction for one request or message: they load, decide, save, `enqueue` and
`record`, and never commit. `Transaction.commit` writes what was enqueued and recorded, in few statements, and only then
commits and wakes the relay.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

from zf_contracts.catalogue import Entry, entry_for
from zf_contracts.envelope import Address, Payload, Sensitivity
from zf_platform.actors import Actor, Cause, Incoming, Reach, service_actor
from zf_platform.bulk import as_arrays, insert_many, insert_text
from zf_platform.clock import Clock
from zf_platform.database import Database
from zf_platform.direct import Direct
from zf_platform.enqueue import Enqueued, Sealer, Unrouted, outbox_rows
from zf_platform.ids import new_id
from zf_platform.tables import audit_entry, outbox
from zf_platform.telemetry import inject_traceparent
from zf_platform.wake import Wakeup

__all__ = [
    "Actor",
    "Cause",
    "Incoming",
    "Reach",
    "Scope",
    "Sealer",
    "Transaction",
    "TransactionFactory",
    "service_actor",
]

T = TypeVar("T")

_OUTBOX_COLUMNS = (
    "id", "channel", "receiver", "type", "subject", "sequence", "urgent", "receipted", "body", "digest", "causation_id",
    "correlation_id", "traceparent", "next_at",
)  # fmt: skip
_AUDIT_COLUMNS = (
    "id", "at", "account_id", "agency", "unit", "roles", "act", "object_kind", "object_id", "reason", "basis",
    "before_digest", "after_digest", "sensitive_read", "request_id", "correlation_id", "client",
)  # fmt: skip
_SENT = f"WITH sent AS ({insert_text(outbox, _OUTBOX_COLUMNS, prefix='sent_')})"
_WAKE = "SELECT pg_notify(:channel ::text, '') WHERE :channel ::text <> ''"
_INSERT_OUTBOX = Direct(f"{_SENT} {_WAKE}")
_INSERT_AUDIT = insert_many(audit_entry, _AUDIT_COLUMNS)
_INSERT_BOTH = Direct(f"{_SENT}, recorded AS ({insert_text(audit_entry, _AUDIT_COLUMNS)}) {_WAKE}")
"""An act nearly always sends and records, and whoever sends wakes the relay; one statement instead of three."""


@dataclass(slots=True)
class Wakeups:
    """Loops of the service that wait for work."""

    outbox: Wakeup
    inbox: Wakeup


@dataclass(slots=True)
class TransactionFactory:
    """Opens transactions of one service. `sealer` signs and encrypts what leaves the agency; only liaison has one."""

    database: Database
    identity: Address
    clock: Clock
    wakeups: Wakeups
    sealer: Sealer | None = None
    epoch: int = 1

    @asynccontextmanager
    async def begin(self) -> AsyncIterator["Transaction"]:
        """Roll back unless the block committed.

        A connection whose statement was cancelled midway is thrown away by SQLAlchemy; between statements a rollback
        is enough, and it is finished even when the cancelled caller is cancelled again.
        """
        session = self.database.session()
        try:
            yield Transaction(session=session, factory=self)
        finally:
            if session.in_transaction():  # After a commit nothing is left to give back.
                await _settled(session.close())


async def _settled(work: Coroutine[object, object, None]) -> None:
    """Finish `work` however often the caller is cancelled meanwhile; a cancellation is passed on afterwards."""
    task = asyncio.ensure_future(work)
    cancelled = False
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            cancelled = True
    task.result()
    if cancelled:
        raise asyncio.CancelledError


@dataclass(slots=True)
class Transaction:
    session: AsyncSession
    factory: TransactionFactory
    committed: bool = False
    outgoing: list[Enqueued] = field(default_factory=list)
    audit: list[dict[str, object]] = field(default_factory=list)
    collected: dict[Callable[..., Awaitable[None]], list[object]] = field(default_factory=dict)
    sends: bool = False
    records: bool = False

    @property
    def identity(self) -> Address:
        return self.factory.identity

    @property
    def clock(self) -> Clock:
        return self.factory.clock

    @property
    def has_changes(self) -> bool:
        """Whether anything was enqueued or audited; a read that was neither needs no commit."""
        return bool(self.sends or self.records or self.outgoing or self.audit or self.collected)

    def scope(self, *, actor: Actor, cause: Cause, incoming: Incoming | None = None) -> "Scope":
        return Scope(transaction=self, actor=actor, cause=cause, incoming=incoming, now=self.clock.now())

    def collect(self, write: Callable[["Transaction", Sequence[T]], Awaitable[None]], item: T) -> None:
        """Call `write` once, before the commit, with the items of the whole batch: one statement instead of many.

        `write` is a module's function, the same object for every item. It may still enqueue and record.
        """
        self.collected.setdefault(write, []).append(item)

    async def flush(self) -> None:
        """Write outgoing messages and audit entries into the transaction, without committing. May be called again."""
        collected, self.collected = self.collected, {}
        for write, items in collected.items():
            await write(self, items)
        entries, self.audit = self.audit, []
        outgoing, self.outgoing = self.outgoing, []
        if outgoing:
            rows = await outbox_rows(
                self.session,
                outgoing,
                identity=self.identity,
                sealer=self.factory.sealer,
                epoch=self.factory.epoch,
                now=self.clock.now(),
            )
            self.sends = True
            await self._insert(rows, entries)
        elif entries:
            await _INSERT_AUDIT.rows(self.session, **as_arrays(entries, _AUDIT_COLUMNS))
        self.records = self.records or bool(entries)

    async def _insert(self, rows: Sequence[dict[str, object]], entries: Sequence[dict[str, object]]) -> None:
        channel = self.factory.wakeups.outbox.channel
        sent = {"channel": channel, **as_arrays(rows, _OUTBOX_COLUMNS, prefix="sent_")}
        if entries:
            await _INSERT_BOTH.rows(self.session, **sent, **as_arrays(entries, _AUDIT_COLUMNS))
        else:
            await _INSERT_OUTBOX.rows(self.session, **sent)

    async def commit(self) -> None:
        """A commit that was asked for is finished, even when the asker is cancelled meanwhile: half-known is worse."""
        await _settled(self._commit())

    async def _commit(self) -> None:
        await self.flush()
        await self.session.commit()
        self.committed = True
        if self.sends:
            self.factory.wakeups.outbox.signal()
        self._forget()

    async def rollback(self) -> None:
        self._forget()
        await self.session.rollback()

    def _forget(self) -> None:
        self.outgoing.clear()
        self.audit.clear()
        self.collected.clear()
        self.sends = self.records = False


@dataclass(slots=True)
class Scope:
    """What a use case sees: the session, the time, the actor, and two verbs for what follows from the act."""

    transaction: Transaction
    actor: Actor
    cause: Cause
    now: datetime
    incoming: Incoming | None = None

    @property
    def session(self) -> AsyncSession:
        return self.transaction.session

    @property
    def identity(self) -> Address:
        return self.transaction.identity

    def new_id(self) -> str:
        return new_id(self.now)

    def enqueue(
        self,
        payload: Payload,
        *,
        to: str | Address,
        subject: str,
        acted_at: datetime,
        sensitivity: Sensitivity = "L2",
        correlation: str | None = None,
    ) -> str:
        """Send with the commit; returns the message id. A bare service name means the same agency."""
        receiver = Address(self.identity.agency, to) if isinstance(to, str) else to
        entry = entry_for(payload)
        _check_route(entry, self.identity, receiver)
        message_id = self.new_id()
        self.transaction.outgoing.append(
            Enqueued(
                id=message_id,
                payload=payload,
                entry=entry,
                receiver=receiver,
                subject=subject,
                acted_at=acted_at,
                sensitivity=sensitivity,
                correlation_id=correlation or self.cause.correlation_id,
                causation_id=self.cause.causation_id,
                traceparent=inject_traceparent() or self.cause.traceparent,
            )
        )
        return message_id

    def record(
        self,
        act: str,
        *,
        object_kind: str,
        object_id: str,
        reason: str = "",
        basis: str = "",
        before: Mapping[str, object] | None = None,
        after: Mapping[str, object] | None = None,
        sensitive_read: bool = False,
    ) -> None:
        """One line of the audit log: who did what to which object, why. Contents stand there as digests only."""
        self.transaction.audit.append(
            {
                "id": self.new_id(),
                "at": self.now,
                "account_id": self.actor.account_id,
                "agency": self.actor.agency,
                "unit": self.actor.unit,
                "roles": ",".join(self.actor.roles),
                "act": act,
                "object_kind": object_kind,
                "object_id": object_id,
                "reason": reason,
                "basis": basis,
                "before_digest": _digest(before),
                "after_digest": _digest(after),
                "sensitive_read": sensitive_read,
                "request_id": self.cause.request_id,
                "correlation_id": self.cause.correlation_id,
                "client": self.cause.client,
            }
        )


def _check_route(entry: Entry, sender: Address, receiver: Address) -> None:
    """The catalogue is the routing: a sender or receiver it does not name is a programming error, found at once."""
    if entry.channel == "internal":
        same = sender.agency == receiver.agency
        fits = same and sender.service in entry.senders and receiver.service in entry.receivers
    else:
        fits = sender.agency != receiver.agency and sender.service == receiver.service == "liaison"
    if not fits:
        raise Unrouted(f"{entry.name}: {sender} may not send to {receiver}")


def _digest(content: Mapping[str, object] | None) -> str:
    if content is None:
        return ""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
