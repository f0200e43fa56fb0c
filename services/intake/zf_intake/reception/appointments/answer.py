"""The visitor's word on an offer, a substitute or a refusal, written down at home: consent or dissent, never silence."""

from zf_contracts.http.appointments import AnswerOffer
from zf_intake.reception.appointments.rules import Act
from zf_intake.reception.appointments.steps import locked_appointment, moved, told_on
from zf_intake.reception.appointments.tables import Appointment
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def answer(scope: Scope, command: AnswerOffer, *, appointment_id: str) -> Appointment:
    appointment = await locked_appointment(scope, appointment_id, version=command.version)
    if not command.accepted and not command.note:
        raise Refused((Problem("appointment.reason_needed", {"field": "note"}),))
    act = Act.ACCEPT if command.accepted else Act.DECLINE
    moved(scope, appointment, act)
    appointment.consent = command.accepted
    if not command.accepted:
        appointment.wish = command.note[:200]
    told_on(scope, appointment, act, reason=command.note, consent=command.accepted)
    await scope.session.flush()
    return appointment
