"""A petition is withdrawn in the petitioner's own words, at the desk or with his code."""

from zf_contracts.http.petition_acts import WithdrawPetition
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.lapse_closing import lapse_closing
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def withdraw_file(scope: Scope, file: PetitionFile, command: WithdrawPetition, *, desk: Desk) -> None:
    move = Move(
        "withdraw_petition",
        command.acted_at or scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes={"closing_path": "withdrawn", "closed_at": scope.now},
    )
    await advance(scope, move, file=file, desk=desk)
    await lapse_closing(scope, file.id)
