"""Record a hearing that was held, with the opinion of its panel."""

from zf_contracts.http.hearings import ConcludeHearing
from zf_intake.desk import Desk
from zf_intake.hearings.settle_hearing import settle_hearing
from zf_intake.hearings.take_hearing import take_hearing
from zf_platform.transaction import Scope


async def conclude_hearing(scope: Scope, hearing_id: str, command: ConcludeHearing, *, desk: Desk) -> str:
    """The id of the petition."""
    row, file = await take_hearing(scope, hearing_id, "conclude", version=command.version, held_at=command.held_at)
    row.state, row.held_at, row.present = "concluded", command.held_at, list(command.present)
    row.record, row.opinion, row.concluded_by_name = command.record, command.opinion, scope.actor.name
    await settle_hearing(scope, row, file, act="conclude_hearing", note=command.opinion, desk=desk)
    return file.id
