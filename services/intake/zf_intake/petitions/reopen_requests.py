"""Every request is open again, because the matter is handled anew; the earlier answers stay on file."""

from sqlalchemy import update

from zf_intake.petitions.tables import PetitionRequest
from zf_platform.transaction import Scope


async def reopen_requests(scope: Scope, petition_id: str) -> None:
    await scope.session.execute(
        update(PetitionRequest)
        .where(PetitionRequest.petition_id == petition_id)
        .values(result="", answer_id="")
        .execution_options(synchronize_session=False)
    )
