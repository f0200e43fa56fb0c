"""The clock of a dispute: two working days for the committee, seen by its oversight like every other clock."""

from datetime import datetime

from zf_contracts.internal.deadlines import ClockLine, DeadlineStarted
from zf_contracts.petition_statements import CompetenceDispute
from zf_intake.desk import Desk
from zf_intake.joint.rules import DISPUTE_RULE
from zf_law.agencies import AgencyKind
from zf_law.deadlines import Due, compute, warnings
from zf_law.moments import Moment
from zf_platform.transaction import Scope


def dispute_due(raised_at: datetime, *, desk: Desk) -> Moment:
    return _computed(raised_at, desk=desk).due


def committees(here: str, *, desk: Desk) -> tuple[str, ...]:
    """Who decides disputes: the political-legal committee, ourselves if we are it."""
    agencies = desk.law.agencies
    return tuple(one.code for one in (*agencies.partners(here), agencies.by_code(here)) if one.kind is AgencyKind.PLC)


async def watch_dispute(scope: Scope, body: CompetenceDispute, *, desk: Desk) -> None:
    """Only the committee owes the decision."""
    if not owes_decision(scope, desk=desk):
        return
    law = desk.law
    rule = law.deadlines.rule(DISPUTE_RULE, on=body.acted_at)
    due = _computed(body.acted_at, desk=desk)
    unit = next(
        (unit.code for unit in law.agencies.by_code(scope.identity.agency).units if unit.kind == "case_office"), ""
    )
    scope.enqueue(
        DeadlineStarted(
            deadline_id=body.notice_id,
            revision=1,
            matter_kind="dispute",
            case_id=body.notice_id,
            case_no=body.petition_no or body.collab_no,
            collab_no=body.collab_no,
            unit=unit,
            rule=rule.id,
            rule_version=rule.version,
            title_zh=rule.title_zh,
            title_en=rule.title_en,
            basis=rule.basis,
            anchor=body.acted_at,
            due=due.due,
            custody=False,
            provisional=due.provisional,
            warn_at=tuple(warnings(rule, due)),
            trace=tuple(ClockLine(zh=line.zh, en=line.en, basis=line.basis) for line in due.trace),
        ),
        to="oversight",
        subject=body.collab_no,
        acted_at=body.acted_at,
        correlation=body.collab_no,
    )


def _computed(raised_at: datetime, *, desk: Desk) -> Due:
    rule = desk.law.deadlines.rule(DISPUTE_RULE, on=raised_at)
    return compute(rule, anchor=raised_at, calendar=desk.law.calendar)


def owes_decision(scope: Scope, *, desk: Desk) -> bool:
    """The committee answers disputes; others only know of them."""
    return desk.law.agencies.by_code(scope.identity.agency).kind is AgencyKind.PLC
