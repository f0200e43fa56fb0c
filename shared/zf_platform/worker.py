"""Stage two of receiving: *act*. Effect, outgoing messages, receipt and audit of a batch in one transaction.

One bad message does not spoil its batch: it is taken back to the last savepoint and goes on without it. What can
never succeed is parked or answered *rejected*; what may succeed later is tried again with full jitter; when
everything fails the same way, the lane pauses and probes instead of parking the world.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from zf_contracts.envelope import Payload
from zf_platform import claim
from zf_platform.batch import MAX_SPOILT, Item, Spoilt, act_in_parts, sorted_out, without
from zf_platform.claim import Work
from zf_platform.errors import RejectMessage, RetryLater
from zf_platform.failpoints import failpoint
from zf_platform.ids import new_secret
from zf_platform.in_hand import Hand, HandPage
from zf_platform.outcome import Failure, Lane, classify
from zf_platform.reading import Message, read
from zf_platform.suspects import SuspectTurns, claim_in_turn
from zf_platform.tasks import Pace, rest
from zf_platform.telemetry import count, step
from zf_platform.telemetry_names import LogEvent, MetricName, SpanName
from zf_platform.transaction import Cause, Incoming, Scope, Transaction, TransactionFactory, service_actor

_log = logging.getLogger("zf.worker")

_TIDY_SECONDS = 30.0

Action = Callable[[Scope, Payload], Awaitable[None]]
Prepare = Callable[[Incoming, Payload], Awaitable[None]]
OnRejected = Callable[[Scope, RejectMessage], Awaitable[None]]


class Fenced(RuntimeError):
    """Our lease was taken over while we acted: nothing of ours may be committed."""


@dataclass(frozen=True, slots=True)
class WorkerTiming:
    """Seconds. `prepare`: longest time that fetching what one message needs may take."""

    lease: float = 15.0
    poll: float = 2.0
    batch: int = 50
    prepare: float = 600.0


class Worker:
    """`actions` is the service's CONSUMES table. `prepare` runs before the transaction (fetching files)."""

    def __init__(
        self,
        factory: TransactionFactory,
        *,
        actions: Mapping[type[Payload], Action],
        timing: WorkerTiming,
        prepare: Prepare | None = None,
        on_rejected: OnRejected | None = None,
        hand: Hand | None = None,
    ) -> None:
        self._factory = factory
        self._actions = actions
        self._timing = timing
        self._prepare_hook = prepare
        self._on_rejected = on_rejected
        self._hand = hand or HandPage().hand(0)
        self._lane = Lane()
        self._turns = SuspectTurns(timing.lease)
        self._tidy_at = 0.0
        self._many = False
        self._hurry = False

    async def run(self, stopping: asyncio.Event) -> None:
        pace = Pace()
        self._turns.begin(at=asyncio.get_running_loop().time())
        while not stopping.is_set():
            await pace.keep()
            done = await self.step()
            pace.did(done, full=self._hurry)
            if self._lane.paused:
                await rest(stopping, self._lane.pause())
            elif not done:
                await self._factory.wakeups.inbox.wait(self._timing.poll)

    async def step(self) -> int:
        """One claim and its work. Returns how many messages were claimed."""
        token = new_secret(12)
        works = await self._claim(token)
        if not works:
            return 0
        self._hand.take(token)
        failpoint("act.after_claim")
        ready, troubled = sorted_out([await self._read(work, works, token=token) for work in works])
        await self._one_by_one([*await self._together(ready, token=token), *troubled], token=token)
        return len(works)

    async def _claim(self, token: str) -> list[Work]:
        """Fresh work first come; rows whose worker never came back alone, in their turn."""
        now = asyncio.get_running_loop().time()
        limit = 1 if self._lane.paused else self._timing.batch
        async with self._factory.database.immediate() as connection:
            if now >= self._tidy_at:
                more = await claim.sideline(connection) == claim.SIDELINE_LIMIT
                await claim.recall(connection)
                self._tidy_at = now if more else now + _TIDY_SECONDS
            works = await claim_in_turn(connection, self._turns, token=token, limit=limit, many=self._many, at=now)
        self._many = len(works) >= self._timing.batch
        # A suspect is a batch of one on purpose: there is nothing to gather, and others wait behind it.
        self._hurry = self._many or any(work.crashes for work in works)
        return works

    async def _read(self, work: Work, works: Sequence[Work], *, token: str) -> Item:
        try:
            with self._hand.holding(work.id):
                message = read(work, receiver=self._factory.identity, known=self._actions.keys())
        except Exception as error:  # noqa: BLE001 - whatever it is, it concerns this row and goes to its record
            return Item(work, error=error)
        if self._prepare_hook is None:
            return Item(work, message=message)
        try:
            with self._hand.holding(work.id):
                await self._prepare(self._prepare_hook, message, works, token=token)
        except Exception as error:  # noqa: BLE001 - the failure is told where the message is acted on, in its turn
            return Item(work, message=message, error=error)
        return Item(work, message=message)

    async def _prepare(self, hook: Prepare, message: Message, works: Sequence[Work], *, token: str) -> None:
        """Fetch what the message needs, keeping the whole batch leased meanwhile."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._timing.prepare
        task = asyncio.ensure_future(hook(message.incoming, message.payload))
        try:
            while not (await asyncio.wait({task}, timeout=self._timing.lease / 3))[0]:
                if loop.time() > deadline:
                    raise RetryLater("message.prepare_timeout", f"longer than {self._timing.prepare:.0f} s")
                async with self._factory.database.immediate() as connection:
                    await claim.extend(connection, works, token=token, lease=self._timing.lease)
            task.result()
        finally:
            task.cancel()

    async def _together(self, items: Sequence[Item], *, token: str) -> list[Item]:
        """As many as can be in one transaction; returns those to be tried alone, whoever follows them in their subject too."""
        alone: list[Item] = []
        for _ in range(MAX_SPOILT):
            if len(items) < 2:
                break
            try:
                async with self._factory.begin() as transaction:
                    done, out = await act_in_parts(transaction, items, act=self._act)
                    await self._commit(transaction, [item.work for item in done], token=token)
            except Fenced:
                self._fenced()
                return alone
            except Spoilt as spoilt:
                items, out = without(items, spoilt)
                alone += out
            except Exception:  # noqa: BLE001 - nobody's fault in particular; what each raises alone is recorded
                break
            else:
                return [*out, *alone]
        return [*items, *alone]

    async def _one_by_one(self, items: Sequence[Item], *, token: str) -> None:
        """Each in its own transaction. What follows a failed one of the same subject is given back untried."""
        stuck: set[tuple[str, str, int]] = set()
        held: list[Work] = []
        for item in items:
            if item.work.lane in stuck:
                held.append(item.work)
            elif not await self._act_alone(item, token=token):
                stuck.add(item.work.lane)
        if held:
            async with self._factory.database.immediate() as connection:
                await claim.release(connection, held, token=token)

    async def _act_alone(self, item: Item, *, token: str) -> bool:
        """True when its subject may go on."""
        error = item.error
        if error is None and item.message is not None:
            try:
                async with self._factory.begin() as transaction:
                    await self._act(transaction, item.message)
                    await self._commit(transaction, [item.work], token=token)
            except Fenced:
                self._fenced()
                return False
            except Exception as raised:  # noqa: BLE001 - recorded in the row, logged, counted
                error = raised
            else:
                return True
        assert error is not None
        if isinstance(error, RejectMessage) and self._on_rejected is not None and item.message is not None:
            try:
                return await self._reject(item.message, error, token=token)
            except Exception as raised:  # noqa: BLE001 - the answer failed, so the message waits for another try
                error = raised
        await self._fail(item.work, error, token=token)
        return False

    async def _commit(self, transaction: Transaction, works: Sequence[Work], *, token: str) -> None:
        if not works:
            return
        await self._finish(transaction, works, token=token, state="done")
        self._lane.succeeded()
        count(MetricName.INBOX_DONE, len(works), address=self._factory.identity)
        failpoint("act.after_commit")

    async def _act(self, transaction: Transaction, message: Message) -> None:
        incoming = message.incoming
        traced = step(
            SpanName.INBOX_ACT,
            traceparent=incoming.traceparent,
            message_type=incoming.type,
            message_id=incoming.id,
            sender=str(incoming.source),
        )
        with self._hand.holding(incoming.id), traced:
            scope = self._scope(transaction, incoming)
            await self._actions[type(message.payload)](scope, message.payload)
            await transaction.session.flush()

    async def _finish(self, transaction: Transaction, works: Sequence[Work], *, token: str, state: str) -> None:
        if await claim.end(transaction.session, works, token=token, state=state) != len(works):
            raise Fenced
        await transaction.flush()
        failpoint("act.before_commit")
        await transaction.commit()

    def _scope(self, transaction: Transaction, incoming: Incoming) -> Scope:
        cause = Cause(
            correlation_id=incoming.correlation_id,
            causation_id=incoming.id,
            traceparent=incoming.traceparent,
            request_id=incoming.id,
        )
        return transaction.scope(actor=service_actor(incoming.source), cause=cause, incoming=incoming)

    async def _fail(self, work: Work, error: Exception, *, token: str) -> None:
        failure = self._judged(work, error)
        identity = self._factory.identity
        async with self._factory.database.immediate() as connection:
            if failure.pause is None:
                ours = await claim.park(connection, work, token=token, code=failure.code, error=failure.text)
            else:
                ours = await claim.retry(
                    connection, work, token=token, pause=failure.pause, code=failure.code, error=failure.text
                )
        if not ours:
            self._fenced()
            return
        parked = failure.pause is None
        count(MetricName.INBOX_PARKED if parked else MetricName.INBOX_RETRIED, address=identity)
        _log.log(
            logging.INFO if failure.expected and not parked else logging.WARNING,
            LogEvent.MESSAGE_PARKED.value if parked else LogEvent.MESSAGE_RETRIED.value,
            extra={"message_id": work.id, "type": work.type, "code": failure.code, "attempts": work.attempts},
            exc_info=error if failure.unexpected else None,
        )

    def _judged(self, work: Work, error: Exception) -> Failure:
        """When everything fails the same way the fault is not in this message, so it costs it nothing."""
        failure = classify(error, work=work)
        if not failure.systemic:
            return failure
        was = self._lane.paused
        now = asyncio.get_running_loop().time()
        first = work.attempts == 1
        if not self._lane.failed(f"{failure.code} {failure.text}", work.id, at=now, first=first) or failure.certain(
            work
        ):
            return failure
        if not was:
            count(MetricName.INBOX_PAUSED, address=self._factory.identity)
            _log.error(LogEvent.INBOX_PAUSED.value, extra={"code": failure.code, "error": failure.text})
        return Failure(code=failure.code, text=failure.text, pause=self._lane.pause(), systemic=True)

    async def _reject(self, message: Message, error: RejectMessage, *, token: str) -> bool:
        """A business rule of ours is broken: the sender gets the reasons, signed, and the subject goes on."""
        assert self._on_rejected is not None
        async with self._factory.begin() as transaction:
            await self._on_rejected(self._scope(transaction, message.incoming), error)
            try:
                await self._finish(transaction, [message.work], token=token, state="rejected")
            except Fenced:
                self._fenced()
                return False
        self._lane.succeeded()
        count(MetricName.INBOX_REJECTED, address=self._factory.identity)
        return True

    def _fenced(self) -> None:
        count(MetricName.INBOX_FENCED, address=self._factory.identity)
        _log.warning(LogEvent.INBOX_FENCED.value)
