"""The host offers leader, time and room. Another leader than the one named or agreed upon needs reason and consent."""

from zf_contracts.http.appointments import OfferAppointment
from zf_intake.reception.appointments.rules import Act, Offer, State, is_substitution, offer_problems
from zf_intake.reception.appointments.steps import locked_appointment, moved, told_on
from zf_intake.reception.appointments.tables import Appointment
from zf_intake.reception.sessions.queries import list_leaders
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def offer(scope: Scope, command: OfferAppointment, *, appointment_id: str) -> Appointment:
    appointment = await locked_appointment(scope, appointment_id, version=command.version)
    leaders = {one.account_id: one for one in await list_leaders(scope) if one.active}
    leader = leaders.get(command.leader_id)
    offered = Offer(
        leader_id=command.leader_id,
        leader_known=leader is not None,
        named=bool(appointment.named_id or appointment.named_name),
        fits=leader is not None
        and (leader.account_id == appointment.named_id or leader.name == appointment.named_name),
        agreed=appointment.leader_id if appointment.state == State.CONFIRMED else "",
        meets_at=command.meets_at,
        now=scope.now,
        reason=command.reason,
    )
    problems = offer_problems(offered)
    if problems or leader is None:
        raise Refused(problems)
    moved(scope, appointment, Act.OFFER, to=State.REASSIGNED if is_substitution(offered) else State.OFFERED)
    appointment.leader_id, appointment.leader_name = leader.account_id, leader.name
    appointment.leader_title = leader.title
    appointment.meets_at, appointment.room, appointment.reason = command.meets_at, command.room, command.reason
    appointment.consent, appointment.answered_at = None, appointment.answered_at or scope.now
    told_on(scope, appointment, Act.OFFER, reason=command.reason)
    await scope.session.flush()
    return appointment
