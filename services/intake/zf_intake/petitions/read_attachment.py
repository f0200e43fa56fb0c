"""The content of a paper, read back by its hash. Every reading is recorded; a restricted one is for few."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import select

from zf_intake.petitions.authority import READ, is_own, require, sees_restricted
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.tables import PetitionAttachment
from zf_platform.blobs import BlobStore
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

_ENDINGS = {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg", "application/ofd": ".ofd"}


@dataclass(frozen=True, slots=True)
class Content:
    chunks: AsyncIterator[bytes]
    media_type: str
    filename: str
    size: int


async def read_attachment(scope: Scope, petition_id: str, attachment_id: str, *, blobs: BlobStore) -> Content:
    """A restricted paper does not exist for those who may not know who is accused."""
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, READ, file=file)
    row = await scope.session.scalar(
        select(PetitionAttachment).where(
            PetitionAttachment.id == attachment_id, PetitionAttachment.petition_id == petition_id
        )
    )
    knows = sees_restricted(scope.actor, file=file) or is_own(scope.actor, file=file)
    if row is None or (row.restricted and not knows) or not await blobs.has(row.digest):
        raise NotFound
    scope.record("petition.read_attachment", object_kind="petition", object_id=attachment_id, sensitive_read=True)
    default = ".txt" if row.media_type.startswith("text/") else ".docx"
    name = f"{row.title}{_ENDINGS.get(row.media_type, default)}"
    return Content(await blobs.open(row.digest), row.media_type, name, row.size)
