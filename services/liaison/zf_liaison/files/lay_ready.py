"""Take a file that shall go with the next act: its kind is read from its bytes, its content is kept by hash."""

from collections.abc import AsyncIterator
from typing import Protocol

from sqlalchemy import insert

from zf_law.problems import Problem
from zf_liaison.files.tables import MatterFile
from zf_platform.blobs import BlobStore, BlobTooLarge
from zf_platform.errors import Refused
from zf_platform.file_kinds import media_type
from zf_platform.transaction import Scope

MAX_UPLOAD = 20 * 1024 * 1024
_CHUNK = 256 * 1024


class Readable(Protocol):
    async def read(self, size: int = -1) -> bytes: ...


async def lay_ready(
    scope: Scope, matter_id: str, *, title: str, filename: str, content: Readable, blobs: BlobStore
) -> str:
    """The id of the file. Raises Refused for a kind of file that may not come on file."""
    head = await content.read(_CHUNK)
    kind = media_type(head, filename=filename, whole=len(head) < _CHUNK)
    if kind is None:
        raise Refused((Problem("document.kind_refused", {"field": "file"}),))
    try:
        blob = await blobs.put(_chunks(head, content), max_bytes=MAX_UPLOAD)
    except BlobTooLarge:
        raise Refused((Problem("document.too_large", {"limit": "20 MiB", "field": "file"}),), status=413) from None
    file_id = scope.new_id()
    row = {"id": file_id, "matter_id": matter_id, "title": title, "media_type": kind, "added_at": scope.now}
    row |= {"digest": blob.digest, "size": blob.size, "added_by": scope.actor.account_id}
    await scope.session.execute(insert(MatterFile).values(**row))
    scope.record("supervision.add_file", object_kind="file", object_id=file_id, after={"digest": blob.digest})
    return file_id


async def _chunks(head: bytes, content: Readable) -> AsyncIterator[bytes]:
    yield head
    while chunk := await content.read(_CHUNK):
        yield chunk
