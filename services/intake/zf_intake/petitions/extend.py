"""Extend the handling period once, by a leader, and tell the petitioner why (X04, PET 34)."""

from zf_contracts.http.petition_acts import ExtendHandling
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance, due_values, matter_of
from zf_intake.petitions.take_up import take_up
from zf_intake.timelimits.apply import apply_plan
from zf_intake.timelimits.extend_clock import record_extension
from zf_intake.timelimits.rules import ClockPlan, after, plan_extension
from zf_law.petition_facts import ActFacts
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

ACT, NOTICE = "extend_handling", "petition_extension_notice"


async def extend(scope: Scope, petition_id: str, command: ExtendHandling, *, desk: Desk) -> None:
    """The decision must fall before the period ends; the numbered notice carries the reason."""
    file = await take_up(scope, petition_id, "petition.extend", version=command.version)
    at = command.acted_at or scope.now
    (rule,) = desk.law.petitions.act(ACT).extends
    planned = plan_extension(
        file.clock(rule), rule_id=rule, deadlines=desk.law.deadlines, calendar=desk.law.calendar, at=at
    )
    if isinstance(planned, list):
        raise Refused(planned)
    plan = ClockPlan(recounted=(planned,))
    move = Move(
        ACT,
        at,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes=due_values(after(plan, file.clocks)),
    )
    moved = await advance(scope, move, file=file, desk=desk)
    await apply_plan(scope, plan, matter=matter_of(file), act=ACT, at=at)
    await record_extension(scope, planned.clock, reason=command.explanation, document_no=moved.documents[NOTICE])
