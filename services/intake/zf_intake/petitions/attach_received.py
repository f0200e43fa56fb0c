"""Papers that came with a petition from another agency: they lie verified in the file store and belong to it from now on."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.values import ManifestItem
from zf_intake.petitions.tables import PetitionAttachment
from zf_platform.transaction import Scope


async def attach_received(scope: Scope, petition_id: str, *, documents: Sequence[ManifestItem]) -> None:
    """Items without content are named in the content itself; there is nothing to keep of them."""
    rows = [
        {
            "id": scope.new_id(),
            "petition_id": petition_id,
            "kind": item.document_type or "received",
            "title": item.title,
            "pages": item.pages,
            "digest": item.blob.digest,
            "size": item.blob.size,
            "media_type": item.media_type,
            "restricted": item.secrecy != "none",
            "added_by": scope.actor.account_id,
            "added_at": scope.now,
        }
        for item in documents
        if item.blob is not None
    ]
    if rows:
        await scope.session.execute(insert(PetitionAttachment).values(rows))
