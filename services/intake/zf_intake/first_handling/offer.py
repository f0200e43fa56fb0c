"""Propose another first handler, with reason and hand-over record; nothing changes before he accepts (S-005)."""

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.petition_acts import OfferFirstHandling
from zf_intake.desk import Desk
from zf_intake.first_handling.tables import FirstHandlingTerm
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def offer_first_handling(scope: Scope, petition_id: str, command: OfferFirstHandling, *, desk: Desk) -> None:
    """Only the head of petitions. An offer that was not answered is replaced by the new one."""
    file = await take_up(scope, petition_id, "petition.handover", version=command.version)
    if command.account_id == file.parties.first_handler_id:
        raise Refused((Problem("petition.first_handler_same", {"field": "account_id"}),))
    if command.account_id in file.parties.recused | file.parties.accused_people:
        raise Refused((Problem("petition.officer_must_stand_back", {"field": "account_id"}),))
    mine = FirstHandlingTerm.petition_id == petition_id
    await scope.session.execute(
        update(FirstHandlingTerm)
        .where(mine, FirstHandlingTerm.state == "offered")
        .values(state="declined", until=scope.now)
        .execution_options(synchronize_session=False)
    )
    last = await scope.session.scalar(select(func.max(FirstHandlingTerm.no)).where(mine))
    await scope.session.execute(
        insert(FirstHandlingTerm).values(
            petition_id=petition_id,
            no=(last or 0) + 1,
            account_id=command.account_id,
            account_name=command.account_name,
            unit=command.unit,
            state="offered",
            reason=command.reason,
            record=command.record,
            offered_by=scope.actor.account_id,
            offered_at=scope.now,
        )
    )
    await touch_petition(
        scope,
        file,
        desk=desk,
        act="offer_first_handling",
        basis="S-005",
        note=command.reason,
        changes={"participants": {command.account_id: "offered", **file.participants}},
    )
