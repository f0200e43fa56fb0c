"""Set up a desk of the hall with its duty card. It stays closed until somebody serves there."""

from sqlalchemy import select

from zf_contracts.http.hall import AddDesk
from zf_intake.reception.counter.plan import hall_plan
from zf_intake.reception.counter.rules import DeskFacts, desk_problems
from zf_intake.reception.counter.tables import HallDesk
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def add_desk(scope: Scope, command: AddDesk, *, law: Law) -> HallDesk:
    taken = (await scope.session.scalars(select(HallDesk.code))).all()
    facts = DeskFacts(command.code, command.agency, command.queues, taken)
    problems = desk_problems(facts, hall=hall_plan(scope, law=law))
    if problems:
        raise Refused(problems)
    card = command.model_dump() | {"queues": list(command.queues), "services": list(command.services)}
    desk = HallDesk(id=scope.new_id(), state="closed", since=scope.now, clerk_name="", version=1, **card)
    scope.session.add(desk)
    await scope.session.flush()
    scope.record("hall.add_desk", object_kind="desk", object_id=desk.id, after=card)
    return desk
