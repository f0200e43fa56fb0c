"""Tell oversight of a period that is no limit of a petition itself: of a warning, of an appointed meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from zf_contracts.internal.deadlines import ClockLine, DeadlineEnded, DeadlineStarted
from zf_law.deadlines import DeadlineRule, Due
from zf_law.moments import Moment
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Watched:
    """Whose period it is: `id` names the clock, `petition_id` the matter by which oversight finds it."""

    id: str
    petition_id: str
    petition_no: str
    collab_no: str
    unit: str
    owner: str = ""


def watch_period(
    scope: Scope, watched: Watched, *, rule: DeadlineRule, anchor: Moment, due: Due, warn_at: Sequence[Moment]
) -> None:
    started = DeadlineStarted(
        deadline_id=watched.id,
        revision=1,
        matter_kind="petition",
        case_id=watched.petition_id,
        case_no=watched.petition_no,
        collab_no=watched.collab_no,
        unit=watched.unit,
        owner=watched.owner or None,
        rule=rule.id,
        rule_version=rule.version,
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        basis=rule.basis,
        anchor=anchor,
        due=due.due,
        custody=False,
        provisional=due.provisional,
        warn_at=tuple(warn_at),
        trace=tuple(ClockLine(zh=line.zh, en=line.en, basis=line.basis) for line in due.trace),
    )
    scope.enqueue(started, to="oversight", subject=watched.collab_no, acted_at=scope.now, correlation=watched.collab_no)


def end_period(scope: Scope, clock_id: str, *, collab_no: str, due_at: datetime, at: datetime, act: str) -> None:
    """In time, or late by its last moment."""
    outcome: Literal["met", "met_late"] = "met_late" if at > due_at else "met"
    ended = DeadlineEnded(deadline_id=clock_id, revision=1, outcome=outcome, at=at, act=act)
    scope.enqueue(ended, to="oversight", subject=collab_no, acted_at=at, correlation=collab_no)
