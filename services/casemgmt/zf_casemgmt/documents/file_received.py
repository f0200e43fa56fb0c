"""Take over the documents of a package, a notice or a report: rows that refer to content which is already here."""

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.rules import CaseFile, Paper
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
    """One row per item with a document type. A paper that came before (same type and content) is not filed twice."""
    today = scope.now.astimezone(ZONE).date()
    rows = [
        {
            "id": scope.new_id(),
            "case_id": file.id,
            "suspect_id": suspect_id,
            "type": item.document_type,
            "title": item.title,
            "document_no": item.document_no,
            "dated": item.dated or today,
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
        for item in items
        if item.document_type
    ]
    if not rows:
        return ()
    statement = (
        insert(Document)
        .values(rows)
        .on_conflict_do_nothing(
            index_elements=[Document.case_id, Document.type, Document.digest],
            index_where=text("origin = 'received' AND digest <> ''"),
        )
    )
    kept = await scope.session.execute(
        statement.returning(Document.id, Document.type, Document.suspect_id, Document.round)
    )
    return tuple(Paper(row.id, row.type, row.suspect_id, row.round) for row in kept)
