"""Look for clocks that reached a warning time or ran out, and tell of each once (S-044)."""

from datetime import datetime

from sqlalchemy import and_, or_, select

from zf_contracts.internal.deadlines import CustodyBreachFound, DeadlineWarningRaised
from zf_oversight.clocks.rules import BINDING, Finding, examine
from zf_oversight.clocks.snapshot import due_of, facts_of
from zf_oversight.clocks.tables import WatchedClock
from zf_platform.transaction import Scope

BATCH = 500
_OWNERS = {"case": "casemgmt", "petition": "intake", "dispute": "intake"}
"""The service that keeps matters of this kind and hears of their warnings; all that lies between agencies is liaison's."""


async def scan_clocks(scope: Scope) -> None:
    """Works batch by batch inside one transaction; a clock that was told of is not found again."""
    while True:
        clocks = await _ripe(scope)
        for clock in clocks:
            _tell(scope, clock, finding=examine(facts_of(clock), now=scope.now))
        await scope.session.flush()
        if len(clocks) < BATCH:
            return


async def _ripe(scope: Scope) -> list[WatchedClock]:
    warned = WatchedClock.next_warn_at <= scope.now
    late = and_(WatchedClock.due_at < scope.now, WatchedClock.nature.in_(BINDING))
    overdue = and_(late, WatchedClock.breached_at.is_(None))
    statement = (
        select(WatchedClock)
        .where(WatchedClock.revision > WatchedClock.ended_revision, or_(warned, overdue))
        .order_by(WatchedClock.due_at, WatchedClock.id)
        .limit(BATCH)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(await scope.session.scalars(statement))


def _tell(scope: Scope, clock: WatchedClock, *, finding: Finding) -> None:
    clock.next_warn_at = finding.next_warn_at
    if finding.level is None:
        return
    clock.warned_at = scope.now
    scope.enqueue(
        DeadlineWarningRaised(
            deadline_id=clock.id,
            case_id=clock.case_id,
            rule=clock.rule,
            due=due_of(clock),
            level=finding.level,
            at=scope.now,
        ),
        to=_OWNERS.get(clock.matter_kind, "liaison"),
        subject=clock.case_id,
        acted_at=scope.now,
        correlation=clock.collab_no,
    )
    if finding.breach:
        clock.breached_at = scope.now
    if finding.breach and clock.matter_kind == "case":
        _report_breach(scope, clock, at=scope.now)


def _report_breach(scope: Scope, clock: WatchedClock, *, at: datetime) -> None:
    """Other agencies hear of overdue cases only; an overdue petition stays with the agency and its superiors."""
    scope.enqueue(
        CustodyBreachFound(
            deadline_id=clock.id,
            collab_no=clock.collab_no,
            rule=clock.rule,
            due=due_of(clock),
            found_at=at,
            custody=clock.custody,
        ),
        to="liaison",
        subject=clock.collab_no,
        acted_at=at,
        correlation=clock.collab_no,
    )
    scope.record(
        "clock.find_breach",
        object_kind="deadline",
        object_id=clock.id,
        basis=clock.basis,
        after={"rule": clock.rule, "due": clock.due, "custody": clock.custody},
    )
