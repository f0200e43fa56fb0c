"""Files of a matter: the list beside each act, and the content, whose reading is recorded."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from zf_contracts.http.supervision import MatterFileView
from zf_liaison.files.tables import MatterFile
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


async def files_by_act(scope: Scope, matter_id: str) -> Mapping[str, tuple[MatterFileView, ...]]:
    """Act id → its files; under the empty id what this person has laid ready."""
    statement = (
        select(MatterFile)
        .where(
            MatterFile.matter_id == matter_id,
            or_(MatterFile.act_id != "", MatterFile.added_by == scope.actor.account_id),
        )
        .order_by(MatterFile.id)
    )
    found: dict[str, list[MatterFileView]] = {}
    for row in await scope.session.scalars(statement):
        view = MatterFileView(id=row.id, title=row.title, media_type=row.media_type, digest=row.digest, size=row.size)
        found.setdefault(row.act_id, []).append(view)
    return {act_id: tuple(views) for act_id, views in found.items()}


async def file_content(scope: Scope, matter_id: str, file_id: str, *, blobs: BlobStore) -> Content:
    statement = select(MatterFile).where(MatterFile.id == file_id, MatterFile.matter_id == matter_id)
    row = await scope.session.scalar(statement)
    if row is None or not await blobs.has(row.digest):
        raise NotFound
    scope.record("supervision.read_file", object_kind="file", object_id=file_id, sensitive_read=True)
    default = ".txt" if row.media_type.startswith("text/") else ".docx"
    name = f"{row.title}{_ENDINGS.get(row.media_type, default)}"
    return Content(await blobs.open(row.digest), row.media_type, name, row.size)
