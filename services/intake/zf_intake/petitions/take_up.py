"""Take up a petition for an act: loaded, locked, as the person saw it, and only if he may."""

from zf_intake.petitions.authority import require
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_platform.transaction import Scope


async def take_up(scope: Scope, petition_id: str, permission: str, *, version: int) -> PetitionFile:
    """404 when it is out of sight, 403 with reasons when the act is not his, 409 when it has moved on."""
    file = await load_petition(scope, petition_id)
    require(scope.actor, permission, file=file)
    return await load_petition(scope, petition_id, seen_version=version)
