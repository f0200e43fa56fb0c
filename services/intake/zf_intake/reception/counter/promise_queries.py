"""What the promises of the counter hang on: first calls of numbers, takings of hand-overs."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from zf_intake.reception.counter.queries import today
from zf_intake.reception.counter.tables import Handover, Ticket
from zf_intake.reception.promises.rules import Running
from zf_platform.transaction import Scope


async def calls_of_numbers(scope: Scope, since: datetime) -> Sequence[Running]:
    """Today's numbers issued before `since`. Who called late answers; while nobody has called, the duty of the queue."""
    found = await scope.session.scalars(select(Ticket).where(Ticket.day == today(scope), Ticket.issued_at < since))
    return [
        Running(
            "ticket",
            one.id,
            one.number,
            since=one.issued_at,
            done_at=one.first_called_at or one.ended_at,
            person_id=one.clerk_id or "",
            person_name=one.clerk_name,
        )
        for one in found
    ]


async def takings_of_handovers(scope: Scope, since: datetime) -> Sequence[Running]:
    """Hand-overs of today; the first person asked answers for them until somebody has taken over (S-026)."""
    statement = (
        select(Handover, Ticket.number)
        .join(Ticket, Ticket.id == Handover.ticket_id)
        .where(Handover.day == today(scope), Handover.at < since)
    )
    return [
        Running(
            "handover",
            handover.id,
            number,
            since=handover.at,
            done_at=handover.settled_at if handover.state == "taken" else None,
            person_id=handover.from_clerk_id,
            person_name=handover.from_clerk_name,
        )
        for handover, number in (await scope.session.execute(statement)).all()
    ]
