"""Write down what an act changed about the clocks, and tell oversight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, update
from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.moment_rules import last_instant, written
from zf_casemgmt.timelimits.clock_rules import Ended
from zf_casemgmt.timelimits.rules import ClockPlan, Counted
from zf_casemgmt.timelimits.tables import Deadline
from zf_contracts.internal.deadlines import ClockLine, DeadlineEnded, DeadlineStarted
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

_CLOCKS = Deadline.__table__


@dataclass(frozen=True, slots=True)
class Matter:
    """The case a clock belongs to, as oversight needs to know it."""

    case_id: str
    case_no: str
    collab_no: str
    unit: str
    owner: str | None


async def apply_plan(scope: Scope, plan: ClockPlan, *, matter: Matter, act: str, at: datetime) -> None:
    """At most one statement for each kind of change."""
    if not (plan.started or plan.recounted or plan.ended or plan.paused):
        return
    with step(SpanName.DEADLINE_COMPUTE, case_id=matter.case_id, count=len(plan.started) + len(plan.recounted)):
        if plan.started:
            rows = [_row(counted, matter=matter, act=act) for counted in plan.started]
            await scope.session.execute(insert(Deadline).values(rows))
        if plan.recounted:
            await _update(scope, [_recount(counted) for counted in plan.recounted])
        if plan.ended or plan.paused:
            await _update_ends(scope, (*plan.ended, *plan.paused), act=act)
    for counted in (*plan.started, *plan.recounted):
        _tell_started(scope, counted, matter=matter, at=at)
    for ended in (*plan.ended, *plan.paused):
        _tell_ended(scope, ended, matter=matter, act=act)


def _row(counted: Counted, *, matter: Matter, act: str) -> dict[str, object]:
    clock, rule = counted.clock, counted.rule
    return {
        "id": clock.id,
        "case_id": matter.case_id,
        "suspect_id": clock.suspect_id,
        "rule": rule.id,
        "rule_version": rule.version,
        "title_zh": rule.title_zh,
        "title_en": rule.title_en,
        "basis": rule.basis,
        "max_extensions": rule.max_extensions,
        "nature": rule.nature.value,
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
        "custody": clock.custody,
        "provisional": counted.due.provisional,
        "extensions": clock.extensions,
        "excluded": [
            {"start": part.start.isoformat(), "end": part.end.isoformat(), "reason": part.reason}
            for part in clock.excluded
        ],
        "warn_at": [written(moment) for moment in counted.warn_at],
        "trace": [line.to_json() for line in counted.due.trace],
        "revision": clock.revision,
    }


def _recount(counted: Counted) -> dict[str, object]:
    return {"which": counted.clock.id, **{f"new_{name}": value for name, value in _computed(counted).items()}}


async def _update(scope: Scope, rows: Sequence[dict[str, object]]) -> None:
    names = [name.removeprefix("new_") for name in rows[0] if name != "which"]
    connection = await scope.session.connection()
    await connection.execute(
        update(Deadline)
        .where(_CLOCKS.c.id == bindparam("which"))
        .values(
            **{name: bindparam(f"new_{name}", type_=_CLOCKS.c[name].type) for name in names},
            state="running",
            paused_since=None,
            warned="",
            version=_CLOCKS.c.version + 1,
        ),
        list(rows),
    )


async def _update_ends(scope: Scope, ends: Sequence[Ended], *, act: str) -> None:
    connection = await scope.session.connection()
    await connection.execute(
        update(Deadline)
        .where(_CLOCKS.c.id == bindparam("which"))
        .values(
            state=bindparam("to"),
            ended_at=bindparam("at"),
            ended_act=act,
            paused_since=bindparam("since"),
            version=_CLOCKS.c.version + 1,
        ),
        [
            {
                "which": end.clock.id,
                "to": end.outcome,
                "at": None if end.outcome == "paused" else end.at,
                "since": end.clock.paused_since,
            }
            for end in ends
        ],
    )


def _tell_started(scope: Scope, counted: Counted, *, matter: Matter, at: datetime) -> None:
    clock, rule = counted.clock, counted.rule
    started = DeadlineStarted(
        deadline_id=clock.id,
        revision=clock.revision,
        case_id=matter.case_id,
        case_no=matter.case_no,
        collab_no=matter.collab_no,
        suspect_id=clock.suspect_id,
        unit=matter.unit,
        owner=matter.owner,
        rule=rule.id,
        rule_version=rule.version,
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        basis=rule.basis,
        anchor=clock.anchor,
        due=clock.due,
        custody=clock.custody,
        nature=rule.nature.value,
        provisional=counted.due.provisional,
        warn_at=counted.warn_at,
        trace=tuple(ClockLine(zh=line.zh, en=line.en, basis=line.basis) for line in counted.due.trace),
    )
    scope.enqueue(started, to="oversight", subject=matter.collab_no, acted_at=at, correlation=matter.collab_no)


def _tell_ended(scope: Scope, ended: Ended, *, matter: Matter, act: str) -> None:
    told = DeadlineEnded(
        deadline_id=ended.clock.id,
        revision=ended.clock.revision,
        outcome=ended.outcome,
        at=ended.at,
        act=act,
    )
    scope.enqueue(told, to="oversight", subject=matter.collab_no, acted_at=ended.at, correlation=matter.collab_no)
