"""Reading clocks: those that run in a case, lists by urgency, and the view of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from zf_casemgmt.moment_rules import day_of, last_instant, read
from zf_casemgmt.tables import fresh
from zf_casemgmt.timelimits.clock_rules import OPEN_STATES, Clock
from zf_casemgmt.timelimits.end_rules import is_over, standing
from zf_casemgmt.timelimits.rules import band
from zf_casemgmt.timelimits.tables import Deadline
from zf_contracts.http.casemgmt import ClockView, TraceLineView
from zf_contracts.values import RunningClock
from zf_law.deadlines import Interval, Nature
from zf_law.stages import Transition
from zf_platform.prepared import one_of

if TYPE_CHECKING:
    from sqlalchemy import Select


_CLOCK_COLUMNS = (
    "id", "rule", "suspect_id", "anchor", "due", "custody", "extensions", "excluded", "state", "paused_since", "revision",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labels:
    """Names a clock is shown with: of its case, its people, and the act that ended it."""

    case_no: str
    suspects: Mapping[str, str]
    acts: Mapping[str, Transition] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NextClock:
    """The clock of a case that ends first."""

    rule: str
    due: date | datetime
    band: str


def clocks_json(case_id: InstrumentedAttribute[str]) -> ScalarSelect[object]:
    """The open clocks of a case as one JSON column, so that a case is read in one statement."""
    columns = (getattr(Deadline, name) for name in _CLOCK_COLUMNS)
    whole = func.json_agg(aggregate_order_by(func.json_build_array(*columns), Deadline.id))
    return select(whole).where(Deadline.case_id == case_id, one_of(Deadline.state, OPEN_STATES)).scalar_subquery()


def clocks_from(rows: object) -> tuple[Clock, ...]:
    if not isinstance(rows, list):
        return ()
    return tuple(_clock(**dict(zip(_CLOCK_COLUMNS, row, strict=True))) for row in rows)


def _clock(
    *,
    id: str,
    rule: str,
    suspect_id: str | None,
    anchor: str,
    due: str,
    custody: bool,
    extensions: int,
    excluded: Sequence[Mapping[str, str]],
    state: str,
    paused_since: str | None,
    revision: int,
) -> Clock:
    return Clock(
        id=id,
        rule=rule,
        suspect_id=suspect_id,
        anchor=read(anchor),
        due=read(due),
        custody=custody,
        extensions=extensions,
        excluded=tuple(
            Interval(date.fromisoformat(part["start"]), date.fromisoformat(part["end"]), part["reason"])
            for part in excluded
        ),
        state=state,
        paused_since=date.fromisoformat(paused_since) if paused_since else None,
        revision=revision,
    )


async def clocks_of(session: AsyncSession, case_id: str) -> Sequence[Deadline]:
    """All clocks of a case, the running ones first, nearest end first."""
    rows = (await session.scalars(fresh(Deadline).where(Deadline.case_id == case_id))).all()
    return sorted(rows, key=lambda row: (row.state not in OPEN_STATES, row.due_at, row.id))


def watched(*, now: datetime) -> ColumnElement[bool]:
    """Running, and not a right or a term whose time is over."""
    binds = Deadline.nature.in_([nature.value for nature in Nature if nature.binds])
    return and_(Deadline.state == "running", or_(binds, Deadline.due_at >= now))


async def nearest(session: AsyncSession, case_ids: Sequence[str], *, now: datetime) -> Mapping[str, NextClock]:
    """The clock of each case that ends first."""
    if not case_ids:
        return {}
    rows = await session.scalars(
        fresh(Deadline)
        .ext(distinct_on(Deadline.case_id))
        .where(Deadline.case_id.in_(case_ids), watched(now=now))
        .order_by(Deadline.case_id, Deadline.due_at)
    )
    return {row.case_id: next_clock(row, now=now) for row in rows}


def next_clock(row: Deadline, *, now: datetime) -> NextClock:
    return NextClock(row.rule, read(row.due), band_of(row, now=now))


async def page(
    session: AsyncSession,
    *,
    within: "Select[str]",
    wanted: str,
    now: datetime,
    after: tuple[datetime, str] | None,
    limit: int,
) -> Sequence[Deadline]:
    """Running clocks of the cases `within`, by end. `wanted` is a band or empty."""
    open_ = or_(Deadline.state == "paused", watched(now=now))
    statement = fresh(Deadline).where(open_, Deadline.case_id.in_(within))
    if wanted == "overdue":
        statement = statement.where(Deadline.state == "running", Deadline.due_at < now)
    elif wanted in ("due_soon", "running"):
        statement = statement.where(Deadline.state == "running", Deadline.due_at >= now)
    if after is not None:
        statement = statement.where(tuple_(Deadline.due_at, Deadline.id) > after)
    return (await session.scalars(statement.order_by(Deadline.due_at, Deadline.id).limit(limit))).all()


def overdue_cases(*, now: datetime) -> ColumnElement[str]:
    """Cases with a clock that has run out, as a subquery for the worklist."""
    return _cases_with(and_(watched(now=now), Deadline.due_at < now))


def running_cases(*, now: datetime) -> ColumnElement[str]:
    return _cases_with(and_(watched(now=now), Deadline.due_at >= now))


def _cases_with(condition: ColumnElement[bool]) -> ColumnElement[str]:
    return select(Deadline.case_id).where(condition).scalar_subquery()


def band_of(row: Deadline, *, now: datetime) -> str:
    warn_at = [read(text) for text in row.warn_at]
    return band(state=row.state, nature=Nature(row.nature), due=read(row.due), now=now, warn_at=warn_at)


def view(row: Deadline, *, labels: Labels, now: datetime) -> ClockView:
    due, nature, ending = read(row.due), Nature(row.nature), labels.acts.get(row.ended_act)
    over = is_over(state=row.state, nature=nature, due=due, now=now)
    return ClockView(
        id=row.id,
        rule=row.rule,
        rule_version=row.rule_version,
        title_zh=row.title_zh,
        title_en=row.title_en,
        basis=row.basis,
        case_id=row.case_id,
        case_no=labels.case_no,
        suspect_id=row.suspect_id,
        suspect_name=labels.suspects.get(row.suspect_id or "", ""),
        anchor=read(row.anchor),
        due=due,
        custody=row.custody,
        provisional=row.provisional,
        extensions=row.extensions,
        max_extensions=row.max_extensions,
        state=standing(state=row.state, nature=nature, due=due, now=now),
        nature=nature.value,
        band=band_of(row, now=now),
        days_left=(day_of(due) - day_of(now)).days,
        ended_at=row.ended_at or (last_instant(due) if over else None),
        ended_act=row.ended_act,
        ended_zh=ending.zh if ending else "",
        ended_en=ending.en if ending else "",
        trace=tuple(TraceLineView(zh=line["zh"], en=line["en"], basis=line["basis"]) for line in row.trace),
    )


def on_package(clocks: Sequence[Clock]) -> tuple[RunningClock, ...]:
    """What hangs on a package, for its receiver."""
    return tuple(
        RunningClock(
            rule=clock.rule, suspect_id=clock.suspect_id, anchor=clock.anchor, due=clock.due, custody=clock.custody
        )
        for clock in clocks
    )
