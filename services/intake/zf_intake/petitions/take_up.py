"""Take up a petition for an act: loaded, locked, as the person saw it, and only if he may."""

from dataclasses import replace

from sqlalchemy import update

from zf_intake.first_handling.begin import begin_first_handling
from zf_intake.petitions.authority import require
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.tables import Petition
from zf_platform.transaction import Scope

ROUTING = "petition.route"


async def take_up(scope: Scope, petition_id: str, permission: str, *, version: int) -> PetitionFile:
    """404 when it is out of sight, 403 with reasons when the act is not his, 409 when it has moved on.

    What came in online was received by nobody: whoever routes it first is its first handler from then on (S-005).
    """
    file = await load_petition(scope, petition_id)
    require(scope.actor, permission, file=file)
    file = await load_petition(scope, petition_id, seen_version=version)
    nobody = not file.parties.first_handler_id and file.first_handler_agency == scope.identity.agency
    return await _become_first_handler(scope, file) if nobody and permission == ROUTING else file


async def _become_first_handler(scope: Scope, file: PetitionFile) -> PetitionFile:
    actor = scope.actor
    values = {
        "first_handler_id": actor.account_id,
        "first_handler_name": actor.name,
        "first_handler_unit": actor.unit,
        "participants": {**file.participants, actor.account_id: "receiver"},
    }
    await scope.session.execute(
        update(Petition).where(Petition.id == file.id).values(**values).execution_options(synchronize_session=False)
    )
    await begin_first_handling(scope, file.id, account_id=actor.account_id, name=actor.name, unit=actor.unit)
    return replace(
        file,
        first_handler_name=actor.name,
        first_handler_unit=actor.unit,
        participants={**file.participants, actor.account_id: "receiver"},
        parties=replace(file.parties, first_handler_id=actor.account_id),
    )
