"""Record the conversions of petitions that were registered before conversions were recorded."""

from zf_intake.conversions.detect_conversions import detect_conversions
from zf_intake.desk import Desk
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.thread_queries import repeats_after
from zf_platform.transaction import Scope
from zf_platform.upkeep import Batch

AT_ONCE = 100


async def find_older_conversions(scope: Scope, after: str, *, desk: Desk) -> Batch:
    """The own oversight counts them on the day they happened; the committee is not told of what is long past."""
    ids = await repeats_after(scope, after, limit=AT_ONCE)
    for petition_id in ids:
        file = await load_petition(scope, petition_id, lock=False)
        await detect_conversions(scope, file, abroad=False, desk=desk)
    return Batch(len(ids), ids[-1] if len(ids) == AT_ONCE else "")
