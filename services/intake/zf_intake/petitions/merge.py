"""Merge a petition into the same matter that is already open: linked, explained in writing, and no request gets lost."""

from sqlalchemy import func, insert, select

from zf_contracts.http.petition_acts import MergePetition
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.earlier_matter import earlier_matter
from zf_intake.petitions.link import link_petitions
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.merge_rules import requests_to_carry
from zf_intake.petitions.tables import PetitionRequest
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.touch_petition import touch_petition
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def merge(scope: Scope, petition_id: str, command: MergePetition, *, desk: Desk) -> None:
    """Requests that the earlier matter does not have yet are added to it and want an answer there."""
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    earlier = await earlier_matter(scope, command.earlier_id, desk=desk)
    move = Move(
        "merge_petition",
        command.acted_at or scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation, earlier=earlier),
        changes={"closing_path": "merged", "closed_at": scope.now},
    )
    await advance(scope, move, file=file, desk=desk)
    await link_petitions(
        scope, petition_id, other_id=command.earlier_id, kind="merged", explanation=command.explanation
    )
    target = await load_petition(scope, command.earlier_id)
    await _carry_requests(scope, petition_id, target_id=target.id)
    await touch_petition(scope, target, desk=desk, act="take_in_petition", basis="PET 19(3)", note=file.petition_no)


async def _carry_requests(scope: Scope, petition_id: str, *, target_id: str) -> None:
    rows = (
        await scope.session.execute(
            select(PetitionRequest.petition_id, PetitionRequest.content, PetitionRequest.result)
            .where(PetitionRequest.petition_id.in_((petition_id, target_id)))
            .order_by(PetitionRequest.no)
        )
    ).all()
    open_here = [row.content for row in rows if row.petition_id == petition_id and not row.result]
    there = [row.content for row in rows if row.petition_id == target_id]
    carried = requests_to_carry(open_here, there)
    if not carried:
        return
    last = await scope.session.scalar(
        select(func.max(PetitionRequest.no)).where(PetitionRequest.petition_id == target_id)
    )
    await scope.session.execute(
        insert(PetitionRequest),
        [
            {"petition_id": target_id, "no": no, "content": text, "raised_at": scope.now}
            for no, text in enumerate(carried, start=(last or 0) + 1)
        ],
    )
