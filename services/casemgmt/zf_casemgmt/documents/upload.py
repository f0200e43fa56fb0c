"""Take a scanned or electronic document on file: its kind is read from its bytes, its content is kept by hash."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.documents import rules
from zf_casemgmt.documents.tables import Document
from zf_casemgmt.office import Office
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_platform.blobs import BlobTooLarge
from zf_platform.errors import Refused
from zf_platform.file_kinds import media_type
from zf_platform.transaction import Scope

_CHUNK = 256 * 1024


class Readable(Protocol):
    async def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Upload:
    type: str
    title: str
    dated: date
    pages: int
    filename: str
    suspect_id: str | None = None


async def upload_document(scope: Scope, upload: Upload, *, content: Readable, file: CaseFile, office: Office) -> str:
    """Returns the new document's id. Raises Refused for a kind of file, type or suspect that may not come on file."""
    head = await content.read(_CHUNK)
    kind = _allowed(scope, upload, head, file=file, office=office)
    try:
        blob = await office.blobs.put(_chunks(head, content), max_bytes=rules.MAX_UPLOAD)
    except BlobTooLarge:
        raise Refused((Problem("document.too_large", {"limit": "20 MiB"}),), status=413) from None
    row_id = scope.new_id()
    await scope.session.execute(
        insert(Document).values(
            id=row_id,
            case_id=file.id,
            suspect_id=upload.suspect_id,
            type=upload.type,
            title=upload.title,
            dated=upload.dated,
            pages=upload.pages,
            digest=blob.digest,
            size=blob.size,
            media_type=kind,
            agency=office.agency.code,
            issued_by=scope.actor.account_id,
            issued_by_name=scope.actor.name,
            step=file.state,
            round=file.returns,
            origin="uploaded",
            created_at=scope.now,
        )
    )
    scope.record(
        "document.upload",
        object_kind="document",
        object_id=row_id,
        after={"type": upload.type, "digest": blob.digest, "size": blob.size},
    )
    return row_id


def _allowed(scope: Scope, upload: Upload, head: bytes, *, file: CaseFile, office: Office) -> str:
    problems: list[Problem] = []
    if office.law.documents.find(upload.type) is None:
        problems.append(Problem("document.unknown_type", {"type": upload.type}))
    if upload.dated > scope.now.astimezone(ZONE).date():
        problems.append(Problem("document.dated_in_future", {"dated": upload.dated.isoformat()}))
    if upload.suspect_id is not None and file.suspect(upload.suspect_id) is None:
        problems.append(Problem("suspect.none_named"))
    kind = media_type(head, filename=upload.filename, whole=len(head) < _CHUNK)
    if kind is None:
        problems.append(Problem("document.kind_refused"))
    if problems or kind is None:
        raise Refused(problems)
    return kind


async def _chunks(head: bytes, content: Readable) -> AsyncIterator[bytes]:
    yield head
    while chunk := await content.read(_CHUNK):
        yield chunk
