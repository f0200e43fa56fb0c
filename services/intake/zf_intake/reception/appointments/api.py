"""Routes of appointments: asked for and answered at home, arranged and held by the host."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.appointments import (
    AnswerOffer,
    AppointmentReport,
    AppointmentRow,
    AppointmentView,
    CancelAppointment,
    HoldAppointment,
    OfferAppointment,
    RefuseAppointment,
    RequestAppointment,
)
from zf_contracts.http.base import Page, Versioned
from zf_intake.desk import Desk
from zf_intake.reception.appointments import queries
from zf_intake.reception.appointments.answer import answer
from zf_intake.reception.appointments.cancel import cancel
from zf_intake.reception.appointments.check_in import check_in
from zf_intake.reception.appointments.hold import hold
from zf_intake.reception.appointments.mark_absent import mark_absent
from zf_intake.reception.appointments.offer import offer
from zf_intake.reception.appointments.refuse import refuse
from zf_intake.reception.appointments.request_appointment import request_appointment
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]
State = Annotated[str, Query(max_length=16)]
Cursor = Annotated[str, Query(max_length=64, pattern=r"^[0-9a-f-]*$")]


def appointment_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/appointments", tag="appointments")

    @router.get("", **access("appointment.read"))
    async def appointments(scope: ScopeDep, *, state: State = "open", cursor: Cursor = "") -> Page[AppointmentRow]:
        return await queries.list_appointments(scope, state=state, cursor=cursor)

    @router.post("", status_code=201, **access("appointment.book"))
    async def request(scope: ScopeDep, command: RequestAppointment) -> AppointmentView:
        return await queries.view(scope, await request_appointment(scope, command, desk=desk), desk=desk)

    @router.get("/report", **access("appointment.read"))
    async def report(scope: ScopeDep, *, since: Day = None, until: Day = None) -> AppointmentReport:
        return await queries.report(scope, since=since, until=until)

    @router.get("/{appointment_id}", **access("appointment.read"))
    async def appointment(scope: ScopeDep, appointment_id: str) -> AppointmentView:
        return await queries.show_appointment(scope, appointment_id, desk=desk)

    return router


def host_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/appointments/{appointment_id}", tag="appointments")

    @router.post("/offer", **access("appointment.decide"))
    async def offered(scope: ScopeDep, appointment_id: str, command: OfferAppointment) -> AppointmentView:
        return await queries.view(scope, await offer(scope, command, appointment_id=appointment_id), desk=desk)

    @router.post("/refusal", **access("appointment.decide"))
    async def refused(scope: ScopeDep, appointment_id: str, command: RefuseAppointment) -> AppointmentView:
        return await queries.view(scope, await refuse(scope, command, appointment_id=appointment_id), desk=desk)

    @router.post("/held", **access("appointment.decide"))
    async def held(scope: ScopeDep, appointment_id: str, command: HoldAppointment) -> AppointmentView:
        return await queries.view(scope, await hold(scope, command, appointment_id=appointment_id), desk=desk)

    return router


def home_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/appointments/{appointment_id}", tag="appointments")

    @router.post("/answer", **access("appointment.book"))
    async def answered(scope: ScopeDep, appointment_id: str, command: AnswerOffer) -> AppointmentView:
        return await queries.view(scope, await answer(scope, command, appointment_id=appointment_id), desk=desk)

    @router.post("/cancellation", **access("appointment.book"))
    async def cancelled(scope: ScopeDep, appointment_id: str, command: CancelAppointment) -> AppointmentView:
        return await queries.view(scope, await cancel(scope, command, appointment_id=appointment_id), desk=desk)

    @router.post("/check-in", **access("appointment.book"))
    async def came(scope: ScopeDep, appointment_id: str, seen: Versioned) -> AppointmentView:
        return await queries.view(scope, await check_in(scope, seen, appointment_id=appointment_id), desk=desk)

    @router.post("/no-show", **access("appointment.book"))
    async def absent(scope: ScopeDep, appointment_id: str, seen: Versioned) -> AppointmentView:
        return await queries.view(scope, await mark_absent(scope, seen, appointment_id=appointment_id), desk=desk)

    return router
