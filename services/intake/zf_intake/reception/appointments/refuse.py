"""The host cannot receive: reason given, and the visitor is asked whether he agrees (S-003)."""

from zf_contracts.http.appointments import RefuseAppointment
from zf_intake.reception.appointments.rules import Act
from zf_intake.reception.appointments.steps import locked_appointment, moved, told_on
from zf_intake.reception.appointments.tables import Appointment
from zf_platform.transaction import Scope


async def refuse(scope: Scope, command: RefuseAppointment, *, appointment_id: str) -> Appointment:
    appointment = await locked_appointment(scope, appointment_id, version=command.version)
    moved(scope, appointment, Act.REFUSE)
    appointment.reason, appointment.consent = command.reason, None
    appointment.answered_at = appointment.answered_at or scope.now
    told_on(scope, appointment, Act.REFUSE, reason=command.reason)
    await scope.session.flush()
    return appointment
