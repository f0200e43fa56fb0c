"""The visitor's word about the person who received, once per visit: at the desk, or by the code on the slip (S-012)."""

from sqlalchemy import select

from zf_contracts.http.hall import RateVisit
from zf_intake.reception.counter.rules import TicketState, rating_problems
from zf_intake.reception.counter.tables import Ticket, VisitRating
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope


async def rate_visit(scope: Scope, command: RateVisit, *, law: Law, ticket_id: str = "", code: str = "") -> Ticket:
    """By the id of the number (its desk), or by the secret of the slip (the visitor's own phone)."""
    wanted = Ticket.code == code if code else Ticket.id == ticket_id
    ticket = await scope.session.scalar(select(Ticket).where(wanted).with_for_update())
    if ticket is None:
        raise NotFound
    problems = rating_problems(TicketState(ticket.state), kept=command.kept, law=law.reception)
    if await scope.session.get(VisitRating, ticket.id) is not None:
        problems.append(Problem("ticket.rated_already"))
    if problems:
        raise Refused(problems)
    scope.session.add(
        VisitRating(
            ticket_id=ticket.id,
            day=ticket.day,
            receiver_id=ticket.clerk_id,
            receiver_name=ticket.clerk_name,
            score=command.score,
            kept=list(dict.fromkeys(command.kept)),
            comment=command.comment,
            by_slip=bool(code),
            at=scope.now,
        )
    )
    await scope.session.flush()
    scope.record("ticket.rate", object_kind="ticket", object_id=ticket.id, after={"score": command.score})
    return ticket
