"""Put another officer in charge, with the reason; every clock runs on and the first handler stays (S-005)."""

from zf_contracts.http.petition_acts import ChangeOfficer
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.officer_rules import officer_changes
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def change_officer(scope: Scope, petition_id: str, command: ChangeOfficer, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.assign", version=command.version)
    unit = command.unit or file.unit
    move = Move(
        "change_officer",
        command.acted_at or scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation, officer_id=command.officer_id, unit=unit),
        changes=officer_changes(file, officer_id=command.officer_id, officer_name=command.officer_name, unit=unit),
    )
    await advance(scope, move, file=file, desk=desk)
