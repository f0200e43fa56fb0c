"""Somebody with an interest stands back from a petition (PET 28(3)); from now on he can do nothing in it."""

from sqlalchemy import select

from zf_contracts.http.petition_acts import RecuseOfficer
from zf_intake.desk import Desk
from zf_intake.petitions.tables import Petition
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_platform.transaction import Scope


async def recuse(scope: Scope, petition_id: str, command: RecuseOfficer, *, desk: Desk) -> None:
    """An officer in charge who stands back leaves the matter without one: the next act has to name another."""
    file = await take_up(scope, petition_id, "petition.recuse", version=command.version)
    recused = await scope.session.scalar(select(Petition.recused).where(Petition.id == petition_id))
    changes: dict[str, object] = {"recused": {**(recused or {}), command.account_id: command.reason}}
    if file.parties.officer_id == command.account_id:
        changes |= {"officer_id": "", "officer_name": ""}
    await touch_petition(scope, file, desk=desk, act="recuse", basis="PET 28(3)", note=command.reason, changes=changes)
