"""A closing that was proposed falls away because the matter goes on."""

from sqlalchemy import update

from zf_intake.petitions.tables import PetitionClosing
from zf_platform.transaction import Scope


async def lapse_closing(scope: Scope, petition_id: str) -> None:
    await scope.session.execute(
        update(PetitionClosing)
        .where(PetitionClosing.petition_id == petition_id, PetitionClosing.state == "proposed")
        .values(state="lapsed", decided_at=scope.now)
        .execution_options(synchronize_session=False)
    )
