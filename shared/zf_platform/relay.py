"""The relay: claims outbox rows in batches, publishes them, writes back what became of each."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from zf_contracts.envelope import Address
from zf_platform import outbox
from zf_platform.bus.base import Bus, Outcome, Outgoing
from zf_platform.direct import Door
from zf_platform.failpoints import failpoint
from zf_platform.ids import new_secret
from zf_platform.outbox import Claimed
from zf_platform.tasks import Pace, rest
from zf_platform.telemetry import count, step
from zf_platform.telemetry_names import LogEvent, MetricName, SpanName
from zf_platform.transaction import Transaction, TransactionFactory

_log = logging.getLogger("zf.relay")
_PROBE_AFTER = 5
_PROBE_SECONDS = 2.0
_LONGEST_PAUSE = 30.0
# The broker is at fault, not the message or its receiver: these open the circuit and burn no attempt.
_AWAY = frozenset({Outcome.DOWN, Outcome.BLOCKED, Outcome.TIMEOUT})


class RelayObserver(Protocol):
    async def confirmed(self, transaction: Transaction, rows: Sequence[Claimed]) -> None:
        """Called in the write-back transaction for rows between agencies confirmed for the first time."""


@dataclass(frozen=True, slots=True)
class RelayTiming:
    """Seconds. `lease` is at least three times the publish timeout, so a slow batch is not taken over mid-flight."""

    lease: float = 15.0
    poll: float = 2.0
    resend: float = 60.0
    resend_max: float = 3600.0
    batch: int = 50


class Relay:
    """One per service. Several may run; order and exactly-once are the receiver's affair."""

    def __init__(
        self, factory: TransactionFactory, bus: Bus, *, timing: RelayTiming, observer: RelayObserver | None = None
    ) -> None:
        self._factory = factory
        self._bus = bus
        self._timing = timing
        self._observer = observer
        self._failures = 0
        self._many = False

    async def run(self, stopping: asyncio.Event) -> None:
        pace = Pace()
        while not stopping.is_set():
            await pace.keep()
            limit = self._limit()
            sent = await self.step()
            pace.did(sent, full=sent >= limit)
            if self._failures >= _PROBE_AFTER:
                await rest(stopping, _PROBE_SECONDS)  # New work must not hurry the probes.
            elif self._failures:
                await rest(stopping, min(self._timing.poll, 0.1 * 2.0**self._failures))
            elif sent < limit:
                await self._factory.wakeups.outbox.wait(self._timing.poll)

    async def step(self) -> int:
        """One claim, publish, write-back. Returns how many rows were claimed."""
        token = new_secret(12)
        async with self._factory.database.immediate() as connection:
            lease, limit = self._timing.lease, self._limit()
            rows = await outbox.claim(connection, token=token, lease=lease, limit=limit, many=self._many)
        self._many = len(rows) >= self._timing.batch
        if not rows:
            return 0
        failpoint("outbox.after_claim")
        outcomes = await self._publish(rows)
        failpoint("outbox.after_confirm")
        await self._write_back(rows, outcomes, token=token)
        return len(rows)

    def _limit(self) -> int:
        """While the broker is away only one row probes it, so that no attempts are burnt."""
        return 1 if self._failures >= _PROBE_AFTER else self._timing.batch

    async def _publish(self, rows: Sequence[Claimed]) -> list[Outcome]:
        batch = [self._outgoing(row) for row in rows]
        if len(rows) == 1:
            with step(
                SpanName.RELAY_PUBLISH,
                traceparent=rows[0].traceparent,
                message_type=rows[0].type,
                message_id=rows[0].id,
                receiver=rows[0].receiver,
            ):
                outcomes = await self._bus.publish(batch)
        else:
            with step(SpanName.RELAY_PUBLISH, linked=[row.traceparent for row in rows if row.traceparent][:20]) as span:
                span.set_attribute("zf.count", len(rows))
                outcomes = await self._bus.publish(batch)
        failpoint("outbox.after_publish")
        self._failures = self._failures + 1 if all(outcome in _AWAY for outcome in outcomes) else 0
        return outcomes

    def _outgoing(self, row: Claimed) -> Outgoing:
        return Outgoing(
            id=row.id,
            channel=row.channel,
            sender=self._factory.identity,
            receiver=Address.parse(row.receiver),
            type=row.type,
            urgent=row.urgent,
            body=row.body,
            traceparent=row.traceparent,
        )

    async def _write_back(self, rows: Sequence[Claimed], outcomes: Sequence[Outcome], *, token: str) -> None:
        good = [row for row, outcome in zip(rows, outcomes, strict=True) if outcome is Outcome.CONFIRMED]
        bad = [(row, outcome) for row, outcome in zip(rows, outcomes, strict=True) if outcome is not Outcome.CONFIRMED]
        identity = self._factory.identity
        if bad or self._observed(good):
            matched = await self._write_both(good, bad, token=token)
        else:
            failpoint("outbox.before_mark")
            async with self._factory.database.immediate() as connection:
                matched = len(await self._mark(connection, good, token=token))
        count(MetricName.OUTBOX_CONFIRMED, len(good), address=identity)
        count(MetricName.OUTBOX_RESENT, sum(row.sends > 0 for row in good), address=identity)
        count(MetricName.OUTBOX_FAILED, len(bad), address=identity)
        if matched < len(rows):
            # Someone else took the lease over while we were publishing; the receiver absorbs the duplicates.
            count(MetricName.OUTBOX_FENCED, len(rows) - matched, address=identity)
            _log.warning(LogEvent.OUTBOX_FENCED.value, extra={"rows": len(rows), "matched": matched})

    def _observed(self, rows: Sequence[Claimed]) -> Sequence[Claimed]:
        """Those that somebody wants to hear of: nothing follows from the rest, so one statement ends them."""
        if self._observer is None:
            return ()
        return [row for row in rows if row.channel == "interagency" and row.sends == 0]

    async def _write_both(self, good: Sequence[Claimed], bad: Sequence[tuple[Claimed, Outcome]], *, token: str) -> int:
        async with self._factory.begin() as transaction:
            ours = set(await self._mark(transaction.session, good, token=token)) if good else set()
            first = [row for row in self._observed(good) if row.id in ours]
            if first and self._observer is not None:
                await self._observer.confirmed(transaction, first)
            matched = len(ours) + (await self._release(transaction, bad, token=token) if bad else 0)
            failpoint("outbox.before_mark")
            await transaction.commit()
        return matched

    async def _mark(self, door: Door, good: Sequence[Claimed], *, token: str) -> Sequence[str]:
        timing = self._timing
        ids = [row.id for row in good]
        return await outbox.confirm(door, ids, token=token, resend=timing.resend, resend_max=timing.resend_max)

    async def _release(self, transaction: Transaction, bad: Sequence[tuple[Claimed, Outcome]], *, token: str) -> int:
        matched = 0
        for outcome in {outcome for _, outcome in bad}:
            ids = [row.id for row, found in bad if found is outcome]
            ours = await outbox.release(
                transaction.session,
                ids,
                token=token,
                longest=_LONGEST_PAUSE,
                error=outcome.value,
                burnt=outcome not in _AWAY,
            )
            matched += len(ours)
        return matched
