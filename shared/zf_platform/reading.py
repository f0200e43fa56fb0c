"""Read a claimed inbox row: its envelope, its contract, and what the action will get."""

from collections.abc import Collection
from dataclasses import dataclass

from pydantic import ValidationError

from zf_contracts.catalogue import payload_class
from zf_contracts.envelope import Address, Envelope, Payload
from zf_platform.actors import Incoming
from zf_platform.claim import Work

MAX_CRASHES = 8


class Unreadable(Exception):
    """This row can never be acted on as it is; `code` says why and the row is parked."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Message:
    """A claimed row, read."""

    work: Work
    payload: Payload
    incoming: Incoming


def read(work: Work, *, receiver: Address, known: Collection[type[Payload]]) -> Message:
    """Raises Unreadable. The bytes were checked strictly when they were taken; here only the contract decides."""
    if work.crashes > MAX_CRASHES:
        raise Unreadable("message.crash_loop", f"{work.crashes} workers died or stood still while acting on it")
    if work.passed:
        raise Unreadable("message.sequence_passed", f"number {work.sequence} of this subject was already dealt with")
    contract = payload_class(work.type, work.schema_version)
    if contract is None or contract not in known:
        raise Unreadable("message.unknown_type", f"{work.type} version {work.schema_version}")
    try:
        envelope = Envelope.model_validate_json(work.envelope)
        payload = contract.model_validate(envelope.data)
    except ValidationError as error:
        raise Unreadable("message.schema", first_error(error)) from None
    return Message(work=work, payload=payload, incoming=_incoming(work, envelope, receiver=receiver))


def first_error(error: ValidationError) -> str:
    """Field and rule only; the value may be personal."""
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['type']}"


def _incoming(work: Work, envelope: Envelope, *, receiver: Address) -> Incoming:
    return Incoming(
        id=work.id,
        type=work.type,
        source=Address.parse(work.source),
        receiver=receiver,
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
