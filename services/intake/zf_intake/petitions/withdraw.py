"""The petitioner withdraws, in his own words. It takes no right away: the matter can be raised again."""

from zf_contracts.http.petition_acts import WithdrawPetition
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.lapse_closing import lapse_closing
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def withdraw(scope: Scope, petition_id: str, command: WithdrawPetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.register", version=command.version)
    move = Move(
        "withdraw_petition",
        command.acted_at or scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes={"closing_path": "withdrawn", "closed_at": scope.now},
    )
    await advance(scope, move, file=file, desk=desk)
    await lapse_closing(scope, petition_id)
