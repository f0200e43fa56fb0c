"""Tell the petitioner in writing which body to turn to, and keep helping until that body took it up (S-018)."""

from zf_contracts.http.petition_acts import AdvisePetitioner
from zf_contracts.petition_values import HandOver
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.followers_rules import partners
from zf_intake.petitions.outgoing_queries import matter_body
from zf_intake.petitions.route_rules import TRACK
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.tell import tell
from zf_law.petition_facts import ActFacts
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.referred"


async def advise(scope: Scope, petition_id: str, command: AdvisePetitioner, *, desk: Desk) -> None:
    """A competent body that exchanges messages with us gets the matter as well; others get the petitioner's own letter."""
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    agency = command.competent_agency
    if agency and agency not in partners(desk.law.agencies, own=scope.identity.agency):
        problem = Problem("petition.receiver_unknown", {"field": "competent_agency", "receiver": agency})
        raise Refused((problem,))
    if agency in file.parties.accused_agencies:
        raise Refused((Problem("petition.receiver_is_accused", {"field": "competent_agency"}),))
    move = Move(
        "advise_petitioner",
        command.acted_at or scope.now,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation, receiver=agency),
        changes={
            "competent_agency": agency,
            "competent_name": command.competent_name,
            "duty": TRACK,
            "participants": {**file.participants, scope.actor.account_id: "router"},
        },
    )
    moved = await advance(scope, move, file=file, desk=desk)
    if agency:
        said = HandOver(reason=command.explanation[:2000], basis="PET 22, 23(2)")
        body = await matter_body(scope, moved.file, notice_id=scope.new_id(), hand_over=said, whole=True, desk=desk)
        await tell(scope, MESSAGE, body, to=(agency,), file=moved.file, act=moved.act, desk=desk)
