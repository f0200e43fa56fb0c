"""诉访分离: relief of litigation rights goes its legal way; the person is told which, and the sixty days do not apply."""

from zf_contracts.http.petition_acts import TakeLitigationPath
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.take_up import take_up
from zf_platform.transaction import Scope


async def take_litigation_path(scope: Scope, petition_id: str, command: TakeLitigationPath, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    move = Move(
        "take_litigation_path",
        command.acted_at or scope.now,
        note=f"{command.procedure} {command.note}".strip(),
        changes={"competent_name": command.competent_name, "case_no": command.case_no},
    )
    await advance(scope, move, file=file, desk=desk)
