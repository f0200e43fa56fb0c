"""Issue an official document (制作文书): its number, its text, its content by hash, one row on the file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.deliberations.minutes_rules import MINUTES
from zf_casemgmt.documents import rules
from zf_casemgmt.documents.rules import Heading
from zf_casemgmt.documents.tables import Document
from zf_casemgmt.numbering.rules import document_number, document_series
from zf_casemgmt.numbering.take import take_serial
from zf_casemgmt.office import Office
from zf_law.deadlines import ZONE
from zf_law.documents import DocumentType
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.file_kinds import TEXT
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Draft:
    """What the person gave: the type, its date, whom it concerns, the fields of its template and free text.

    `resolved`: a committee has resolved it, which is the only way its decisions get a paper.
    """

    type: str
    dated: date
    suspect_id: str | None = None
    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Issued:
    id: str
    type: str
    document_no: str
    digest: str


async def issue_document(scope: Scope, draft: Draft, *, file: CaseFile, office: Office) -> Issued:
    """Raises Refused when this agency may not issue it, or the case has no such suspect."""
    document = _allowed(scope, draft, file=file, office=office)
    with step(SpanName.DOCUMENT_RENDER, case_id=file.id):
        document_no = await _number(scope, document, draft, file=file, office=office)
        content = _render(document, draft, document_no=document_no, file=file, office=office)
        blob = await office.blobs.put_bytes(content.encode())
    row_id = scope.new_id()
    await scope.session.execute(
        insert(Document).values(
            id=row_id,
            case_id=file.id,
            suspect_id=draft.suspect_id,
            type=document.id,
            title=document.zh,
            document_no=document_no,
            dated=draft.dated,
            pages=1,
            digest=blob.digest,
            size=blob.size,
            media_type=TEXT,
            agency=office.agency.code,
            issued_by=scope.actor.account_id,
            issued_by_name=scope.actor.name,
            step=file.state,
            round=file.returns,
            origin="issued",
            created_at=scope.now,
        )
    )
    scope.record(
        "document.issue",
        object_kind="document",
        object_id=row_id,
        basis=document.basis,
        after={"type": document.id, "no": document_no, "digest": blob.digest},
    )
    return Issued(row_id, document.id, document_no, blob.digest)


def _allowed(scope: Scope, draft: Draft, *, file: CaseFile, office: Office) -> DocumentType:
    document = office.law.documents.find(draft.type)
    today = scope.now.astimezone(ZONE).date()
    problems = rules.issue_problems(document, type_id=draft.type, agency=office.agency, dated=draft.dated, today=today)
    if document is not None:
        problems += rules.unknown_fields(document, draft.fields)
    of_committee = {MINUTES, *(one.document for one in office.law.deliberations.committees)}
    if not draft.resolved and draft.type in of_committee:
        problems.append(Problem("document.committee_only"))
    if draft.suspect_id is not None and file.suspect(draft.suspect_id) is None:
        problems.append(Problem("suspect.none_named"))
    if problems or document is None:
        raise Refused(problems)
    return document


async def _number(scope: Scope, document: DocumentType, draft: Draft, *, file: CaseFile, office: Office) -> str:
    if not document.number:
        return ""
    if rules.takes_case_number(document):
        return file.case_no
    serial = await take_serial(scope, document_series(document.id, on=draft.dated))
    return document_number(document.number, agency=office.agency, on=draft.dated, serial=serial)


def _render(document: DocumentType, draft: Draft, *, document_no: str, file: CaseFile, office: Office) -> str:
    suspect = file.suspect(draft.suspect_id) if draft.suspect_id else None
    role = office.law.roles.find(document.signed_by)
    heading = Heading(
        agency=office.agency,
        document_no=document_no,
        case_no=file.case_no,
        suspect=suspect.name if suspect else "",
        dated=draft.dated,
        signed_by=role.zh if role else "",
    )
    return rules.render(document, heading, fields=draft.fields, text=draft.text)
