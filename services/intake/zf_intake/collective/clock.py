"""The clock of a warning: so many days to settle it early, seen by oversight like every other clock."""

from datetime import datetime
from typing import Literal

from zf_contracts.internal.deadlines import ClockLine, DeadlineEnded, DeadlineStarted
from zf_intake.collective.rules import Sign
from zf_intake.desk import Desk
from zf_law.deadlines import compute, warnings
from zf_law.moments import Moment
from zf_platform.transaction import Scope

PETITION_UNIT = "petition"


def settle_by(raised_at: datetime, *, desk: Desk) -> Moment:
    rule = desk.law.deadlines.rule(desk.law.collective_warnings.settle_rule, on=raised_at)
    return compute(rule, anchor=raised_at, calendar=desk.law.calendar).due


def start_clock(scope: Scope, warning_id: str, *, first: Sign, desk: Desk) -> Moment:
    """It hangs on the first petition of the group, so that oversight can name a matter."""
    rule = desk.law.deadlines.rule(desk.law.collective_warnings.settle_rule, on=scope.now)
    due = compute(rule, anchor=scope.now, calendar=desk.law.calendar)
    agency = desk.law.agencies.by_code(scope.identity.agency)
    unit = next((unit.code for unit in agency.units if unit.kind == PETITION_UNIT), "")
    scope.enqueue(
        DeadlineStarted(
            deadline_id=warning_id,
            revision=1,
            matter_kind="petition",
            case_id=first.petition_id,
            case_no=first.petition_no,
            collab_no=first.collab_no,
            unit=unit,
            rule=rule.id,
            rule_version=rule.version,
            title_zh=rule.title_zh,
            title_en=rule.title_en,
            basis=rule.basis,
            anchor=scope.now,
            due=due.due,
            custody=False,
            provisional=due.provisional,
            warn_at=tuple(warnings(rule, due)),
            trace=tuple(ClockLine(zh=line.zh, en=line.en, basis=line.basis) for line in due.trace),
        ),
        to="oversight",
        subject=first.collab_no,
        acted_at=scope.now,
        correlation=first.collab_no,
    )
    return due.due


def end_clock(scope: Scope, warning_id: str, *, collab_no: str, due_at: datetime, at: datetime) -> None:
    outcome: Literal["met", "met_late"] = "met_late" if at > due_at else "met"
    scope.enqueue(
        DeadlineEnded(deadline_id=warning_id, revision=1, outcome=outcome, at=at, act="close_collective_warning"),
        to="oversight",
        subject=collab_no,
        acted_at=at,
        correlation=collab_no,
    )
