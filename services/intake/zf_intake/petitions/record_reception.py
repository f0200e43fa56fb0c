"""A leader enters that he received the petitioner himself; a major or difficult matter cannot close without it (S-004)."""

from zf_contracts.http.petition_acts import RecordReception
from zf_intake.desk import Desk
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def record_reception(scope: Scope, petition_id: str, command: RecordReception, *, desk: Desk) -> None:
    """Nobody enters it for the leader: the account that enters is the one that received."""
    file = await take_up(scope, petition_id, "petition.receive", version=command.version)
    at = command.acted_at or scope.now
    if at > scope.now:
        raise Refused((Problem("petition.received_in_future", {"field": "acted_at"}),))
    await touch_petition(
        scope,
        file,
        desk=desk,
        act="record_reception",
        basis="S-004",
        note=command.record,
        changes={
            "leader_received_by": scope.actor.account_id,
            "leader_received_at": at,
            "participants": {scope.actor.account_id: "leader", **file.participants},
        },
    )
