"""Dispute competence for a matter another agency handed over, within five working days (管辖异议, PET 23(3))."""

from zf_contracts.http.petition_acts import RaiseObjection
from zf_contracts.petition_statements import RoutingObjection
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.tell import tell
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope

MESSAGE = "petition.routing.objected"


async def object_to_routing(scope: Scope, petition_id: str, command: RaiseObjection, *, desk: Desk) -> None:
    """The matter stays here until the sender agrees; the clock of the notice to the petitioner runs on."""
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    at = command.acted_at or scope.now
    notice_id = scope.new_id()
    move = Move(
        "raise_objection",
        at,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes={"objection_id": notice_id},
    )
    moved = await advance(scope, move, file=file, desk=desk)
    body = RoutingObjection(
        notice_id=notice_id,
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=at,
        of=file.origin_notice_id,
        part_no=file.part_no,
        reason=command.explanation,
        basis="PET 23(3)",
        competent=command.competent,
    )
    await tell(scope, MESSAGE, body, to=(file.origin_agency,), file=moved.file, act=moved.act, desk=desk)
