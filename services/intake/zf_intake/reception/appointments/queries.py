"""The read side of appointments: the list, one with its steps and what may be done here, and the report."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select

from zf_contracts.http.appointments import AppointmentReport, AppointmentRow, AppointmentView, StepView
from zf_contracts.http.base import Page
from zf_intake.desk import Desk
from zf_intake.reception.appointments.rules import (
    ENDED,
    MOVES,
    STATE_NAMES,
    Act,
    Candidate,
    Request,
    State,
    honoured_share,
    proposed,
    side_problems,
)
from zf_intake.reception.appointments.tables import Appointment, AppointmentStep
from zf_intake.reception.sessions.queries import list_leaders
from zf_law.deadlines import ZONE
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

PAGE_SIZE = 50


async def list_appointments(scope: Scope, *, state: str, cursor: str) -> Page[AppointmentRow]:
    """Newest first; `open` leaves out what has ended."""
    wanted: list[ColumnElement[bool]] = []
    if state == "open":
        wanted.append(Appointment.state.not_in(sorted(ENDED)))
    elif state:
        wanted.append(Appointment.state == state)
    if cursor:
        wanted.append(Appointment.id < cursor)
    statement = select(Appointment).where(*wanted).order_by(Appointment.id.desc()).limit(PAGE_SIZE + 1)
    found = (await scope.session.scalars(statement)).all()
    rows = tuple(AppointmentRow.model_validate(_row(one)) for one in found[:PAGE_SIZE])
    return Page(items=rows, next_cursor=rows[-1].id if len(found) > PAGE_SIZE else None)


async def show_appointment(scope: Scope, appointment_id: str, *, desk: Desk) -> AppointmentView:
    appointment = await scope.session.get(Appointment, appointment_id)
    if appointment is None:
        raise NotFound
    scope.record("appointment.read", object_kind="appointment", object_id=appointment_id, sensitive_read=True)
    return await view(scope, appointment, desk=desk)


async def view(scope: Scope, appointment: Appointment, *, desk: Desk) -> AppointmentView:
    leader, why = await _proposal(scope, appointment)
    steps = await scope.session.scalars(
        select(AppointmentStep)
        .where(AppointmentStep.appointment_id == appointment.id)
        .order_by(AppointmentStep.at, AppointmentStep.id)
    )
    return AppointmentView.model_validate(
        {
            **_row(appointment),
            "brief": appointment.brief,
            "petition_id": appointment.petition_id,
            "petition_no": appointment.petition_no,
            "phone_masked": _masked(desk.key.decrypt(appointment.phone_sealed)),
            "named_id": appointment.named_id,
            "wish": appointment.wish,
            "offer_no": appointment.offer_no,
            "leader_id": appointment.leader_id,
            "reason": appointment.reason,
            "consent": appointment.consent,
            "reply": appointment.reply,
            "acts": _acts(scope, appointment),
            "proposed_leader": leader,
            "proposed_why": why,
            "steps": tuple(_step_view(one) for one in steps),
        }
    )


async def report(scope: Scope, *, since: date | None, until: date | None) -> AppointmentReport:
    """Requests of a period and what became of them; the share of named requests honoured (S-003)."""
    until = until or scope.now.astimezone(ZONE).date()
    since = since or until.replace(month=1, day=1)
    begins = datetime.combine(since, time.min, tzinfo=ZONE)
    ends = datetime.combine(until + timedelta(days=1), time.min, tzinfo=ZONE)
    found = (
        await scope.session.scalars(
            select(Appointment).where(Appointment.requested_at >= begins, Appointment.requested_at < ends)
        )
    ).all()
    states = [State(one.state) for one in found]
    share = honoured_share([Request(State(one.state), _is_named(one), _fits(one)) for one in found])
    return AppointmentReport(
        requested=len(found),
        held=states.count(State.HELD),
        no_show=states.count(State.NO_SHOW),
        cancelled=states.count(State.CANCELLED),
        open=sum(state not in ENDED for state in states),
        named=share.named,
        honoured=share.honoured,
        substituted=share.substituted,
        lost=share.lost,
        share=share.share,
    )


async def _proposal(scope: Scope, appointment: Appointment) -> tuple[str, str]:
    """Only the host has the roster, and only for what is still to be arranged."""
    if scope.identity.agency != appointment.host or State(appointment.state) in ENDED:
        return "", "nobody"
    leaders = [one for one in await list_leaders(scope) if one.active]
    named = next((one.account_id for one in leaders if one.name == appointment.named_name), appointment.named_id)
    busy = await scope.session.scalars(
        select(Appointment.leader_id).where(Appointment.state.not_in(sorted(ENDED)), Appointment.id != appointment.id)
    )
    load = list(busy)
    candidates = [Candidate(one.account_id, one.portfolio, one.rank, load.count(one.account_id)) for one in leaders]
    return proposed(candidates, matter=appointment.matter, named=named)


def _acts(scope: Scope, appointment: Appointment) -> tuple[str, ...]:
    """What this side may do now; whether the person may is a matter of permission."""
    state = State(appointment.state)
    return tuple(
        act.value
        for act in Act
        if state in MOVES[act]
        and not side_problems(act, here=scope.identity.agency, home=appointment.home, host=appointment.host)
    )


def _is_named(appointment: Appointment) -> bool:
    return bool(appointment.named_id or appointment.named_name)


def _fits(appointment: Appointment) -> bool:
    by_id = bool(appointment.named_id) and appointment.leader_id == appointment.named_id
    return by_id or (bool(appointment.named_name) and appointment.leader_name == appointment.named_name)


def _masked(phone: str) -> str:
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else "*" * len(phone)


def _row(appointment: Appointment) -> dict[str, object]:
    state_zh, state_en = STATE_NAMES[State(appointment.state)]
    return {
        "id": appointment.id,
        "appointment_no": appointment.appointment_no,
        "home": appointment.home,
        "host": appointment.host,
        "matter": appointment.matter,
        "petitioner_name": appointment.petitioner_name,
        "people": appointment.people,
        "named_name": appointment.named_name,
        "state": appointment.state,
        "state_zh": state_zh,
        "state_en": state_en,
        "leader_name": appointment.leader_name,
        "leader_title": appointment.leader_title,
        "meets_at": appointment.meets_at,
        "room": appointment.room,
        "requested_at": appointment.requested_at,
        "version": appointment.version,
    }


def _step_view(one: AppointmentStep) -> StepView:
    state_zh, state_en = STATE_NAMES[State(one.state)]
    return StepView(
        act=one.act,
        state_zh=state_zh,
        state_en=state_en,
        agency=one.agency,
        by_name=one.by_name,
        leader_name=one.leader_name,
        reason=one.reason,
        consent=one.consent,
        at=one.at,
    )
