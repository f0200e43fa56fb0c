"""Routes of desks: duty cards, opening and closing, calling the next number."""

from fastapi import APIRouter

from zf_contracts.http.hall import AddDesk, ChangeDesk, DeskView, SetDesk, TicketView
from zf_intake.reception.counter import queries
from zf_intake.reception.counter.add_desk import add_desk
from zf_intake.reception.counter.call_next import call_next
from zf_intake.reception.counter.change_desk import change_desk
from zf_intake.reception.counter.set_desk import set_desk
from zf_intake.reception.counter.views import desk_view
from zf_law.loader import Law
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def desk_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/hall/desks", tag="hall")

    @router.get("", **access("hall.read"))
    async def desks(scope: ScopeDep) -> tuple[DeskView, ...]:
        return await queries.list_desks(scope)

    @router.post("", status_code=201, **access("hall.manage"))
    async def add(scope: ScopeDep, command: AddDesk) -> DeskView:
        return desk_view(await add_desk(scope, command, law=law))

    @router.post("/{desk_id}", **access("hall.manage"))
    async def change(scope: ScopeDep, desk_id: str, command: ChangeDesk) -> DeskView:
        return desk_view(await change_desk(scope, command, desk_id=desk_id, law=law))

    @router.post("/{desk_id}/state", **access("ticket.serve"))
    async def set_state(scope: ScopeDep, desk_id: str, command: SetDesk) -> DeskView:
        return desk_view(await set_desk(scope, command, desk_id=desk_id, law=law))

    @router.post("/{desk_id}/calls", **access("ticket.serve"))
    async def call(scope: ScopeDep, desk_id: str) -> TicketView:
        return queries.shown(scope, await call_next(scope, desk_id=desk_id, law=law), law=law)

    return router
