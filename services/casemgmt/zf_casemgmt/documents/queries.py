"""Reading documents: what guards count, what a person sees, what goes into a manifest."""

from collections.abc import Collection, Sequence

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from zf_casemgmt.cases.file_rules import Paper
from zf_casemgmt.documents.tables import Document
from zf_casemgmt.tables import fresh
from zf_contracts.http.casemgmt import DocumentView
from zf_contracts.values import BlobRef, ManifestItem

VOLUMES = frozenset({"litigation_volume"})


def papers_json(case_id: InstrumentedAttribute[str]) -> ScalarSelect[object]:
    """The papers of a case as one JSON column, so that a case is read in one statement."""
    one = func.json_build_array(Document.id, Document.type, Document.suspect_id, Document.round)
    whole = func.json_agg(aggregate_order_by(one, Document.id))
    return select(whole).where(Document.case_id == case_id).scalar_subquery()


def papers_from(rows: object) -> tuple[Paper, ...]:
    return tuple(Paper(*row) for row in rows) if isinstance(rows, list) else ()


async def documents_of(session: AsyncSession, case_id: str) -> Sequence[Document]:
    return (await session.scalars(fresh(Document).where(Document.case_id == case_id).order_by(Document.id))).all()


async def find_document(session: AsyncSession, *, case_id: str, document_id: str) -> Document | None:
    found = await session.scalars(fresh(Document).where(Document.id == document_id, Document.case_id == case_id))
    return found.one_or_none()


async def manifest(
    session: AsyncSession, case_id: str, *, ids: Sequence[str] | None = None, inner: Collection[str] = ()
) -> tuple[ManifestItem, ...]:
    """Documents of a case as lines of a manifest; all of them, or those of `ids`, without the types that stay `inner`."""
    statement = fresh(Document).where(Document.case_id == case_id, Document.type.not_in(inner))
    if ids is not None:
        if not ids:
            return ()
        statement = statement.where(Document.id.in_(ids))
    rows = (await session.scalars(statement.order_by(Document.id))).all()
    return tuple(line(row, no=number) for number, row in enumerate(rows, start=1))


def line(row: Document, *, no: int) -> ManifestItem:
    return ManifestItem(
        no=no,
        category="volume" if row.type in VOLUMES else "document",
        title=row.title,
        document_type=row.type,
        document_no=row.document_no,
        dated=row.dated,
        pages=row.pages,
        media_type=row.media_type,
        blob=BlobRef(digest=row.digest, size=row.size) if row.digest else None,
    )


def view(row: Document) -> DocumentView:
    return DocumentView(
        id=row.id,
        type=row.type,
        title=row.title,
        document_no=row.document_no,
        dated=row.dated,
        pages=row.pages,
        digest=row.digest,
        size=row.size,
        media_type=row.media_type,
        issued_by=row.issued_by,
        issued_by_name=row.issued_by_name,
        suspect_id=row.suspect_id,
        step=row.step,
    )


async def view_of(session: AsyncSession, document_id: str) -> DocumentView:
    return view((await session.scalars(fresh(Document).where(Document.id == document_id))).one())
