"""Reopen a closed petition on a rebound, new facts or an error found; every request is open again (S-015)."""

from zf_contracts.http.petition_acts import ReopenPetition
from zf_contracts.petition_values import PetitionReopening
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.followers_rules import followers, overseers
from zf_intake.petitions.reopen_requests import reopen_requests
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.tell import tell
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope

MESSAGE = "petition.reopened"


async def reopen(scope: Scope, petition_id: str, command: ReopenPetition, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.reopen", version=command.version)
    at = command.acted_at or scope.now
    move = Move(
        "reopen_petition",
        at,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes={"closing_path": "", "closed_at": None},
    )
    moved = await advance(scope, move, file=file, desk=desk)
    await reopen_requests(scope, petition_id)
    body = PetitionReopening(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=at,
        part_no=file.part_no,
        cause=command.cause,
        reason=command.explanation[:2000],
    )
    above = overseers(desk.law.agencies, own=scope.identity.agency, accused=file.parties.accused_agencies)
    await tell(scope, MESSAGE, body, to=(*followers(file), *above), file=moved.file, act=moved.act, desk=desk)
