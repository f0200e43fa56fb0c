"""Accept a petition (受理): the petitioner is told in writing, and the sixty days begin (PET 22, 23, 34)."""

from zf_contracts.http.petition_acts import AcceptPetition
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.route_rules import duty_inside
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def accept(scope: Scope, petition_id: str, command: AcceptPetition, *, desk: Desk) -> None:
    """`unit` is the department that will handle it; whoever registered it elsewhere urges from now on."""
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    unit = command.unit or file.unit
    if desk.law.agencies.by_code(scope.identity.agency).unit(unit) is None:
        raise Refused((Problem("petition.unit_unknown", {"field": "unit", "unit": unit}),))
    duty = duty_inside(unit=unit, first_handler_unit=file.first_handler_unit)
    move = Move(
        "accept_petition",
        command.acted_at or scope.now,
        note=command.note,
        given=ActFacts(unit=unit),
        changes={"unit": unit, "duty": duty, "participants": {**file.participants, scope.actor.account_id: "router"}},
    )
    await advance(scope, move, file=file, desk=desk)
