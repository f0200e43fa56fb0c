"""The peer's answer to our comparison: equal, or the second round, or the ids to send again."""

from sqlalchemy import Row, select, update

from zf_contracts.interagency.exchange import ExchangeReconciliationAnswered, ExchangeReconciliationProposed
from zf_liaison.alarms.clear_alarm import clear_alarms
from zf_liaison.alarms.raise_alarm import raise_alarm
from zf_liaison.alarms.rules import RECONCILIATION_DIFFERENT, RECONCILIATION_SILENT
from zf_liaison.exchange.incoming import arrived
from zf_liaison.exchange.reopen_messages import reopen_messages
from zf_liaison.reconciliation.propose import SUBJECT, stated
from zf_liaison.reconciliation.queries import received_lines, sent_lines
from zf_liaison.reconciliation.rules import DIFFERENT, EQUAL, PROPOSED, figures, short_lines
from zf_liaison.reconciliation.tables import run
from zf_platform.transaction import Scope


async def take_answer(scope: Scope, payload: ExchangeReconciliationAnswered) -> None:
    """An answer to a run we never started, or by another agency, is dropped; a late one is still taken."""
    incoming = arrived(scope)
    found = await scope.session.execute(select(run).where(run.c.run_id == payload.run_id).with_for_update())
    row = found.first()
    if row is None or row.peer != incoming.source.agency or row.state in (EQUAL, DIFFERENT):
        return
    if not payload.equal and not payload.detail:
        await _show_lines(scope, row, payload)
        return
    await _close(scope, row, payload)


async def _show_lines(scope: Scope, row: Row[tuple[object, ...]], payload: ExchangeReconciliationAnswered) -> None:
    """Second round: only the buckets that differ."""
    sent = await sent_lines(scope, peer=row.peer, day=row.day, until=row.until)
    received = await received_lines(scope, peer=row.peer, day=row.day, until=row.until)
    scope.enqueue(
        ExchangeReconciliationProposed(
            run_id=row.run_id,
            day=row.day,
            until=row.until,
            sent=stated(figures(sent)),
            received=stated(figures(received)),
            detail=True,
            sent_differs=payload.sent_differs,
            received_differs=payload.received_differs,
            sent_lines=short_lines(sent, buckets=payload.sent_differs),
            received_lines=short_lines(received, buckets=payload.received_differs),
        ),
        to=arrived(scope).source,
        subject=SUBJECT,
        acted_at=scope.now,
    )
    await scope.session.execute(update(run).where(run.c.run_id == row.run_id).values(state=PROPOSED))


async def _close(scope: Scope, row: Row[tuple[object, ...]], payload: ExchangeReconciliationAnswered) -> None:
    """Messages that arrived between the two rounds make the second one equal."""
    await scope.session.execute(
        update(run)
        .where(run.c.run_id == row.run_id)
        .values(
            state=EQUAL if payload.equal else DIFFERENT,
            received_there=payload.received.count,
            sent_there=payload.sent.count,
            missing=list(payload.missing_here),
            unknown=list(payload.unknown_there),
            other=list(payload.other_bytes),
            answered_at=scope.now,
        )
    )
    await clear_alarms(scope, kind=RECONCILIATION_SILENT, peers=[row.peer])
    if payload.equal:
        return
    await reopen_messages(scope, peer=row.peer, message_ids=payload.missing_here, reason="reconciliation")
    await raise_alarm(scope, kind=RECONCILIATION_DIFFERENT, peer=row.peer, objects=[row.run_id])
