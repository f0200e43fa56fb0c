"""Write the result of each request that an answer speaks to."""

from collections.abc import Mapping

from sqlalchemy import update

from zf_intake.petitions.tables import PetitionRequest
from zf_platform.transaction import Scope


async def settle_requests(scope: Scope, petition_id: str, *, results: Mapping[int, str], answer_id: str) -> None:
    for number, result in results.items():
        await scope.session.execute(
            update(PetitionRequest)
            .where(PetitionRequest.petition_id == petition_id, PetitionRequest.no == number)
            .values(result=result, answer_id=answer_id)
            .execution_options(synchronize_session=False)
        )
