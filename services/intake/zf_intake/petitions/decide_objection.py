"""Answer an objection to competence: take the matter back, or uphold the routing (PET 23(3), 24)."""

from typing import Literal

from zf_contracts.http.petition_acts import DecideObjection
from zf_contracts.petition_statements import RoutingDecision
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.route_rules import duty_inside
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.tell import tell
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope

MESSAGE = "petition.routing.decided"


async def decide_objection(scope: Scope, petition_id: str, command: DecideObjection, *, desk: Desk) -> None:
    """Taken back, the petition is to be routed again, and the fifteen days of the notice begin anew."""
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    at = command.acted_at or scope.now
    changes: dict[str, object] = {}
    outcome: Literal["returned", "upheld"] = "upheld"
    if command.agree:
        outcome = "returned"
        duty = duty_inside(unit=file.unit, first_handler_unit=file.first_handler_unit)
        changes = {"competent_agency": "", "competent_name": "", "hand_over_id": "", "objection_id": "", "duty": duty}
    move = Move(
        "agree_to_objection" if command.agree else "uphold_routing",
        at,
        note=command.explanation,
        given=ActFacts(explanation=command.explanation),
        changes=changes,
    )
    moved = await advance(scope, move, file=file, desk=desk)
    body = RoutingDecision(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=at,
        of=file.hand_over_id,
        objection=file.objection_id,
        outcome=outcome,
        reason=command.explanation,
    )
    await tell(scope, MESSAGE, body, to=(file.competent_agency,), file=moved.file, act=moved.act, desk=desk)
