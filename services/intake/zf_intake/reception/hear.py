"""Another reception tells of its calendar, of a window, or of an appointment that has two sides."""

from zf_contracts.hall_values import DeskTold, SessionsTold
from zf_contracts.internal.hall import HallNoticeArrived
from zf_intake.reception.appointments.follow import follow
from zf_intake.reception.counter.store_desk import store_desk
from zf_intake.reception.sessions.store_sessions import store_sessions
from zf_platform.transaction import Scope


async def hear(scope: Scope, arrived: HallNoticeArrived) -> None:
    body, sender = arrived.body, arrived.sender
    if isinstance(body, SessionsTold):
        await store_sessions(scope, body, sender=sender)
    elif isinstance(body, DeskTold):
        await store_desk(scope, body, sender=sender)
    else:
        await follow(scope, body, sender=sender)
