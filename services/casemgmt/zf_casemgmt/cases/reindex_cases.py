"""Write the search entries of the next cases anew, however old they are."""

from sqlalchemy import select

from zf_casemgmt.cases.search_entries import note_for_search
from zf_casemgmt.cases.tables import CaseRecord
from zf_casemgmt.office import Office
from zf_platform.transaction import Scope
from zf_platform.upkeep import Batch

AT_ONCE = 500


async def reindex_cases(scope: Scope, after: str, *, office: Office) -> Batch:
    """A case that changes meanwhile writes its own entry; the later of the two is right either way."""
    ids = list(
        await scope.session.scalars(
            select(CaseRecord.id).where(CaseRecord.id > after).order_by(CaseRecord.id).limit(AT_ONCE)
        )
    )
    for case_id in ids:
        note_for_search(scope, case_id, office=office)
    return Batch(len(ids), ids[-1] if len(ids) == AT_ONCE else "")
