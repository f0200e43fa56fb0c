"""Every minute: what operators here skipped or rejected is told to its sender, with the reason they gave."""

from sqlalchemy import Row, insert, select

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.envelope import Address
from zf_contracts.interagency.exchange import ExchangeReceipt, ExchangeSequenceSkipped
from zf_contracts.values import CodedProblem
from zf_liaison.exchange.ledger import standing_values
from zf_liaison.exchange.rules import REJECTED, Standing, evidence_times, trace_of
from zf_liaison.exchange.tables import ledger
from zf_platform.tables import audit_entry, inbox
from zf_platform.transaction import Scope

_BATCH = 200
_COLUMNS = (
    inbox.c.id, inbox.c.source, inbox.c.type, inbox.c.subject, inbox.c.sequence, inbox.c.digest, inbox.c.state,
    inbox.c.ended_at, inbox.c.taken_at, inbox.c.traceparent,
)  # fmt: skip
_UNTOLD = (
    select(*list(_COLUMNS))
    .where(inbox.c.channel == "interagency", inbox.c.state.in_(("skipped", "rejected")))
    .where(~select(ledger.c.message_id).where(ledger.c.message_id == inbox.c.id).exists())
    .where(inbox.c.type.in_([name for name, entry in CATALOGUE.items() if entry.receipted]))
    .order_by(inbox.c.id)
    .limit(_BATCH)
)


async def tell_operator_acts(scope: Scope) -> None:
    """A message is told once: its ledger entry, written here, marks it as told."""
    for row in (await scope.session.execute(_UNTOLD)).all():
        reason = await _reason(scope, row.id)
        problem = CodedProblem(code=f"exchange.{row.state}_by_operator", text=reason)
        _tell(scope, row, problem=problem)
        await _note(scope, row, problem=problem)


async def _reason(scope: Scope, message_id: str) -> str:
    """What the operator wrote; it stands in the audit log of this service."""
    found = await scope.session.execute(
        select(audit_entry.c.reason)
        .where(audit_entry.c.object_kind == "message", audit_entry.c.object_id == message_id)
        .order_by(audit_entry.c.id.desc())
        .limit(1)
    )
    return (found.scalar() or "")[:500]


def _tell(scope: Scope, row: Row[tuple[object, ...]], *, problem: CodedProblem) -> None:
    sender = Address.parse(row.source)
    if row.state == "skipped" and row.sequence:
        skipped = ExchangeSequenceSkipped(
            of=row.id, subject=row.subject, sequence=row.sequence, reason=problem.text, at=row.ended_at
        )
        scope.enqueue(skipped, to=sender, subject=row.subject, acted_at=row.ended_at)
        return
    receipt = ExchangeReceipt(of=row.id, digest=row.digest, step="rejected", at=row.ended_at, problems=(problem,))
    scope.enqueue(receipt, to=sender, subject=row.subject, acted_at=row.ended_at)


async def _note(scope: Scope, row: Row[tuple[object, ...]], *, problem: CodedProblem) -> None:
    standing = Standing(REJECTED, row.taken_at, evidence_times(row.taken_at), ended_at=row.ended_at)
    await scope.session.execute(
        insert(ledger).values(
            message_id=row.id,
            direction="in",
            peer=Address.parse(row.source).agency,
            type=row.type,
            subject=row.subject,
            collab_no=row.subject,
            trace_id=trace_of(row.traceparent),
            problems=[problem.model_dump(exclude_none=True)],
            **standing_values(standing, opens=False),
        )
    )
