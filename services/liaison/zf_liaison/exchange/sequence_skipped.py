"""The peer's operators skipped a message of ours: it will take no effect there, which the sender must see."""

from sqlalchemy import select, update

from zf_contracts.interagency.exchange import ExchangeSequenceSkipped
from zf_contracts.values import CodedProblem
from zf_liaison.exchange.evidence import tell_evidence
from zf_liaison.exchange.incoming import arrived
from zf_liaison.exchange.ledger import problems_text
from zf_liaison.exchange.rules import REJECTED
from zf_liaison.exchange.tables import ledger
from zf_platform.outbox import lock, mark_rejected
from zf_platform.transaction import Scope


async def sequence_skipped(scope: Scope, payload: ExchangeSequenceSkipped) -> None:
    incoming = arrived(scope)
    await lock(scope.session, [payload.of])
    found = await scope.session.execute(
        select(ledger)
        .where(ledger.c.message_id == payload.of, ledger.c.direction == "out", ledger.c.peer == incoming.source.agency)
        .with_for_update()
    )
    row = found.first()
    if row is None or row.state == REJECTED:
        return
    problem = CodedProblem(code="exchange.skipped", text=payload.reason)
    await scope.session.execute(
        update(ledger)
        .where(ledger.c.message_id == payload.of)
        .values(state=REJECTED, ended_at=payload.at, look_at=None, problems=problems_text((problem,)))
    )
    await mark_rejected(scope.session, [payload.of])
    tell_evidence(scope, row, step="rejected", at=payload.at, problems=(problem,))
    scope.record("exchange.skipped", object_kind="message", object_id=payload.of, reason=payload.reason)
