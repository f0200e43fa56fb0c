"""Give a petition a new query code of six digits. It is told once; only its keyed hash with the number is kept."""

from sqlalchemy import update

from zf_intake.desk import Desk
from zf_intake.petitions.tables import Petition
from zf_platform.ids import new_digits
from zf_platform.transaction import Scope

DIGITS = 6


async def give_query_code(scope: Scope, petition_id: str, *, petition_no: str, desk: Desk) -> str:
    """An earlier code of this petition is void from now on."""
    code = new_digits(DIGITS)
    await scope.session.execute(
        update(Petition)
        .where(Petition.id == petition_id)
        .values(query_hash=desk.key.keyed_hash("query_code", f"{petition_no}/{code}"))
        .execution_options(synchronize_session=False)
    )
    scope.record("petition.give_query_code", object_kind="petition", object_id=petition_id)
    return code
