"""Write the search entries of the next petitions anew, however old they are."""

from sqlalchemy import select

from zf_intake.desk import Desk
from zf_intake.petitions.search_entries import note_for_search
from zf_intake.petitions.tables import Petition
from zf_platform.transaction import Scope
from zf_platform.upkeep import Batch

AT_ONCE = 500


async def reindex_petitions(scope: Scope, after: str, *, desk: Desk) -> Batch:
    """A petition that changes meanwhile writes its own entry; the later of the two is right either way."""
    ids = list(
        await scope.session.scalars(select(Petition.id).where(Petition.id > after).order_by(Petition.id).limit(AT_ONCE))
    )
    for petition_id in ids:
        note_for_search(scope, petition_id, desk=desk)
    return Batch(len(ids), ids[-1] if len(ids) == AT_ONCE else "")
