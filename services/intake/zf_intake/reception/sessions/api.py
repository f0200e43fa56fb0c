"""Routes of leader receptions. The published calendar is public."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.receptions import (
    AssignLeader,
    CalendarView,
    DecideSession,
    LeaderView,
    PlanSessions,
    PublishSessions,
    RecordSession,
    SaveLeader,
    SessionReport,
    SessionView,
)
from zf_intake.reception.sessions import queries
from zf_intake.reception.sessions.assign_leader import assign_leader
from zf_intake.reception.sessions.decide_session import decide_session
from zf_intake.reception.sessions.plan_ahead import plan_ahead
from zf_intake.reception.sessions.publish import publish
from zf_intake.reception.sessions.record_session import record_session
from zf_intake.reception.sessions.save_leader import save_leader
from zf_law.loader import Law
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

Day = Annotated[date | None, Query()]


def reception_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/receptions", tag="receptions")

    @router.get("", **access(public=True))
    async def published(scope: ScopeDep, *, since: Day = None, until: Day = None) -> CalendarView:
        return await queries.calendar(scope, since=since, until=until, law=law)

    @router.get("/drafts", **access("reception.publish"))
    async def drafts(scope: ScopeDep, *, since: Day = None, until: Day = None) -> CalendarView:
        return await queries.calendar(scope, since=since, until=until, law=law, drafts=True)

    @router.get("/report", **access("hall.read"))
    async def report(scope: ScopeDep, *, since: Day = None, until: Day = None) -> SessionReport:
        return await queries.report(scope, since=since, until=until)

    @router.get("/leaders", **access("hall.read"))
    async def leaders(scope: ScopeDep) -> tuple[LeaderView, ...]:
        return await queries.list_leaders(scope)

    @router.post("/leaders", **access("reception.publish"))
    async def leader(scope: ScopeDep, command: SaveLeader) -> LeaderView:
        return LeaderView.model_validate(await save_leader(scope, command, law=law), from_attributes=True)

    return router


def session_act_router(*, law: Law) -> APIRouter:
    router = service_router(prefix="/receptions", tag="receptions")

    @router.post("/plan", **access("reception.publish"))
    async def plan(scope: ScopeDep, command: PlanSessions) -> CalendarView:
        await plan_ahead(scope, until=command.until, law=law)
        return await queries.calendar(scope, since=None, until=command.until, law=law, drafts=True)

    @router.post("/publication", **access("reception.publish"))
    async def publication(scope: ScopeDep, command: PublishSessions) -> CalendarView:
        await publish(scope, until=command.until, law=law, place=command.place)
        return await queries.calendar(scope, since=None, until=command.until, law=law, drafts=True)

    @router.post("/{session_id}/decision", **access("reception.publish"))
    async def decide(scope: ScopeDep, session_id: str, command: DecideSession) -> SessionView:
        return queries.session_view(await decide_session(scope, command, session_id=session_id, law=law))

    @router.post("/{session_id}/leader", **access("reception.publish"))
    async def assign(scope: ScopeDep, session_id: str, command: AssignLeader) -> SessionView:
        return queries.session_view(await assign_leader(scope, command, session_id=session_id, law=law))

    @router.post("/{session_id}/record", **access("reception.record"))
    async def record(scope: ScopeDep, session_id: str, command: RecordSession) -> SessionView:
        return queries.session_view(await record_session(scope, command, session_id=session_id, law=law))

    return router
