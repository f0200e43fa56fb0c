"""How an issued document reads, and why one may not be issued. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zf_law.agencies import Agency
from zf_law.documents import CASE_NUMBER, DocumentType
from zf_law.problems import Problem

MAX_UPLOAD = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on an issued document besides its own fields."""

    agency: Agency
    document_no: str
    case_no: str
    suspect: str
    dated: date
    signed_by: str


def issue_problems(
    document: DocumentType | None, *, type_id: str, agency: Agency, dated: date, today: date
) -> list[Problem]:
    """Why this agency may not issue such a document now."""
    if document is None:
        return [Problem("document.unknown_type", {"type": type_id})]
    problems: list[Problem] = []
    if agency.kind not in document.issuers:
        problems.append(Problem("document.wrong_issuer", {"document": document.id, "title": document.zh}))
    if dated > today:
        problems.append(Problem("document.dated_in_future", {"dated": dated.isoformat()}))
    return problems


def unknown_fields(document: DocumentType, fields: Mapping[str, str]) -> list[Problem]:
    unknown = sorted(set(fields) - set(document.fields))
    return [Problem("document.unknown_field", {"field": name, "document": document.id}) for name in unknown]


def render(document: DocumentType, heading: Heading, *, fields: Mapping[str, str], text: str) -> str:
    """The document as plain text: organ, title, number, case, fields, text, signature and date."""
    lines = [heading.agency.name_zh, document.zh, ""]
    if heading.document_no:
        lines += [heading.document_no, ""]
    lines.append(f"案件编号：{heading.case_no}")
    if heading.suspect:
        lines.append(f"犯罪嫌疑人（被告人）：{heading.suspect}")
    lines += [f"{name}：{fields[name]}" for name in document.fields if fields.get(name)]
    if text:
        lines += ["", text]
    lines += ["", f"依据：{document.basis}"]
    if heading.signed_by:
        lines.append(f"签发职务：{heading.signed_by}")
    lines += [heading.agency.name_zh, f"{heading.dated.year}年{heading.dated.month}月{heading.dated.day}日"]
    return "\n".join(lines) + "\n"


def takes_case_number(document: DocumentType) -> bool:
    return document.number == CASE_NUMBER
