"""Take a paper that was handed in on file: its kind is read from its bytes, its content is kept by hash."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import insert

from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.tables import PetitionAttachment
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.problems import Problem
from zf_platform.blobs import BlobRef, BlobStore, BlobTooLarge
from zf_platform.errors import Refused
from zf_platform.file_kinds import media_type
from zf_platform.transaction import Scope

MAX_UPLOAD = 20 * 1024 * 1024
_CHUNK = 256 * 1024


class Readable(Protocol):
    async def read(self, size: int = -1) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Paper:
    """`kind`: material | evidence | record | answer. `restricted`: for those who may know who is accused."""

    kind: str
    title: str
    pages: int
    filename: str
    restricted: bool


async def add_attachment(
    scope: Scope, petition_id: str, paper: Paper, *, version: int, content: Readable, blobs: BlobStore, desk: Desk
) -> str:
    """The id of the attachment. Raises Refused for a kind of file that may not come on file."""
    file = await take_up(scope, petition_id, "petition.register", version=version)
    head = await content.read(_CHUNK)
    kind = media_type(head, filename=paper.filename, whole=len(head) < _CHUNK)
    if kind is None:
        raise Refused((Problem("document.kind_refused", {"field": "file"}),))
    try:
        blob = await blobs.put(_chunks(head, content), max_bytes=MAX_UPLOAD)
    except BlobTooLarge:
        raise Refused((Problem("document.too_large", {"limit": "20 MiB", "field": "file"}),), status=413) from None
    return await _store(scope, file, paper, blob=blob, media=kind, desk=desk)


async def _store(scope: Scope, file: PetitionFile, paper: Paper, *, blob: BlobRef, media: str, desk: Desk) -> str:
    attachment_id = scope.new_id()
    await scope.session.execute(
        insert(PetitionAttachment).values(
            id=attachment_id,
            petition_id=file.id,
            kind=paper.kind,
            title=paper.title,
            pages=paper.pages,
            digest=blob.digest,
            size=blob.size,
            media_type=media,
            restricted=paper.restricted,
            added_by=scope.actor.account_id,
            added_at=scope.now,
        )
    )
    title = "" if paper.restricted else paper.title
    await touch_petition(scope, file, desk=desk, act="add_attachment", basis="PET 19", note=title)
    return attachment_id


async def _chunks(head: bytes, content: Readable) -> AsyncIterator[bytes]:
    yield head
    while chunk := await content.read(_CHUNK):
        yield chunk
