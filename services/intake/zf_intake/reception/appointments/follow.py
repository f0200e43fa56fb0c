"""The other side did its part: keep the appointment as whichever side has come further sees it."""

from zf_contracts.hall_values import AppointmentTold
from zf_intake.reception.appointments.rules import Standing, State, further
from zf_intake.reception.appointments.tables import Appointment, AppointmentStep
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def follow(scope: Scope, told: AppointmentTold, *, sender: str) -> None:
    """The first word makes the row. A word that has been overtaken is written down and changes nothing else."""
    appointment = await scope.session.get(Appointment, told.appointment_id, with_for_update=True)
    if appointment is None:
        appointment = _new(told)
        scope.session.add(appointment)
    elif {appointment.home, appointment.host} != {told.home, told.host}:
        raise Refused((Problem("appointment.of_others"),))
    else:
        own = Standing(State(appointment.state), appointment.offer_no)
        heard = Standing(State(told.state), told.offer_no)
        if further(own, heard) != own:
            _take(appointment, told)
        appointment.version += 1
    await scope.session.flush()
    scope.session.add(_step(scope, told, sender=sender))
    scope.record(
        "appointment.follow", object_kind="appointment", object_id=appointment.id, after={"state": appointment.state}
    )


def _new(told: AppointmentTold) -> Appointment:
    fields = told.model_dump(exclude={"kind", "notice_id", "subject", "acted_at", "appointment_id"})
    return Appointment(id=told.appointment_id, phone_sealed="", version=1, **fields)


def _take(appointment: Appointment, told: AppointmentTold) -> None:
    """What the further side knows; a wish of the visitor comes along when he asked again."""
    appointment.state, appointment.offer_no, appointment.wish = told.state, told.offer_no, told.wish
    appointment.leader_id, appointment.leader_name = told.leader_id, told.leader_name
    appointment.leader_title, appointment.meets_at, appointment.room = told.leader_title, told.meets_at, told.room
    appointment.reason, appointment.consent = told.reason, told.consent
    appointment.reply = told.reply or appointment.reply
    if appointment.offer_no:
        appointment.answered_at = appointment.answered_at or told.acted_at


def _step(scope: Scope, told: AppointmentTold, *, sender: str) -> AppointmentStep:
    return AppointmentStep(
        id=scope.new_id(),
        appointment_id=told.appointment_id,
        act="told",
        state=told.state,
        agency=sender,
        by_name="",
        leader_name=told.leader_name,
        reason=told.reason,
        consent=told.consent,
        at=told.acted_at,
    )
