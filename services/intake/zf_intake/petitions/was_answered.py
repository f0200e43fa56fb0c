"""Whether an answer to a petition was ever served."""

from sqlalchemy import exists, select

from zf_intake.petitions.tables import PetitionAnswer
from zf_platform.transaction import Scope


async def was_answered(scope: Scope, petition_id: str) -> bool:
    served = exists().where(PetitionAnswer.petition_id == petition_id, PetitionAnswer.served_at.is_not(None))
    return bool(await scope.session.scalar(select(served)))
