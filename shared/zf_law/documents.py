"""Legal documents (文书) and the coded reasons for returning a transfer."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zf_law.agencies import AgencyKind
from zf_law.problems import placeholders
from zf_law.reading import LawDataError, Row, unique

CASE_NUMBER = "case_no"
"""A document that carries the case number itself, as court judgments do."""


@dataclass(frozen=True, slots=True)
class DocumentType:
    """`number` is empty, CASE_NUMBER, or a template with {short}, {year}, {serial}. `signed_by` is a role or empty.

    `template` names the file in data/templates from which it is printed, `draft` the one an officer edits; empty: none.
    `replaces`: a newer one on the same matter takes the place of the older. `inner`: it stays in the agency's own volume
    (内卷) and goes into no package.
    """

    id: str
    zh: str
    en: str
    issuers: tuple[AgencyKind, ...]
    number: str
    fields: tuple[str, ...]
    signed_by: str
    copies: int
    basis: str
    confidence: str
    template: str = ""
    draft: str = ""
    replaces: bool = False
    inner: bool = False


class Documents:
    def __init__(self, documents: Mapping[str, DocumentType]) -> None:
        self._documents = dict(documents)

    def __contains__(self, document_id: object) -> bool:
        return document_id in self._documents

    def all(self) -> tuple[DocumentType, ...]:
        return tuple(self._documents.values())

    def by_id(self, document_id: str) -> DocumentType:
        return self._documents[document_id]

    def find(self, document_id: str) -> DocumentType | None:
        return self._documents.get(document_id)

    def issued_by(self, kind: AgencyKind) -> tuple[DocumentType, ...]:
        return tuple(document for document in self.all() if kind in document.issuers)


class ReturnEffect(StrEnum):
    RETURN = "return"
    SUPPLEMENT = "supplement"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class ReturnCode:
    """退回原因. `applies` lists transfer types; empty means all. Text is required for R99."""

    code: str
    zh: str
    en: str
    effect: ReturnEffect
    applies: tuple[str, ...]
    text_required: bool

    def effect_for(self, transfer_type: str) -> ReturnEffect:
        """Incomplete papers of an administrative referral may only be supplemented (PSB 180)."""
        if self.code == "R03" and transfer_type == "referral":
            return ReturnEffect.SUPPLEMENT
        return self.effect


def read_documents(table: Row, *, roles: Collection[str]) -> Documents:
    rows = table.rows("document")
    unique(rows, "id")
    found = {document.id: document for document in (_read_document(row, roles) for row in rows)}
    table.finish()
    return Documents(found)


def read_return_codes(table: Row) -> Mapping[str, ReturnCode]:
    rows = table.rows("return_code", name="code")
    unique(rows, "code")
    found = {code.code: code for code in (_read_return_code(row) for row in rows)}
    table.finish()
    return found


def agency_kinds(row: Row, key: str) -> tuple[AgencyKind, ...]:
    """Reads a list of agency kinds and refuses unknown ones."""
    known = {kind.value: kind for kind in AgencyKind}
    for name in row.texts(key, ()):
        if name not in known:
            raise row.error(f"unknown agency kind {name} in '{key}'")
    return tuple(known[name] for name in row.texts(key, ()))


def confidence(row: Row) -> str:
    """V read, V2 secondary source, K professional knowledge, P project decision, ? could not be verified."""
    mark = row.text("confidence", "V")
    if mark not in ("V", "V2", "K", "P", "?"):
        raise row.error(f"unknown confidence {mark}")
    return mark


def _read_document(row: Row, roles: Collection[str]) -> DocumentType:
    signed_by = row.text("signed_by", "")
    if signed_by and signed_by not in roles:
        raise row.error(f"unknown role {signed_by}")
    number = row.text("number", "")
    if number not in ("", CASE_NUMBER) and placeholders(number) != {"short", "year", "serial"}:
        raise row.error("'number' needs exactly {short}, {year} and {serial}")
    document = DocumentType(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        issuers=agency_kinds(row, "issuers"),
        number=number,
        fields=row.texts("fields", ()),
        signed_by=signed_by,
        copies=row.number("copies", 1),
        basis=row.text("basis"),
        confidence=confidence(row),
        template=row.text("template", ""),
        draft=row.text("draft", ""),
        replaces=row.flag("replaces", False),
        inner=row.flag("inner", False),
    )
    row.finish()
    _check_document(row, document)
    return document


def _check_document(row: Row, document: DocumentType) -> None:
    if not document.basis:
        raise row.error("'basis' is empty")
    if not document.zh or not document.en:
        raise row.error("both titles are needed")
    if document.copies < 1:
        raise row.error("'copies' is at least 1")


def _read_return_code(row: Row) -> ReturnCode:
    effect = row.text("effect")
    if effect not in {known.value for known in ReturnEffect}:
        raise LawDataError(row.file, row.where, f"unknown effect {effect}")
    code = ReturnCode(
        code=row.text("code"),
        zh=row.text("zh"),
        en=row.text("en"),
        effect=ReturnEffect(effect),
        applies=row.texts("applies", ()),
        text_required=row.flag("text_required", False),
    )
    row.finish()
    return code
