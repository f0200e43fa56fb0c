"""The clock of a warning: so many days to settle it early, seen by oversight like every other clock."""

from datetime import datetime

from zf_intake.collective.rules import Sign
from zf_intake.desk import Desk
from zf_intake.timelimits.watch_period import Watched, end_period, watch_period
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
    watched = Watched(warning_id, first.petition_id, first.petition_no, first.collab_no, unit)
    watch_period(scope, watched, rule=rule, anchor=scope.now, due=due, warn_at=warnings(rule, due))
    return due.due


def end_clock(scope: Scope, warning_id: str, *, collab_no: str, due_at: datetime, at: datetime) -> None:
    end_period(scope, warning_id, collab_no=collab_no, due_at=due_at, at=at, act="close_collective_warning")
