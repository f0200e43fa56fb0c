"""The leader received the visitor, and this is the reply he gave."""

from zf_contracts.http.appointments import HoldAppointment
from zf_intake.reception.appointments.rules import Act
from zf_intake.reception.appointments.steps import locked_appointment, moved, told_on
from zf_intake.reception.appointments.tables import Appointment
from zf_platform.transaction import Scope


async def hold(scope: Scope, command: HoldAppointment, *, appointment_id: str) -> Appointment:
    appointment = await locked_appointment(scope, appointment_id, version=command.version)
    moved(scope, appointment, Act.HOLD)
    appointment.reply = command.reply
    told_on(scope, appointment, Act.HOLD)
    await scope.session.flush()
    return appointment
