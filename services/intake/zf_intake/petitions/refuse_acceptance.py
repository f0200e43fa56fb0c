"""Refuse acceptance (不予受理): on a ground of the law, recorded with the act, the earlier matter linked and explained."""

from zf_contracts.http.petition_acts import RefuseAcceptance
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.earlier_matter import earlier_matter
from zf_intake.petitions.link import link_petitions
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def refuse_acceptance(scope: Scope, petition_id: str, command: RefuseAcceptance, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    ground = desk.law.petitions.refusals[command.ground]
    earlier = await earlier_matter(scope, command.earlier_id, desk=desk)
    move = Move(
        "refuse_acceptance",
        command.acted_at or scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation, ground_earlier=ground.earlier, earlier=earlier),
        changes={
            "closing_path": "not_accepted",
            "refusal_ground": ground.id,
            "refusal_earlier_id": command.earlier_id,
        },
    )
    await advance(scope, move, file=file, desk=desk)
    await link_petitions(
        scope, petition_id, other_id=command.earlier_id, kind="duplicate", explanation=command.explanation
    )
