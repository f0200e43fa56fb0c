"""The case that a report opened is known: write its number on the report."""

from sqlalchemy import select

from zf_contracts.internal.reports import CaseOpened
from zf_intake.reports.rules import attach_problems
from zf_intake.reports.tables import Report
from zf_intake.search.note_number import note_number
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def attach_case(scope: Scope, opened: CaseOpened) -> None:
    """Doing it twice changes nothing. A case without a report of ours (from another agency) is none of our business."""
    if opened.report_id is None:
        return
    report = await scope.session.scalar(select(Report).where(Report.id == opened.report_id).with_for_update())
    if report is None:
        raise Refused((Problem("report.unknown", {"report": opened.report_id}),))
    problems = attach_problems(attached=report.case_id, case_id=opened.case_id)
    if problems:
        raise Refused(problems)
    if report.case_id == opened.case_id and report.case_no == opened.case_no:
        return
    report.case_id, report.case_no = opened.case_id, opened.case_no
    report.version += 1
    await scope.session.flush()
    await note_number(scope, opened.case_no, object_id=report.id)
    scope.record("report.attach_case", object_kind="report", object_id=report.id, after={"case_id": opened.case_id})
