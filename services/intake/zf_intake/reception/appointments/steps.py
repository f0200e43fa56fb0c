"""One step of an appointment: check the side, move on, write the step, tell the other side. The verbs build on it."""

from collections.abc import Mapping

from sqlalchemy import select

from zf_contracts.hall_values import AppointmentTold
from zf_intake.reception.appointments.rules import Act, Standing, State, side_problems, step
from zf_intake.reception.appointments.tables import Appointment, AppointmentStep
from zf_intake.reception.tell import tell
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope

_MESSAGES: Mapping[str, str] = {
    State.REQUESTED: "hall.appointment.requested",
    State.REASSIGNED: "hall.appointment.reassigned",
    State.REFUSED: "hall.appointment.reassigned",
}
_OTHERWISE = "hall.appointment.confirmed"


async def locked_appointment(scope: Scope, appointment_id: str, *, version: int | None = None) -> Appointment:
    found: Appointment | None = await scope.session.scalar(
        select(Appointment).where(Appointment.id == appointment_id).with_for_update()
    )
    if found is None:
        raise NotFound
    if version is not None and found.version != version:
        raise Conflict((Problem("version.stale"),))
    return found


def moved(scope: Scope, appointment: Appointment, act: Act, *, to: State | None = None) -> None:
    """Take it to its next standing, or refuse with every reason."""
    problems = side_problems(act, here=scope.identity.agency, home=appointment.home, host=appointment.host)
    standing, found = step(Standing(State(appointment.state), appointment.offer_no), act, to=to)
    if problems or found:
        raise Refused(problems or found)
    appointment.state, appointment.offer_no = standing.state, standing.offer_no
    appointment.version += 1


def told_on(scope: Scope, appointment: Appointment, act: str, *, reason: str = "", consent: bool | None = None) -> None:
    """The step of this side, and the word to the other."""
    scope.session.add(
        AppointmentStep(
            id=scope.new_id(),
            appointment_id=appointment.id,
            act=act,
            state=appointment.state,
            agency=scope.identity.agency,
            by_name=scope.actor.name,
            leader_name=appointment.leader_name,
            reason=reason,
            consent=consent,
            at=scope.now,
        )
    )
    scope.record(
        f"appointment.{act}",
        object_kind="appointment",
        object_id=appointment.id,
        reason=reason,
        after={"state": appointment.state, "offer_no": appointment.offer_no, "leader": appointment.leader_id},
    )
    message = _MESSAGES.get(appointment.state, _OTHERWISE)
    tell(scope, message, told(scope, appointment), to=(appointment.home, appointment.host))


def told(scope: Scope, appointment: Appointment) -> AppointmentTold:
    """As this side sees it now. The telephone never leaves home."""
    return AppointmentTold.model_validate(
        {
            "notice_id": scope.new_id(),
            "subject": f"appointment-{appointment.id}",
            "acted_at": scope.now,
            "appointment_id": appointment.id,
            "appointment_no": appointment.appointment_no,
            "home": appointment.home,
            "host": appointment.host,
            "matter": appointment.matter,
            "brief": appointment.brief,
            "petition_no": appointment.petition_no,
            "petitioner_name": appointment.petitioner_name,
            "people": appointment.people,
            "named_id": appointment.named_id,
            "named_name": appointment.named_name,
            "wish": appointment.wish,
            "requested_at": appointment.requested_at,
            "state": appointment.state,
            "offer_no": appointment.offer_no,
            "leader_id": appointment.leader_id,
            "leader_name": appointment.leader_name,
            "leader_title": appointment.leader_title,
            "meets_at": appointment.meets_at,
            "room": appointment.room,
            "reason": appointment.reason,
            "consent": appointment.consent,
            "reply": appointment.reply,
        }
    )
