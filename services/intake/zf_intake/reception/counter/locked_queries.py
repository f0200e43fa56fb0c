"""Rows of the counter, locked for an act: desk before number, always in this order, so that no two acts wait for each other."""

from sqlalchemy import select

from zf_intake.reception.counter.rules import AT_A_DESK, Act, TicketState, holder_problems, move
from zf_intake.reception.counter.tables import HallDesk, Ticket
from zf_law.problems import Problem
from zf_platform.errors import Conflict, Forbidden, NotFound, Refused
from zf_platform.transaction import Scope


async def locked_desk(scope: Scope, desk_id: str, *, version: int | None = None) -> HallDesk:
    desk = await scope.session.scalar(select(HallDesk).where(HallDesk.id == desk_id).with_for_update())
    if desk is None:
        raise NotFound
    if version is not None and desk.version != version:
        raise Conflict((Problem("version.stale"),))
    return desk


async def own_open_desk(scope: Scope, desk_id: str) -> HallDesk:
    """The desk, where the actor serves now."""
    desk = await locked_desk(scope, desk_id)
    if desk.state != "open":
        raise Refused((Problem("hall.desk_not_open"),))
    if desk.clerk_id != scope.actor.account_id:
        raise Forbidden((Problem("hall.desk_held"),))
    return desk


async def locked_ticket(scope: Scope, ticket_id: str, *, version: int) -> Ticket:
    ticket = await scope.session.scalar(select(Ticket).where(Ticket.id == ticket_id).with_for_update())
    if ticket is None:
        raise NotFound
    if ticket.version != version:
        raise Conflict((Problem("version.stale"),))
    return ticket


async def own_ticket(scope: Scope, ticket_id: str, *, version: int) -> Ticket:
    """The number that the actor called; nobody else goes on with it."""
    ticket = await locked_ticket(scope, ticket_id, version=version)
    problems = holder_problems(clerk_id=ticket.clerk_id, actor_id=scope.actor.account_id)
    if problems:
        raise Forbidden(problems)
    return ticket


async def number_at(scope: Scope, desk_id: str) -> Ticket | None:
    """The number called to this desk or served there."""
    at_desk = (Ticket.desk_id == desk_id, Ticket.state.in_(sorted(AT_A_DESK)))
    found: Ticket | None = await scope.session.scalar(select(Ticket).where(*at_desk))
    return found


def moved(ticket: Ticket, act: Act) -> None:
    """Take the number to its next state, or refuse."""
    state, problems = move(TicketState(ticket.state), act)
    if problems:
        raise Refused(problems)
    ticket.state = state
    ticket.version += 1
