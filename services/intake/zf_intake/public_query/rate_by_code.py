"""A petitioner rates how his matter was handled, once an answer was served. It never decides about anything due to him."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.petition_query import RateByCode
from zf_intake.desk import Desk
from zf_intake.petitions.was_answered import was_answered
from zf_intake.public_query.open_by_code import open_by_code
from zf_intake.public_query.tables import PetitionRating
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def rate_by_code(scope: Scope, command: RateByCode, *, desk: Desk) -> str:
    """A later rating takes the place of an earlier one."""
    file = await open_by_code(scope, command, desk=desk, lock=True)
    if not await was_answered(scope, file.id):
        raise Refused((Problem("petition.not_answered_yet"),))
    values = {
        "score": command.score,
        "comment": command.comment,
        "unit": file.unit,
        "officer_id": file.parties.officer_id,
        "rated_at": scope.now,
    }
    await scope.session.execute(
        insert(PetitionRating)
        .values(petition_id=file.id, **values)
        .on_conflict_do_update(index_elements=[PetitionRating.petition_id], set_=values)
    )
    scope.record("petition.rate", object_kind="petition", object_id=file.id, after={"score": command.score})
    return file.id
