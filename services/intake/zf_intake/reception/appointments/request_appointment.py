"""A visitor asks to see a leader, at any time outside the fixed days, perhaps by name (S-002, S-003)."""

from zf_contracts.http.appointments import RequestAppointment
from zf_intake.desk import Desk
from zf_intake.reception.appointments.rules import State
from zf_intake.reception.appointments.steps import told_on
from zf_intake.reception.appointments.tables import Appointment
from zf_intake.reception.sessions.queries import list_leaders
from zf_intake.reports.take_serial import take_serial
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def request_appointment(scope: Scope, command: RequestAppointment, *, desk: Desk) -> Appointment:
    problems = _problems(scope, command, desk=desk)
    if problems:
        raise Refused(problems)
    named_name = command.named_name
    if command.named_id:
        known = {one.account_id: one.name for one in await list_leaders(scope)}
        named_name = known.get(command.named_id, named_name)
    appointment = Appointment(
        id=scope.new_id(),
        appointment_no=await _number(scope, desk=desk),
        home=scope.identity.agency,
        named_name=named_name,
        phone_sealed=desk.key.encrypt(command.phone),
        state=State.REQUESTED,
        offer_no=0,
        requested_at=scope.now,
        version=1,
        **dict.fromkeys(("leader_id", "leader_name", "leader_title", "room", "reason", "reply"), ""),
        **command.model_dump(exclude={"phone", "named_name"}),
    )
    scope.session.add(appointment)
    told_on(scope, appointment, "request")
    await scope.session.flush()
    return appointment


def _problems(scope: Scope, command: RequestAppointment, *, desk: Desk) -> list[Problem]:
    problems: list[Problem] = []
    if command.matter not in desk.law.reception.matters:
        problems.append(Problem("ticket.matter_unknown", {"field": "matter"}))
    own = scope.identity.agency
    hosts = {own, *(agency.code for agency in desk.law.agencies.partners(own))}
    if command.host not in hosts or desk.law.reception.hall(command.host) is None:
        problems.append(Problem("appointment.host_unknown", {"field": "host"}))
    return problems


async def _number(scope: Scope, *, desk: Desk) -> str:
    """Unlike in every agency, because each has its own short name."""
    year = scope.now.astimezone(ZONE).year
    serial = await take_serial(scope, series="appointment", period=str(year))
    return f"{desk.law.agencies.by_code(scope.identity.agency).short_zh}约〔{year}〕{serial}号"
