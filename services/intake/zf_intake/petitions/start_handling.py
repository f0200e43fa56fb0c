"""Name the officer in charge and start handling; a major or difficult matter needs its five fixes first (S-008)."""

from zf_contracts.http.petition_acts import StartHandling
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.officer_rules import officer_changes
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def start_handling(scope: Scope, petition_id: str, command: StartHandling, *, desk: Desk) -> None:
    """Without a name the person of the approved plan is taken."""
    file = await take_up(scope, petition_id, "petition.assign", version=command.version)
    officer = command.officer_id or file.fixes.officer_id
    unit = command.unit or file.unit
    move = Move(
        "start_handling",
        command.acted_at or scope.now,
        note=command.note,
        given=ActFacts(officer_id=officer, unit=unit),
        changes=officer_changes(file, officer_id=officer, officer_name=command.officer_name, unit=unit),
    )
    await advance(scope, move, file=file, desk=desk)
