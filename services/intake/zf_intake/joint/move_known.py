"""What the committee knows of a petition of another agency moves on."""

from datetime import datetime

from sqlalchemy import update

from zf_intake.joint.tables import KnownPetition
from zf_platform.transaction import Scope


async def move_known(scope: Scope, *, agency: str, petition_no: str, state: str, at: datetime) -> None:
    """Nothing happens to one that nobody told of."""
    await scope.session.execute(
        update(KnownPetition)
        .where(KnownPetition.agency == agency, KnownPetition.petition_no == petition_no)
        .values(state=state, state_at=at)
        .execution_options(synchronize_session=False)
    )
