"""The read side of clocks: the list by band and unit, and the counts, both within the reader's reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, select, true, tuple_

from zf_contracts.http.base import Page
from zf_contracts.http.casemgmt import TraceLineView
from zf_contracts.http.oversight import ClockSummary, UnitCount
from zf_contracts.http.oversight import WatchedClock as WatchedClockView
from zf_oversight.clocks.rules import BINDING, Band, band, days_left
from zf_oversight.clocks.snapshot import due_of, facts_of, moment
from zf_oversight.clocks.tables import WatchedClock
from zf_oversight.paging import PAGE_SIZE, read_cursor, write_cursor
from zf_platform.clock import ZONE
from zf_platform.transaction import Actor, Scope

PERMISSION = "deadline.read"


@dataclass(frozen=True, slots=True)
class ClockFilter:
    """No band means every clock that still runs; `case_id` shows one case, ended clocks included."""

    band: Band | None = None
    unit: str = ""
    case_id: str = ""
    custody: bool = False
    cursor: str = ""


async def list_clocks(scope: Scope, wanted: ClockFilter) -> Page[WatchedClockView]:
    """Nearest due first, so that what is overdue longest stands on top."""
    statement = (
        select(WatchedClock)
        .where(_within_reach(scope.actor), *_conditions(wanted, now=scope.now))
        .order_by(WatchedClock.due_at, WatchedClock.id)
        .limit(PAGE_SIZE + 1)
    )
    found = (await scope.session.scalars(statement)).all()
    rows = found[:PAGE_SIZE]
    items = tuple(_view(clock, now=scope.now) for clock in rows)
    return Page(items=items, next_cursor=_cursor(rows[-1]) if len(found) > PAGE_SIZE else None)


async def summarize(scope: Scope) -> ClockSummary:
    """Counts of the moment; a clock stands in at most one of running, due_soon, overdue and the outcomes."""
    bands = _band_conditions(scope.now)
    counted = {
        name.value: func.count().filter(condition) for name, condition in bands.items() if name is not Band.ENDED
    }
    counted["custody_overdue"] = func.count().filter(bands[Band.OVERDUE], WatchedClock.custody)
    for outcome in ("met", "met_late", "breached"):
        counted[outcome] = func.count().filter(bands[Band.ENDED], WatchedClock.outcome == outcome)
    unused = and_(WatchedClock.nature == "right", WatchedClock.outcome.in_(("", "lapsed")))
    counted["lapsed"] = func.count().filter(bands[Band.ENDED], unused)
    columns = [count.label(name) for name, count in counted.items()]
    statement = (
        select(WatchedClock.unit, *columns)
        .where(_within_reach(scope.actor), WatchedClock.revision > 0)
        .group_by(WatchedClock.unit)
        .order_by(WatchedClock.unit)
    )
    rows = [row._mapping for row in await scope.session.execute(statement)]  # noqa: SLF001 - SQLAlchemy's public name
    totals = {name: sum(int(row[name]) for row in rows) for name in counted}
    units = tuple(
        UnitCount(unit=row["unit"], running=row["running"], due_soon=row["due_soon"], overdue=row["overdue"])
        for row in rows
        if row["running"] or row["due_soon"] or row["overdue"]
    )
    return ClockSummary(by_unit=units, **totals)


def _within_reach(actor: Actor) -> ColumnElement[bool]:
    reach = actor.reach(PERMISSION)
    own = WatchedClock.owner == actor.account_id
    if reach in {"agency", "all"}:
        return true()
    if reach == "unit":
        return or_(own, WatchedClock.unit == actor.unit)
    return own if reach == "own" else false()


def _band_conditions(now: datetime) -> Mapping[Band, ColumnElement[bool]]:
    """The same borders as `rules.band`, for the database."""
    runs = _runs(now)
    in_time = and_(runs, WatchedClock.due_at >= now)
    warned = and_(WatchedClock.first_warn_at.is_not(None), WatchedClock.first_warn_at <= now)
    return {
        Band.OVERDUE: and_(runs, WatchedClock.due_at < now),
        Band.DUE_SOON: and_(in_time, warned),
        Band.RUNNING: and_(in_time, or_(WatchedClock.first_warn_at.is_(None), WatchedClock.first_warn_at > now)),
        Band.ENDED: not_(runs),
    }


def _runs(now: datetime) -> ColumnElement[bool]:
    """Not ended by an act, nor by itself as rights and terms do."""
    open_ = WatchedClock.revision > WatchedClock.ended_revision
    return and_(open_, or_(WatchedClock.nature.in_(BINDING), WatchedClock.due_at >= now))


def _conditions(wanted: ClockFilter, *, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [WatchedClock.revision > 0]
    if wanted.band is not None:
        conditions.append(_band_conditions(now)[wanted.band])
    elif not wanted.case_id:
        conditions.append(_runs(now))
    if wanted.case_id:
        conditions.append(WatchedClock.case_id == wanted.case_id)
    if wanted.unit:
        conditions.append(WatchedClock.unit == wanted.unit)
    if wanted.custody:
        conditions.append(WatchedClock.custody.is_(True))
    if wanted.cursor:
        conditions.append(tuple_(WatchedClock.due_at, WatchedClock.id) > read_cursor(wanted.cursor))
    return conditions


def _cursor(clock: WatchedClock) -> str:
    assert clock.due_at is not None
    return write_cursor(clock.due_at, clock.id)


def _view(clock: WatchedClock, *, now: datetime) -> WatchedClockView:
    due = due_of(clock)
    return WatchedClockView(
        id=clock.id,
        matter_kind=clock.matter_kind,
        case_id=clock.case_id,
        case_no=clock.case_no,
        collab_no=clock.collab_no,
        suspect_id=clock.suspect_id,
        unit=clock.unit,
        owner=clock.owner,
        rule=clock.rule,
        title_zh=clock.title_zh,
        title_en=clock.title_en,
        basis=clock.basis,
        anchor=moment(clock.anchor),
        due=due,
        custody=clock.custody,
        provisional=clock.provisional,
        band=band(facts_of(clock), now=now).value,
        days_left=days_left(due, today=now.astimezone(ZONE).date(), zone=ZONE),
        warned_at=clock.warned_at,
        trace=tuple(TraceLineView(**line) for line in clock.trace),
    )
