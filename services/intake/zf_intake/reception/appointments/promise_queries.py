"""What the promise of an answer hangs on: requests that this agency, as the host, has to answer."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from zf_intake.reception.appointments.rules import ENDED
from zf_intake.reception.appointments.tables import Appointment
from zf_intake.reception.promises.rules import Running
from zf_platform.transaction import Scope


async def unanswered_requests(scope: Scope, since: datetime) -> Sequence[Running]:
    """Asked for before `since` and not answered; what the visitor has withdrawn needs no answer any more."""
    found = await scope.session.scalars(
        select(Appointment).where(
            Appointment.host == scope.identity.agency,
            Appointment.requested_at < since,
            Appointment.answered_at.is_(None),
            Appointment.state.not_in(sorted(ENDED)),
        )
    )
    return [
        Running("appointment", one.id, one.appointment_no, since=one.requested_at, done_at=one.answered_at)
        for one in found
    ]
