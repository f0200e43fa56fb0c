"""The appointments of one petition, as its petitioner may know of them."""

from sqlalchemy import exists, select

from zf_contracts.http.petition_query import QueryAppointment
from zf_intake.reception.appointments.rules import ENDED, STATE_NAMES, State
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


def _view(row: Appointment) -> QueryAppointment:
    zh, en = STATE_NAMES[State(row.state)]
    same = ("appointment_no", "leader_name", "leader_title", "meets_at", "room", "reason")
    return QueryAppointment(state_zh=zh, state_en=en, **{name: getattr(row, name) for name in same})
