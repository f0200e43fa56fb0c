"""The appointments of one petition, as its petitioner may know of them."""

from sqlalchemy import exists, select

from zf_contracts.http.petition_query import QueryAppointment
from zf_intake.reception.appointments.rules import ASKS, ENDED, STATE_NAMES, State
from zf_intake.reception.appointments.tables import Appointment
from zf_platform.transaction import Scope


async def has_open_appointment(scope: Scope, petition_id: str) -> bool:
    waiting = exists().where(Appointment.petition_id == petition_id, Appointment.state.not_in(sorted(ENDED)))
    return bool(await scope.session.scalar(select(waiting)))


async def appointments_of(scope: Scope, petition_id: str) -> tuple[QueryAppointment, ...]:
    """The newest first."""
    statement = select(Appointment).where(Appointment.petition_id == petition_id)
    rows = await scope.session.scalars(statement.order_by(Appointment.requested_at.desc(), Appointment.id))
    return tuple(_view(row) for row in rows)


async def asked_appointment(
    scope: Scope, petition_id: str, *, appointment_no: str, offer_no: int
) -> Appointment | None:
    """The one whose offer with this number waits for the petitioner's word, locked."""
    statement = select(Appointment).where(
        Appointment.petition_id == petition_id,
        Appointment.appointment_no == appointment_no,
        Appointment.offer_no == offer_no,
        Appointment.state.in_(sorted(ASKS)),
    )
    found: Appointment | None = await scope.session.scalar(statement.with_for_update())
    return found


def _view(row: Appointment) -> QueryAppointment:
    """What was offered before and declined or taken back is no arrangement any more."""
    state = State(row.state)
    zh, en = STATE_NAMES[state]
    arranged = () if state in {State.REQUESTED, State.REFUSED} else ("leader_name", "leader_title", "meets_at", "room")
    blank = {"leader_name": "", "leader_title": "", "meets_at": None, "room": ""}
    shown = {name: getattr(row, name) for name in (*arranged, "appointment_no", "offer_no", "named_name")}
    reason = "" if state is State.REQUESTED else row.reason
    return QueryAppointment.model_validate(
        {**blank, **shown, "asks": ASKS.get(state, ""), "state_zh": zh, "state_en": en, "reason": reason}
    )
