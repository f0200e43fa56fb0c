"""The owner has checked the figures: they go to the committee and the petition office, and to the own oversight (S-019)."""

from sqlalchemy import select

from zf_contracts.http.screening import SendReport
from zf_contracts.petition_statements import LedgerFigure, LedgerReport
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.screening.note_report import note_report
from zf_intake.screening.rules import sending_problems
from zf_intake.screening.tables import ScreeningReport
from zf_law.agencies import AgencyKind
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope

REPORTED = "petition.ledger.reported"
ABOVE = frozenset({AgencyKind.PLC, AgencyKind.PETITION_OFFICE})


async def send_report(scope: Scope, command: SendReport, *, report_id: str, desk: Desk) -> ScreeningReport:
    """Figures only: no person and no matter leaves."""
    statement = select(ScreeningReport).where(ScreeningReport.id == report_id).with_for_update()
    report: ScreeningReport | None = await scope.session.scalar(statement)
    if report is None:
        raise NotFound
    if report.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": report.version}),))
    problems = sending_problems(state=report.state)
    if problems:
        raise Refused(problems)
    report.state, report.note, report.sent_at = "sent", command.note, scope.now
    report.checked_by, report.checked_by_name = scope.actor.account_id, scope.actor.name
    report.version += 1
    await scope.session.flush()
    body = LedgerReport(
        notice_id=scope.new_id(),
        collab_no="",
        acted_at=scope.now,
        first_day=report.first_day,
        last_day=report.last_day,
        figures=tuple(LedgerFigure.model_validate(one) for one in report.figures),
    )
    above = {one.code for one in desk.law.agencies.partners(scope.identity.agency) if one.kind in ABOVE}
    await issue(scope, REPORTED, body, to=above, petition_id="", desk=desk)
    await note_report(scope, body, sender=scope.identity.agency)
    scope.record(
        "screening.send_report",
        object_kind="screening_report",
        object_id=report.id,
        basis="S-019",
        after={"first_day": report.first_day.isoformat(), "last_day": report.last_day.isoformat()},
    )
    return report
