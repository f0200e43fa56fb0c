"""Register a case report (受案登记): always taken, always numbered, always receipted, and a case follows from it."""

from zf_contracts.http.intake import RegisterReport
from zf_contracts.internal.reports import ReportedPerson, ReportRegistered
from zf_contracts.values import ManifestItem
from zf_intake.desk import Desk
from zf_intake.reports.give_numbers import give_numbers
from zf_intake.reports.rules import ReportForm, form_problems, registered_late
from zf_intake.reports.search_entries import note_for_search
from zf_intake.reports.tables import Report, ReportItem, ReportSuspect
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.personal import PersonalKey
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

BASIS = "PSB 169–171"


async def register(scope: Scope, command: RegisterReport, *, desk: Desk) -> Report:
    """The report with its numbers. Nothing in the content can refuse it; casemgmt hears of it with the commit."""
    with step(SpanName.REPORT_REGISTER, object_kind="report"):
        agency = desk.law.agencies.by_code(scope.identity.agency)
        form = ReportForm(
            command.unit, command.received_at, command.occurred_on, scope.now, on_paper_at=command.registered_at
        )
        problems = form_problems(form, agency=agency)
        if problems:
            raise Refused(problems)
        report = _report(scope, command, desk=desk)
        report.receipt_no, report.collab_no = await give_numbers(scope, agency=agency, law=desk.law)
        scope.session.add(report)
        await scope.session.flush()
        note_for_search(scope, report, phone=command.reporter.phone, desk=desk)
        scope.enqueue(
            _registered(report, command, law=desk.law),
            to="casemgmt",
            subject=report.collab_no,
            acted_at=report.registered_at,
            sensitivity="L3",
            correlation=report.collab_no,
        )
        scope.record(
            "report.register",
            object_kind="report",
            object_id=report.id,
            basis=BASIS,
            after={"receipt_no": report.receipt_no, "collab_no": report.collab_no, "items": len(report.items)},
        )
        return report


def _report(scope: Scope, command: RegisterReport, *, desk: Desk) -> Report:
    reporter = command.reporter
    registered_at = command.registered_at or scope.now
    return Report(
        id=scope.new_id(),
        source=command.source,
        kind=command.kind,
        unit=command.unit,
        title=command.title,
        facts=command.facts,
        place=command.place,
        occurred_on=command.occurred_on,
        received_at=command.received_at,
        registered_at=registered_at,
        registered_by=scope.actor.account_id,
        registered_by_name=scope.actor.name,
        emergency=command.emergency,
        late=registered_late(received_at=command.received_at, registered_at=registered_at, law=desk.law),
        alert_no=command.alert_no,
        reporter_name=reporter.name,
        reporter_id_kind=reporter.id_kind,
        reporter_id_sealed=desk.key.encrypt(reporter.id_number),
        reporter_id_hash=desk.key.keyed_hash(reporter.id_kind, reporter.id_number),
        reporter_phone_sealed=desk.key.encrypt(reporter.phone),
        reporter_address_sealed=desk.key.encrypt(reporter.address),
        reporter_confidential=reporter.confidential,
        suspects=_suspects(command, key=desk.key),
        items=[
            ReportItem(no=no, title=item.title, quantity=item.quantity, feature=item.feature)
            for no, item in enumerate(command.items, start=1)
        ],
        version=1,
    )


def _suspects(command: RegisterReport, *, key: PersonalKey) -> list[ReportSuspect]:
    return [
        ReportSuspect(
            no=no,
            name=person.name,
            id_kind=person.id_kind,
            id_sealed=key.encrypt(person.id_number),
            id_hash=key.keyed_hash(person.id_kind, person.id_number),
            sex=person.sex,
        )
        for no, person in enumerate(command.suspects, start=1)
    ]


def _registered(report: Report, command: RegisterReport, *, law: Law) -> ReportRegistered:
    """Who reported stays here: the case does not need it, and a reporter may have asked for secrecy (CPL 111(3))."""
    return ReportRegistered(
        report_id=report.id,
        collab_no=report.collab_no,
        receipt_no=report.receipt_no,
        unit=report.unit,
        source=report.source,
        kind=command.kind,
        title=report.title,
        facts=report.facts,
        place=report.place,
        registered_by=report.registered_by,
        registered_at=report.registered_at,
        suspects=tuple(
            ReportedPerson(name=one.name, id_kind=one.id_kind, id_number=one.id_number, sex=one.sex)
            for one in command.suspects
        ),
        documents=_documents(report, law=law),
    )


def _documents(report: Report, *, law: Law) -> tuple[ManifestItem, ...]:
    """What registration itself produced: form and receipt always, the list of evidence when something was handed in."""
    types = ["intake_form", "intake_receipt"] + (["evidence_receipt_list"] if report.items else [])
    return tuple(
        ManifestItem(
            no=no,
            category="document",
            title=law.documents.by_id(kind).zh,
            document_type=kind,
            document_no=report.receipt_no if kind == "intake_receipt" else "",
            dated=report.registered_at.date(),
        )
        for no, kind in enumerate(types, start=1)
    )
