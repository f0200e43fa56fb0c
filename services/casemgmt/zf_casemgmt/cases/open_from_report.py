"""A report was registered: open the case, begin the filing review, and tell intake its number."""

from dataclasses import replace

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.open_record import NewCase, open_record
from zf_casemgmt.cases.queries import case_of_report
from zf_casemgmt.cases.rules import Move
from zf_casemgmt.cases.write_suspect import NewSuspect, write_suspect
from zf_casemgmt.documents.file_received import file_received
from zf_casemgmt.numbering.rules import police_case_number, police_case_series
from zf_casemgmt.numbering.take import take_serial
from zf_casemgmt.office import Office
from zf_contracts.internal.reports import CaseOpened, ReportRegistered
from zf_law.deadlines import ZONE
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

REGISTER = "register_intake"
BEGIN_REVIEW = "begin_filing_review"
DUTY_OFFICER = "duty_officer"


async def open_from_report(scope: Scope, payload: ReportRegistered, *, office: Office) -> None:
    """Idempotent by report: the same report never opens a second case."""
    if await case_of_report(scope.session, payload.report_id) is not None:
        return
    with step(SpanName.CASE_OPEN):
        file = await _open(scope, payload, office=office)
        registered = Move(
            act=REGISTER,
            acted_at=payload.registered_at,
            documents=tuple(paper.id for paper in file.papers),
            facts={"source": payload.source},
            agency_kind=office.kind,
            registered=True,
            actor_id=payload.registered_by,
        )
        moved = await advance(scope, registered, file=file, office=office)
        begun = Move(act=BEGIN_REVIEW, acted_at=payload.registered_at, agency_kind=office.kind)
        moved = await advance(scope, begun, file=moved.file, office=office)
    _tell(scope, payload, moved.file)


async def _open(scope: Scope, payload: ReportRegistered, *, office: Office) -> CaseFile:
    on = payload.registered_at.astimezone(ZONE).date()
    serial = await take_serial(scope, police_case_series(on))
    new = NewCase(
        case_no=police_case_number(office.agency, on=on, serial=serial),
        collab_no=payload.collab_no,
        kind=payload.kind,
        title=payload.title,
        facts=payload.facts,
        charge="",
        unit=payload.unit,
        holder=office.kind,
        opened_at=payload.registered_at,
        source_report_id=payload.report_id,
        participants={payload.registered_by: DUTY_OFFICER},
    )
    file = await open_record(scope, new)
    people = [
        await write_suspect(
            scope,
            NewSuspect(name=one.name, id_kind=one.id_kind, id_number=one.id_number, sex=one.sex),
            case_id=file.id,
            office=office,
        )
        for one in payload.suspects
    ]
    papers = await file_received(scope, payload.documents, file=file, sender=office.agency.code, origin="report")
    return replace(file, suspects=tuple(people), papers=papers)


def _tell(scope: Scope, payload: ReportRegistered, file: CaseFile) -> None:
    opened = CaseOpened(
        case_id=file.id,
        case_no=file.case_no,
        collab_no=file.collab_no,
        report_id=payload.report_id,
        unit=file.unit,
        state=file.state,
        opened_at=payload.registered_at,
    )
    for service in ("intake", "oversight"):
        scope.enqueue(
            opened,
            to=service,
            subject=file.collab_no,
            acted_at=payload.registered_at,
            correlation=file.collab_no,
        )
