"""The visitor withdraws the request."""

from zf_contracts.http.appointments import CancelAppointment
from zf_intake.reception.appointments.rules import Act
from zf_intake.reception.appointments.steps import locked_appointment, moved, told_on
from zf_intake.reception.appointments.tables import Appointment
from zf_platform.transaction import Scope


async def cancel(scope: Scope, command: CancelAppointment, *, appointment_id: str) -> Appointment:
    appointment = await locked_appointment(scope, appointment_id, version=command.version)
    moved(scope, appointment, Act.CANCEL)
    appointment.reason = command.reason
    told_on(scope, appointment, Act.CANCEL, reason=command.reason)
    await scope.session.flush()
    return appointment
