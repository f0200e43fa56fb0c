"""Write down what an act changed about the clocks of a petition, and tell oversight."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import update

from zf_contracts.internal.deadlines import ClockLine, DeadlineEnded, DeadlineStarted
from zf_intake.timelimits.rules import ClockPlan, Counted, Ended
from zf_intake.timelimits.tables import PetitionClock
from zf_law.moments import last_instant, read, written
from zf_platform.bulk import into
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

_OUTCOMES: Mapping[str, Literal["met", "met_late", "cancelled", "paused"]] = {
    "met": "met",
    "met_late": "met_late",
    "cancelled": "cancelled",
    "paused": "paused",
}


@dataclass(frozen=True, slots=True)
class Matter:
    """The petition a clock belongs to, as oversight needs to know it."""

    petition_id: str
    petition_no: str
    collab_no: str
    unit: str
    owner: str


async def apply_plan(scope: Scope, plan: ClockPlan, *, matter: Matter, act: str, at: datetime) -> None:
    if plan.empty:
        return
    count = len(plan.started) + len(plan.recounted)
    with step(SpanName.DEADLINE_COMPUTE, case_id=matter.petition_id, count=count):
        if plan.started:
            rows = [clock_row(counted, matter=matter, act=act) for counted in plan.started]
            await scope.session.execute(into(PetitionClock), rows)
        for counted in plan.recounted:
            await _update(scope, counted.clock.id, {**_computed(counted), "state": "running", "paused_since": None})
        for ended in plan.ended:
            await _update(scope, ended.clock.id, _end_values(ended, act=act))
    for counted in (*plan.started, *plan.recounted):
        _tell_started(scope, counted, matter=matter, at=at)
    for ended in plan.ended:
        _tell_ended(scope, ended, matter=matter, act=act)


def clock_row(counted: Counted, *, matter: Matter, act: str) -> dict[str, object]:
    clock, rule = counted.clock, counted.rule
    return {
        "id": clock.id,
        "petition_id": matter.petition_id,
        "rule": rule.id,
        "rule_version": rule.version,
        "title_zh": rule.title_zh,
        "title_en": rule.title_en,
        "basis": rule.basis,
        "party": clock.party,
        "max_extensions": rule.max_extensions,
        "state": "running",
        "started_act": act,
        **_computed(counted),
    }


def _computed(counted: Counted) -> dict[str, object]:
    clock = counted.clock
    return {
        "anchor": written(clock.anchor),
        "due": written(clock.due),
        "due_at": last_instant(clock.due),
        "provisional": counted.due.provisional,
        "extensions": clock.extensions,
        "excluded": [
            {"start": part.start.isoformat(), "end": part.end.isoformat(), "reason": part.reason}
            for part in clock.excluded
        ],
        "warn_at": [written(moment) for moment in counted.warn_at],
        "trace": [line.to_json() for line in counted.due.trace],
        "warned": "",
        "revision": clock.revision,
    }


def _end_values(ended: Ended, *, act: str) -> dict[str, object]:
    if ended.outcome == "paused":
        return {"state": "paused", "paused_since": ended.clock.paused_since}
    return {"state": ended.outcome, "ended_at": ended.at, "ended_act": act, "paused_since": None}


async def _update(scope: Scope, clock_id: str, values: dict[str, object]) -> None:
    await scope.session.execute(
        update(PetitionClock)
        .where(PetitionClock.id == clock_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _tell_started(scope: Scope, counted: Counted, *, matter: Matter, at: datetime) -> None:
    """A petitioner's own period is nobody's duty, so oversight does not watch it."""
    clock, rule = counted.clock, counted.rule
    if clock.party:
        return
    started = DeadlineStarted(
        deadline_id=clock.id,
        revision=clock.revision,
        matter_kind="petition",
        case_id=matter.petition_id,
        case_no=matter.petition_no,
        collab_no=matter.collab_no,
        unit=matter.unit,
        owner=matter.owner or None,
        rule=rule.id,
        rule_version=rule.version,
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        basis=rule.basis,
        anchor=clock.anchor,
        due=clock.due,
        custody=False,
        nature=rule.nature.value,
        provisional=counted.due.provisional,
        warn_at=counted.warn_at,
        trace=tuple(ClockLine(zh=line.zh, en=line.en, basis=line.basis) for line in counted.due.trace),
    )
    scope.enqueue(started, to="oversight", subject=matter.collab_no, acted_at=at, correlation=matter.collab_no)


def tell_clock(scope: Scope, row: PetitionClock, *, matter: Matter) -> None:
    """A stored clock again, as it stands."""
    told = DeadlineStarted(
        deadline_id=row.id,
        revision=row.revision,
        matter_kind="petition",
        case_id=matter.petition_id,
        case_no=matter.petition_no,
        collab_no=matter.collab_no,
        unit=matter.unit,
        owner=matter.owner or None,
        rule=row.rule,
        rule_version=row.rule_version,
        title_zh=row.title_zh,
        title_en=row.title_en,
        basis=row.basis,
        anchor=read(row.anchor),
        due=read(row.due),
        custody=False,
        provisional=row.provisional,
        warn_at=tuple(read(text) for text in row.warn_at),
        trace=tuple(ClockLine.model_validate(line) for line in row.trace),
    )
    scope.enqueue(told, to="oversight", subject=matter.collab_no, acted_at=scope.now, correlation=matter.collab_no)


def _tell_ended(scope: Scope, ended: Ended, *, matter: Matter, act: str) -> None:
    if ended.clock.party:
        return
    told = DeadlineEnded(
        deadline_id=ended.clock.id,
        revision=ended.clock.revision,
        outcome=_OUTCOMES[ended.outcome],
        at=ended.at,
        act=act,
    )
    scope.enqueue(told, to="oversight", subject=matter.collab_no, acted_at=ended.at, correlation=matter.collab_no)
