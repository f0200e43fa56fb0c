"""Every minute: which of our messages lack evidence past their time? Late raises an alarm, past the fail time it failed."""

from collections import defaultdict

from sqlalchemy import Row, case, select, update

from zf_liaison.alarms.clear_alarm import clear_alarms
from zf_liaison.alarms.queries import open_peers
from zf_liaison.alarms.raise_alarm import raise_alarm
from zf_liaison.alarms.rules import EVIDENCE_FAILED, EVIDENCE_LATE, PACKAGE_UNOPENED
from zf_liaison.exchange.evidence import tell_evidence
from zf_liaison.exchange.ledger import standing_of
from zf_liaison.exchange.rules import DELIVERED, FAILED, WAITING, look
from zf_liaison.exchange.settle_known import settle_known
from zf_liaison.exchange.tables import ledger
from zf_platform.transaction import Scope

_BATCH = 500


async def watch_evidence(scope: Scope) -> None:
    """Looks at 500 messages a round; one that is looked at gets its next time, so none is looked at in vain."""
    await settle_known(scope.session)
    result = await scope.session.execute(
        select(ledger)
        .where(ledger.c.look_at <= scope.now, ledger.c.direction == "out")
        .order_by(ledger.c.look_at)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    wrong: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in result.all():
        kind = await _look(scope, row)
        if kind is not None:
            wrong[kind, row.peer].append(row.message_id)
    for (kind, peer), objects in sorted(wrong.items()):
        await raise_alarm(scope, kind=kind, peer=peer, objects=objects)
    await _clear_what_is_over(scope)


async def _look(scope: Scope, row: Row[tuple[object, ...]]) -> str | None:
    """Judge and save one; returns the kind of alarm it is worth."""
    finding = look(standing_of(row), now=scope.now, opens=row.package)
    await scope.session.execute(
        update(ledger)
        .where(ledger.c.message_id == row.message_id)
        .values(state=finding.standing.state, ended_at=finding.standing.ended_at, look_at=finding.look_again_at)
    )
    if finding.failed:
        tell_evidence(scope, row, step="failed", at=scope.now)
        scope.record("exchange.give_up", object_kind="message", object_id=row.message_id, reason=finding.late or "")
        return EVIDENCE_FAILED
    if finding.late == "opened":
        return PACKAGE_UNOPENED
    return EVIDENCE_LATE if finding.late else None


async def _clear_what_is_over(scope: Scope) -> None:
    """An alarm ends when nothing at that peer is wrong in that way any more."""
    warn_at = case((ledger.c.relayed_at.is_(None), ledger.c.relay_warn_at), else_=ledger.c.delivery_warn_at)
    overdue = (ledger.c.state == WAITING) & (warn_at <= scope.now)
    unopened = (ledger.c.state == DELIVERED) & ledger.c.package & ledger.c.look_at.is_(None)
    still_wrong = {EVIDENCE_LATE: overdue, EVIDENCE_FAILED: ledger.c.state == FAILED, PACKAGE_UNOPENED: unopened}
    for kind, condition in still_wrong.items():
        raised = await open_peers(scope, kind=kind)
        if not raised:
            continue
        statement = (
            select(ledger.c.peer)
            .distinct()
            .where(condition, ledger.c.direction == "out", ledger.c.peer.in_(sorted(raised)))
        )
        wrong = set((await scope.session.execute(statement)).scalars())
        await clear_alarms(scope, kind=kind, peers=raised - wrong)
