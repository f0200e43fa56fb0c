"""May this peer pull this file? Only when it was named in a message to it."""

from sqlalchemy import select

from zf_liaison.exchange.tables import blob_offer
from zf_platform.blobs import BlobStore
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def require_offered(scope: Scope, *, digest: str, message_id: str, peer: str, blobs: BlobStore) -> None:
    """Not offered, offered to somebody else, or not here: all the same answer."""
    found = await scope.session.execute(
        select(blob_offer.c.digest).where(
            blob_offer.c.agency == peer, blob_offer.c.digest == digest, blob_offer.c.message_id == message_id
        )
    )
    if found.first() is None or not await blobs.has(digest):
        raise NotFound
