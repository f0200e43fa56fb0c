"""The visitor did not come."""

from zf_contracts.http.base import Versioned
from zf_intake.reception.appointments.rules import Act, arrival_problems
from zf_intake.reception.appointments.steps import locked_appointment, moved, told_on
from zf_intake.reception.appointments.tables import Appointment
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def mark_absent(scope: Scope, seen: Versioned, *, appointment_id: str) -> Appointment:
    appointment = await locked_appointment(scope, appointment_id, version=seen.version)
    problems = arrival_problems(Act.NO_SHOW, meets_at=appointment.meets_at, now=scope.now)
    if problems:
        raise Refused(problems)
    moved(scope, appointment, Act.NO_SHOW)
    told_on(scope, appointment, Act.NO_SHOW)
    await scope.session.flush()
    return appointment
