"""Take over the documents of a package, a notice or a report: rows that refer to content which is already here."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from zf_casemgmt.cases.file_rules import CaseFile, Paper
from zf_casemgmt.documents.tables import Document
from zf_contracts.values import ManifestItem
from zf_law.deadlines import ZONE
from zf_platform.transaction import Scope


async def file_received(
    scope: Scope,
    items: Sequence[ManifestItem],
    *,
    file: CaseFile,
    sender: str,
    origin: str,
    suspect_id: str | None = None,
) -> tuple[Paper, ...]:
    """One row per item with a document type. A paper that is on file already (same type and content) is not filed again:
    our own decisions come back in the packages of others.
    """
    wanted = [item for item in items if item.document_type]
    known = await _known(scope, case_id=file.id) if wanted else frozenset()
    fresh = [item for item in wanted if _mark(item) not in known]
    if not fresh:
        return ()
    rows = [_row(scope, item, file=file, sender=sender, origin=origin, suspect_id=suspect_id) for item in fresh]
    await scope.session.execute(insert(Document).values(rows))
    return tuple(Paper(str(row["id"]), str(row["type"]), suspect_id, file.returns) for row in rows)


async def _known(scope: Scope, *, case_id: str) -> frozenset[tuple[str, ...]]:
    rows = await scope.session.execute(
        select(Document.type, Document.digest, Document.title, Document.document_no).where(Document.case_id == case_id)
    )
    return frozenset((row.type, row.digest) if row.digest else (row.type, row.title, row.document_no) for row in rows)


def _mark(item: ManifestItem) -> tuple[str, ...]:
    """What makes two papers the same: their content, or what is written about a paper without a file."""
    if item.blob is not None:
        return (item.document_type, item.blob.digest)
    return (item.document_type, item.title, item.document_no)


def _row(
    scope: Scope, item: ManifestItem, *, file: CaseFile, sender: str, origin: str, suspect_id: str | None
) -> dict[str, object]:
    return {
        "id": scope.new_id(),
        "case_id": file.id,
        "suspect_id": suspect_id,
        "type": item.document_type,
        "title": item.title,
        "document_no": item.document_no,
        "dated": item.dated or scope.now.astimezone(ZONE).date(),
        "pages": item.pages,
        "digest": item.blob.digest if item.blob else "",
        "size": item.blob.size if item.blob else 0,
        "media_type": item.media_type,
        "agency": sender,
        "issued_by": sender,
        "issued_by_name": "",
        "step": file.state,
        "round": file.returns,
        "origin": origin,
        "created_at": scope.now,
    }
