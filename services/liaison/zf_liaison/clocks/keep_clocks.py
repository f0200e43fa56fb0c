"""Carry out what an act changes about the clocks of a matter, and tell the own oversight of the duties that are ours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import insert, select, update

from zf_contracts.internal.deadlines import ClockLine, DeadlineEnded, DeadlineStarted, MatterKind
from zf_law.loader import Law
from zf_law.moments import last_instant, read, written
from zf_liaison.clocks.rules import Counted, Orders, count, ended_as
from zf_liaison.clocks.tables import MatterClock
from zf_platform.transaction import Scope

_OUTCOMES: Mapping[str, Literal["met", "met_late", "cancelled", "breached"]] = {
    "met": "met",
    "met_late": "met_late",
    "cancelled": "cancelled",
    "breached": "breached",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a clock belongs to. `sides`: which of the two sides this agency is.

    `told_elsewhere`: rules whose clock another service of the node keeps too, so oversight hears of it from there.
    """

    kind: MatterKind
    id: str
    no: str
    collab_no: str
    unit: str
    sides: frozenset[str]
    reminders: tuple[int, ...] = ()
    told_elsewhere: frozenset[str] = frozenset()


async def keep_clocks(scope: Scope, orders: Orders, *, matter: Matter, law: Law) -> bool:
    """True when a period ended late. A period that runs already is counted anew."""
    if orders.empty:
        return False
    running = {clock.rule: clock for clock in await _running(scope, matter.id)}
    late = False
    for rule in orders.stops:
        if rule in running:
            late = await _end(scope, running.pop(rule), orders, matter=matter) == "met_late" or late
    if orders.crossed:
        late = await _met_after_all(scope, orders, matter=matter) or late
    for outcome, rules in (("cancelled", orders.cancels), ("breached", orders.breaks)):
        for rule in rules:
            if rule in running:
                await _end(scope, running.pop(rule), orders, matter=matter, outcome=outcome)
    for start in (*orders.starts, *orders.kept):
        counted = count(start, at=orders.at, deadlines=law.deadlines, calendar=law.calendar, marks=matter.reminders)
        await _start(scope, counted, running.get(start.rule), matter=matter)
    return await _keep(scope, orders, matter=matter) or late


async def _met_after_all(scope: Scope, orders: Orders, *, matter: Matter) -> bool:
    """The own side cancelled a period while the other one fulfilled it: it was fulfilled, and both sides say so."""
    statement = (
        select(MatterClock)
        .where(MatterClock.matter_id == matter.id, MatterClock.rule.in_(orders.stops), MatterClock.state == "cancelled")
        .order_by(MatterClock.due_at)
    )
    rows = await scope.session.scalars(statement.execution_options(populate_existing=True))
    newest = {clock.rule: clock for clock in rows}
    return "met_late" in [await _end(scope, clock, orders, matter=matter) for clock in newest.values()]


async def _keep(scope: Scope, orders: Orders, *, matter: Matter) -> bool:
    """Periods that ended with the very act from which the matter exists: they are shown, in time or late."""
    if not orders.kept:
        return False
    rules = {start.rule for start in orders.kept}
    ended = [clock for clock in await _running(scope, matter.id) if clock.rule in rules]
    return "met_late" in [await _end(scope, clock, orders, matter=matter) for clock in ended]


async def _running(scope: Scope, matter_id: str) -> Sequence[MatterClock]:
    statement = select(MatterClock).where(MatterClock.matter_id == matter_id, MatterClock.state == "running")
    return (await scope.session.scalars(statement.execution_options(populate_existing=True))).all()


async def _start(scope: Scope, counted: Counted, present: MatterClock | None, *, matter: Matter) -> None:
    values = _computed(counted)
    revision = present.revision + 1 if present else 1
    clock_id = present.id if present else scope.new_id()
    ours = counted.side in matter.sides and counted.rule.id not in matter.told_elsewhere
    if present:
        await scope.session.execute(
            update(MatterClock)
            .where(MatterClock.id == clock_id)
            .values(**values, revision=revision, given=0, warned="")
            .execution_options(synchronize_session=False)
        )
    else:
        row = {**values, "id": clock_id, "matter_kind": matter.kind, "matter_id": matter.id, "ours": ours}
        await scope.session.execute(insert(MatterClock).values(**row))
    if ours:
        _tell_started(scope, counted, clock_id=clock_id, revision=revision, matter=matter)


def _computed(counted: Counted) -> dict[str, object]:
    rule, due = counted.rule, counted.due
    return {
        "rule": rule.id,
        "rule_version": rule.version,
        "title_zh": rule.title_zh,
        "title_en": rule.title_en,
        "basis": rule.basis,
        "anchor": written(counted.anchor),
        "due": written(due.due),
        "due_at": last_instant(due.due),
        "provisional": due.provisional,
        "trace": [line.to_json() for line in due.trace],
        "marks": [written(moment) for moment in counted.marks],
        "next_mark_at": counted.marks[0] if counted.marks else None,
    }


async def _end(scope: Scope, clock: MatterClock, orders: Orders, *, matter: Matter, outcome: str = "") -> str:
    outcome = outcome or ended_as(read(clock.due), orders.at)
    await scope.session.execute(
        update(MatterClock)
        .where(MatterClock.id == clock.id)
        .values(state=outcome, ended_at=orders.at, ended_act=orders.act, next_mark_at=None)
        .execution_options(synchronize_session=False)
    )
    if clock.ours:
        told = DeadlineEnded(
            deadline_id=clock.id,
            revision=clock.revision,
            outcome=_OUTCOMES[outcome],
            at=orders.at,
            act=orders.act,
        )
        scope.enqueue(told, to="oversight", subject=matter.id, acted_at=orders.at, correlation=matter.id)
    return outcome


def _tell_started(scope: Scope, counted: Counted, *, clock_id: str, revision: int, matter: Matter) -> None:
    rule, due = counted.rule, counted.due
    started = DeadlineStarted(
        deadline_id=clock_id,
        revision=revision,
        matter_kind=matter.kind,
        case_id=matter.id,
        case_no=matter.no,
        collab_no=matter.collab_no,
        unit=matter.unit,
        rule=rule.id,
        rule_version=rule.version,
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        basis=rule.basis,
        anchor=counted.anchor,
        due=due.due,
        custody=False,
        nature=rule.nature.value,
        provisional=due.provisional,
        warn_at=counted.warn_at,
        trace=tuple(ClockLine(zh=line.zh, en=line.en, basis=line.basis) for line in due.trace),
    )
    scope.enqueue(started, to="oversight", subject=matter.id, acted_at=scope.now, correlation=matter.id)
