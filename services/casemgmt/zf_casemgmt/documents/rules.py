"""What may come on file: which bytes are which kind of file, and how an issued document reads. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zf_law.agencies import Agency
from zf_law.documents import CASE_NUMBER, DocumentType
from zf_law.problems import Problem

MAX_UPLOAD = 20 * 1024 * 1024
HEAD_BYTES = 512
TEXT = "text/plain; charset=utf-8"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
_ZIP = b"PK\x03\x04"
_ZIP_KINDS: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "ofd": "application/ofd",
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands on an issued document besides its own fields."""

    agency: Agency
    document_no: str
    case_no: str
    suspect: str
    dated: date
    signed_by: str


def media_type(head: bytes, *, filename: str, whole: bool) -> str | None:
    """The kind by content; the name only tells apart the two kinds of zip files. None: not allowed.

    `head` are the first bytes; `whole` says that they are all of them.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    ending = filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    if head.startswith(_ZIP):
        return _ZIP_KINDS.get(ending) if _is_office_zip(head, ending) else None
    return TEXT if ending == "txt" and _is_text(head, whole=whole) else None


def _is_office_zip(head: bytes, ending: str) -> bool:
    """The first entry of a docx or ofd is one of its own parts; other zip files are not taken."""
    length = int.from_bytes(head[26:28], "little")
    first = head[30 : 30 + length]
    if ending == "docx":
        return first.startswith((b"[Content_Types].xml", b"_rels/", b"word/", b"docProps/", b"customXml/"))
    return first.startswith((b"OFD.xml", b"Doc_")) if ending == "ofd" else False


def _is_text(head: bytes, *, whole: bool) -> bool:
    if not head or any(byte < 0x20 and byte not in b"\t\n\r" for byte in head):
        return False
    for cut in range(1 if whole else 4):
        try:
            head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
        return True
    return False


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
