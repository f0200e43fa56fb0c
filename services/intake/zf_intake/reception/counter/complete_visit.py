"""The visit is over: what became of it, and the receiver's own check list of the reception standard (S-012)."""

from zf_contracts.http.hall import CompleteVisit
from zf_intake.reception.counter.locked_queries import moved, own_ticket
from zf_intake.reception.counter.rules import Act, completion_problems
from zf_intake.reception.counter.tables import Ticket
from zf_law.loader import Law
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def complete_visit(scope: Scope, command: CompleteVisit, *, ticket_id: str, law: Law) -> Ticket:
    ticket = await own_ticket(scope, ticket_id, version=command.version)
    petition_id = command.petition_id or ticket.petition_id
    problems = completion_problems(
        outcome=command.outcome, petition_id=petition_id, standards=command.standards, law=law.reception
    )
    if problems:
        raise Refused(problems)
    moved(ticket, Act.COMPLETE)
    ticket.outcome, ticket.petition_id, ticket.ended_at = command.outcome, petition_id, scope.now
    ticket.standards = list(dict.fromkeys(command.standards))
    await scope.session.flush()
    scope.record(
        "ticket.complete",
        object_kind="ticket",
        object_id=ticket.id,
        after={"outcome": ticket.outcome, "petition_id": petition_id, "standards": ticket.standards},
    )
    return ticket
