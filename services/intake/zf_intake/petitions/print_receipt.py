"""Print the slip of a petition anew: a new query code, shown once; the former one opens nothing any more."""

from zf_contracts.http.petition_views import PetitionReceipt
from zf_intake.desk import Desk
from zf_intake.petitions.authority import require
from zf_intake.petitions.detail_queries import receipt_of
from zf_intake.petitions.give_query_code import give_query_code
from zf_intake.petitions.load import load_petition
from zf_platform.transaction import Scope


async def print_receipt(scope: Scope, petition_id: str, *, desk: Desk) -> PetitionReceipt:
    file = await load_petition(scope, petition_id)
    require(scope.actor, "petition.register", file=file)
    code = await give_query_code(scope, petition_id, petition_no=file.petition_no, desk=desk)
    scope.record("petition.print_receipt", object_kind="petition", object_id=petition_id)
    return await receipt_of(scope, file, query_code=code, desk=desk)
