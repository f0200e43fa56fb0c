"""Extend a period (延长期限) with the approval the rule asks for and the document that proves it."""

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.office import Office
from zf_casemgmt.timelimits.apply import Matter, apply_plan
from zf_casemgmt.timelimits.clock_rules import Clock
from zf_casemgmt.timelimits.rules import ClockPlan, plan_extension
from zf_casemgmt.timelimits.tables import DeadlineExtension
from zf_contracts.http.casemgmt import ExtendDeadline
from zf_law.problems import Problem
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope

ACT = "deadline.extend"


async def extend_deadline(
    scope: Scope, case_id: str, deadline_id: str, command: ExtendDeadline, *, office: Office
) -> None:
    """`version` is the case's. The approval must be dated before the period ends; the document must be on file."""
    file = await load_case(scope, case_id)
    require(scope.actor, ACT, file=file, agency=office.agency.code, seen=command.version)
    clock = next((clock for clock in file.clocks if clock.id == deadline_id), None)
    if clock is None:
        raise NotFound
    if command.document_id not in {paper.id for paper in file.papers}:
        raise Refused((Problem("document.not_on_file", {"document": command.document_id}),))
    planned = plan_extension(
        clock,
        deadlines=office.law.deadlines,
        calendar=office.law.calendar,
        approved_on=command.approved_on,
        in_custody=_held(file, clock),
    )
    if isinstance(planned, list):
        raise Refused(planned)
    matter = Matter(file.id, file.case_no, file.collab_no, file.unit, file.handler_id)
    await apply_plan(scope, ClockPlan(recounted=(planned,)), matter=matter, act=ACT, at=scope.now)
    await scope.session.execute(
        insert(DeadlineExtension).values(
            deadline_id=deadline_id,
            number=planned.clock.extensions,
            document_id=command.document_id,
            approved_by=command.approved_by,
            approved_on=command.approved_on,
            reason=command.reason,
            recorded_by=scope.actor.account_id,
            recorded_at=scope.now,
        )
    )
    await touch_case(scope, file)
    basis = planned.rule.extensions[planned.clock.extensions - 1].basis
    scope.record(ACT, object_kind="deadline", object_id=deadline_id, reason=command.reason, basis=basis)


def _held(file: CaseFile, clock: Clock) -> bool:
    people = [suspect.facts() for suspect in file.suspects]
    return any(one.in_custody for one in people if clock.suspect_id is None or one.id == clock.suspect_id)
