"""Routes of numbers: issued at the machine, then moved on by who called them."""

from fastapi import APIRouter

from zf_contracts.http.base import Versioned
from zf_contracts.http.hall import (
    CompleteVisit,
    HandOver,
    IssuedTicket,
    IssueTicket,
    RateVisit,
    TakeOver,
    TicketView,
)
from zf_intake.reception.counter import queries
from zf_intake.reception.counter.complete_visit import complete_visit
from zf_intake.reception.counter.hand_over import hand_over
from zf_intake.reception.counter.issue_ticket import issue_ticket
from zf_intake.reception.counter.mark_no_show import mark_no_show
from zf_intake.reception.counter.rate_visit import rate_visit
from zf_intake.reception.counter.recall import recall
from zf_intake.reception.counter.serve import serve
from zf_intake.reception.counter.skip_number import skip_number
from zf_intake.reception.counter.take_over import take_over
from zf_law.loader import Law
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def ticket_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/hall/tickets", tag="hall")

    @router.post("", status_code=201, **access("ticket.issue"))
    async def issue(scope: ScopeDep, command: IssueTicket) -> IssuedTicket:
        return queries.shown_with_code(scope, await issue_ticket(scope, command, law=law), law=law)

    @router.get("/{ticket_id}", **access("hall.read"))
    async def show(scope: ScopeDep, ticket_id: str) -> TicketView:
        return await queries.show_ticket(scope, ticket_id, law=law)

    @router.post("/{ticket_id}/rating", **access("ticket.serve"))
    async def rate(scope: ScopeDep, ticket_id: str, command: RateVisit) -> TicketView:
        return queries.shown(scope, await rate_visit(scope, command, law=law, ticket_id=ticket_id), law=law)

    return router


def ticket_act_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/hall/tickets/{ticket_id}", tag="hall")

    @router.post("/recall", **access("ticket.serve"))
    async def call_again(scope: ScopeDep, ticket_id: str, seen: Versioned) -> TicketView:
        return queries.shown(scope, await recall(scope, ticket_id=ticket_id, version=seen.version), law=law)

    @router.post("/skip", **access("ticket.serve"))
    async def skip(scope: ScopeDep, ticket_id: str, seen: Versioned) -> TicketView:
        skipped = await skip_number(scope, ticket_id=ticket_id, version=seen.version, law=law)
        return queries.shown(scope, skipped, law=law)

    @router.post("/serving", **access("ticket.serve"))
    async def begin(scope: ScopeDep, ticket_id: str, seen: Versioned) -> TicketView:
        return queries.shown(scope, await serve(scope, ticket_id=ticket_id, version=seen.version), law=law)

    @router.post("/no-show", **access("ticket.serve"))
    async def no_show(scope: ScopeDep, ticket_id: str, seen: Versioned) -> TicketView:
        return queries.shown(scope, await mark_no_show(scope, ticket_id=ticket_id, version=seen.version), law=law)

    @router.post("/completion", **access("ticket.serve"))
    async def complete(scope: ScopeDep, ticket_id: str, command: CompleteVisit) -> TicketView:
        return queries.shown(scope, await complete_visit(scope, command, ticket_id=ticket_id, law=law), law=law)

    @router.post("/hand-over", **access("ticket.serve"))
    async def give(scope: ScopeDep, ticket_id: str, command: HandOver) -> TicketView:
        return queries.shown(scope, await hand_over(scope, command, ticket_id=ticket_id, law=law), law=law)

    @router.post("/taking", **access("ticket.serve"))
    async def take(scope: ScopeDep, ticket_id: str, command: TakeOver) -> TicketView:
        return queries.shown(scope, await take_over(scope, command, ticket_id=ticket_id), law=law)

    return router
