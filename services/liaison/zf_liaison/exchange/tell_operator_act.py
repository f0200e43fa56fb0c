"""An operator here skipped or rejected a parked message: its sender is told in the same transaction, with the reason."""

from sqlalchemy import insert

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.envelope import Address
from zf_contracts.interagency.exchange import ExchangeReceipt, ExchangeSequenceSkipped
from zf_contracts.values import CodedProblem
from zf_liaison.exchange.ledger import problems_text, standing_values
from zf_liaison.exchange.rules import REJECTED, Standing, evidence_times, trace_of
from zf_liaison.exchange.tables import ledger
from zf_platform.parked import ParkedMessage
from zf_platform.transaction import Scope

_SKIPPED = "exchange.skipped"
_REJECTED = "exchange.rejected_by_operator"


async def tell_operator_act(scope: Scope, message: ParkedMessage, *, skipped: bool) -> None:
    """Messages from inside the node, and those of the exchange's own protocol, have no sender who waits for an answer."""
    sender = Address.parse(message.source)
    entry = CATALOGUE.get(message.type)
    if sender.agency == scope.identity.agency or (entry is not None and not entry.receipted):
        return
    problem = CodedProblem(code=_SKIPPED if skipped else _REJECTED, text=_reason(scope, message.id))
    told: ExchangeSequenceSkipped | ExchangeReceipt
    if skipped and message.sequence:
        told = ExchangeSequenceSkipped(
            of=message.id, subject=message.subject, sequence=message.sequence, reason=problem.text, at=scope.now
        )
    else:
        told = ExchangeReceipt(of=message.id, digest=message.digest, step="rejected", at=scope.now, problems=(problem,))
    scope.enqueue(told, to=sender, subject=message.subject, acted_at=scope.now)
    await _note(scope, message, problem=problem)


def _reason(scope: Scope, message_id: str) -> str:
    """What the operator gave as reason stands in the audit entry that this act has just made."""
    reasons = (str(entry["reason"]) for entry in reversed(scope.transaction.audit) if entry["object_id"] == message_id)
    return next(reasons, "")[:500]


async def _note(scope: Scope, message: ParkedMessage, *, problem: CodedProblem) -> None:
    standing = Standing(REJECTED, message.taken_at, evidence_times(message.taken_at), ended_at=scope.now)
    await scope.session.execute(
        insert(ledger).values(
            message_id=message.id,
            direction="in",
            peer=Address.parse(message.source).agency,
            type=message.type,
            subject=message.subject,
            collab_no=message.subject,
            trace_id=trace_of(message.traceparent),
            problems=problems_text((problem,)),
            **standing_values(standing, opens=False),
        )
    )
