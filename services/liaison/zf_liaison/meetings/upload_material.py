"""Take a paper for a topic: its kind is read from its bytes, its content is kept by hash."""

from collections.abc import AsyncIterator
from typing import Protocol

from sqlalchemy import insert

from zf_contracts.http.meetings import UploadView
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.meetings.tables import MaterialUpload
from zf_platform.blobs import BlobTooLarge
from zf_platform.errors import Refused
from zf_platform.file_kinds import media_type
from zf_platform.transaction import Scope

MAX_UPLOAD = 20 * 1024 * 1024
_CHUNK = 256 * 1024


class Readable(Protocol):
    async def read(self, size: int = -1) -> bytes: ...


async def upload_material(scope: Scope, content: Readable, *, title: str, filename: str, desk: Desk) -> UploadView:
    """Raises Refused for a kind of file that may not come on file."""
    head = await content.read(_CHUNK)
    kind = media_type(head, filename=filename, whole=len(head) < _CHUNK)
    if kind is None:
        raise Refused((Problem("document.kind_refused", {"field": "file"}),))
    try:
        blob = await desk.blobs.put(_chunks(head, content), max_bytes=MAX_UPLOAD)
    except BlobTooLarge:
        raise Refused((Problem("document.too_large", {"limit": "20 MiB", "field": "file"}),), status=413) from None
    made = UploadView(id=scope.new_id(), title=title, digest=blob.digest, size=blob.size, media_type=kind)
    values = made.model_dump() | {"account_id": scope.actor.account_id, "uploaded_at": scope.now}
    await scope.session.execute(insert(MaterialUpload).values(values))
    scope.record("meeting.upload", object_kind="meeting_upload", object_id=made.id)
    return made


async def _chunks(head: bytes, content: Readable) -> AsyncIterator[bytes]:
    yield head
    while chunk := await content.read(_CHUNK):
        yield chunk
