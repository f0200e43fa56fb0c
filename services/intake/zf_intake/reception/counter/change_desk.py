"""Change the duty card of a desk: services, powers, whose post it is, who stands in, which queues it serves."""

from sqlalchemy import select

from zf_contracts.http.hall import ChangeDesk
from zf_intake.reception.counter.locked_queries import locked_desk
from zf_intake.reception.counter.plan import hall_plan
from zf_intake.reception.counter.rules import DeskFacts, desk_problems
from zf_intake.reception.counter.tables import HallDesk
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def change_desk(scope: Scope, command: ChangeDesk, *, desk_id: str, law: Law) -> HallDesk:
    desk = await locked_desk(scope, desk_id, version=command.version)
    taken = (await scope.session.scalars(select(HallDesk.code).where(HallDesk.id != desk_id))).all()
    facts = DeskFacts(command.code, command.agency, command.queues, taken)
    problems = desk_problems(facts, hall=hall_plan(scope, law=law))
    if problems:
        raise Refused(problems)
    desk.code, desk.name, desk.agency, desk.room = command.code, command.name, command.agency, command.room
    desk.queues, desk.services = list(command.queues), list(command.services)
    desk.powers, desk.person_name, desk.substitute_name = command.powers, command.person_name, command.substitute_name
    desk.version += 1
    await scope.session.flush()
    scope.record("hall.change_desk", object_kind="desk", object_id=desk.id, after=command.model_dump())
    return desk
