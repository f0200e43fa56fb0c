"""Stage two of receiving: *act*. Effect, outgoing messages, receipt and audit of a batch in one transaction.

One bad message does not spoil its batch: the batch is rolled back and its messages are tried one by one. What can
never succeed is parked or answered *rejected*; what may succeed later is tried again with full jitter; when
everything fails the same way, the lane pauses and probes instead of parking the world.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from zf_contracts.catalogue import payload_class
from zf_contracts.envelope import Address, Payload, decode
from zf_platform import claim
from zf_platform.claim import Work
from zf_platform.errors import RejectMessage
from zf_platform.failpoints import failpoint
from zf_platform.ids import new_secret
from zf_platform.outcome import Failure, Lane, classify
from zf_platform.telemetry import count, step
from zf_platform.telemetry_names import MetricName, SpanName
from zf_platform.transaction import Cause, Incoming, Scope, Transaction, TransactionFactory, service_actor

_log = logging.getLogger("zf.worker")

Action = Callable[[Scope, Payload], Awaitable[None]]
Prepare = Callable[[Incoming, Payload], Awaitable[None]]
OnRejected = Callable[[Scope, RejectMessage], Awaitable[None]]


class Fenced(RuntimeError):
    """Our lease was taken over while we acted: nothing of ours may be committed."""


@dataclass(frozen=True, slots=True)
class Message:
    """A claimed row, read: what the action gets."""

    work: Work
    payload: Payload
    incoming: Incoming


@dataclass(frozen=True, slots=True)
class WorkerTiming:
    lease: float = 15.0
    poll: float = 2.0
    batch: int = 50


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
    ) -> None:
        self._factory = factory
        self._actions = actions
        self._timing = timing
        self._prepare = prepare
        self._on_rejected = on_rejected
        self._lane = Lane()

    async def run(self, stopping: asyncio.Event) -> None:
        while not stopping.is_set():
            done = await self.step()
            if self._lane.paused:
                await self._factory.wakeups.inbox.wait(self._lane.pause())
            elif not done:
                await self._factory.wakeups.inbox.wait(self._timing.poll)

    async def step(self) -> int:
        """One claim and its work. Returns how many messages were claimed."""
        token = new_secret(12)
        limit = 1 if self._lane.paused else self._timing.batch
        async with self._factory.begin() as transaction:
            works = await claim.claim(transaction.session, token=token, lease=self._timing.lease, limit=limit)
            if works:
                await transaction.commit()
        if not works:
            return 0
        failpoint("act.after_claim")
        messages = await self._read_all(works, token=token)
        if messages and not await self._act_together(messages, token=token):
            for message in messages:
                await self._act_alone(message, token=token)
        return len(works)

    async def _read_all(self, works: Sequence[Work], *, token: str) -> list[Message]:
        """Read and prepare; what cannot be read is parked at once, what cannot be prepared is tried again."""
        messages = []
        for work in works:
            try:
                message = self._read(work)
                if self._prepare is not None:
                    await self._prepare(message.incoming, message.payload)
            except Exception as error:  # noqa: BLE001 - any fault is classified, none may stop the lane
                await self._fail(work, error, token=token)
            else:
                messages.append(message)
        return messages

    def _read(self, work: Work) -> Message:
        envelope = decode(work.envelope)
        contract = payload_class(work.type, work.schema_version)
        if contract is None or contract not in self._actions:
            raise UnknownMessage(f"{work.type} version {work.schema_version}")
        incoming = Incoming(
            id=work.id,
            type=work.type,
            source=Address.parse(work.source),
            receiver=self._factory.identity,
            subject=work.subject,
            sequence=work.sequence,
            epoch=work.epoch,
            acted_at=envelope.actedat,
            sent_at=envelope.time,
            taken_at=work.taken_at,
            correlation_id=envelope.correlationid,
            digest=work.digest,
            attempts=work.attempts,
            sensitivity=envelope.sensitivity,
            traceparent=work.traceparent,
        )
        return Message(work=work, payload=contract.model_validate(envelope.data), incoming=incoming)

    async def _act_together(self, messages: Sequence[Message], *, token: str) -> bool:
        """All in one transaction; False when one of them failed and nothing was committed."""
        try:
            async with self._factory.begin() as transaction:
                for message in messages:
                    await self._act(transaction, message)
                await self._finish(transaction, messages, token=token, state="done")
        except Fenced:
            self._fenced()
            return True
        except Exception as error:  # noqa: BLE001 - any fault is classified, none may stop the lane
            if len(messages) == 1:
                await self._fail(messages[0].work, error, token=token, message=messages[0])
                return True
            return False
        self._lane.succeeded()
        count(MetricName.INBOX_DONE, len(messages), address=self._factory.identity)
        failpoint("act.after_commit")
        return True

    async def _act_alone(self, message: Message, *, token: str) -> None:
        await self._act_together([message], token=token)

    async def _act(self, transaction: Transaction, message: Message) -> None:
        incoming = message.incoming
        with step(
            SpanName.INBOX_ACT,
            traceparent=incoming.traceparent,
            message_type=incoming.type,
            message_id=incoming.id,
            sender=str(incoming.source),
        ):
            scope = self._scope(transaction, incoming)
            await self._actions[type(message.payload)](scope, message.payload)
            await transaction.session.flush()

    async def _finish(self, transaction: Transaction, messages: Sequence[Message], *, token: str, state: str) -> None:
        works = [message.work for message in messages]
        ours = await claim.end(transaction.session, works, token=token, state=state)
        if ours != len(works):
            raise Fenced
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

    async def _fail(self, work: Work, error: Exception, *, token: str, message: Message | None = None) -> None:
        if isinstance(error, RejectMessage) and self._on_rejected is not None and message is not None:
            await self._reject(message, error, token=token)
            return
        failure = classify(error, work=work, now=self._factory.clock.now())
        if failure.systemic and self._lane.failed(failure.code, work.id):
            # Everything fails the same way: the fault is not in this message, so it costs it nothing.
            failure = Failure(code=failure.code, text=failure.text, pause=self._lane.pause(), systemic=True)
        async with self._factory.begin() as transaction:
            await self._write_failure(transaction, work, failure, token=token)
            await transaction.commit()
        _log.warning(
            "inbox.parked" if failure.pause is None else "inbox.retried",
            extra={"message_id": work.id, "type": work.type, "code": failure.code, "attempts": work.attempts},
            exc_info=error if failure.unexpected else None,
        )

    async def _write_failure(self, transaction: Transaction, work: Work, failure: Failure, *, token: str) -> None:
        session, identity = transaction.session, self._factory.identity
        if failure.pause is None:
            ours = await claim.park(session, work, token=token, code=failure.code, error=failure.text)
            count(MetricName.INBOX_PARKED, address=identity)
        else:
            ours = await claim.retry(
                session, work, token=token, pause=failure.pause, code=failure.code, error=failure.text
            )
            count(MetricName.INBOX_RETRIED, address=identity)
        if not ours:
            self._fenced()

    async def _reject(self, message: Message, error: RejectMessage, *, token: str) -> None:
        """A business rule of ours is broken: the sender gets the reasons, signed, and the subject goes on."""
        assert self._on_rejected is not None
        async with self._factory.begin() as transaction:
            await self._on_rejected(self._scope(transaction, message.incoming), error)
            try:
                await self._finish(transaction, [message], token=token, state="rejected")
            except Fenced:
                self._fenced()
                return
        count(MetricName.INBOX_REJECTED, address=self._factory.identity)

    def _fenced(self) -> None:
        count(MetricName.INBOX_FENCED, address=self._factory.identity)
        _log.warning("inbox.fenced")


class UnknownMessage(Exception):
    """No contract or no action for this name and version in this release."""
