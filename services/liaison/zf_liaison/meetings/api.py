"""Routes of joint meetings: lists, topics, planning, one meeting and its steps."""

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile

from zf_contracts.http.base import Line, Page
from zf_contracts.http.meetings import (
    AddMaterial,
    DeclineTopic,
    DraftResolution,
    InterferenceView,
    MeetingLine,
    MeetingView,
    MoveMeeting,
    OrderAgenda,
    PlanMeeting,
    ProposalView,
    ProposeTopic,
    ResolutionLine,
    TopicTypeView,
    UploadView,
    VerifyResolution,
)
from zf_liaison.desk import Desk
from zf_liaison.meetings.add_material import add_material
from zf_liaison.meetings.decline_topic import decline_topic
from zf_liaison.meetings.draft_resolution import draft_resolution
from zf_liaison.meetings.list_queries import board, list_interference, list_meetings
from zf_liaison.meetings.move_meeting import move_meeting
from zf_liaison.meetings.order_agenda import order_agenda
from zf_liaison.meetings.plan_meeting import plan_meeting
from zf_liaison.meetings.proposal_queries import list_proposals
from zf_liaison.meetings.propose_topic import propose_topic
from zf_liaison.meetings.put_on_agenda import put_on_agenda
from zf_liaison.meetings.upload_material import MAX_UPLOAD, upload_material
from zf_liaison.meetings.verify_resolution import verify_resolution
from zf_liaison.meetings.view_queries import show_meeting
from zf_liaison.paging import Cursor
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router

FORM_OVERHEAD = 64 * 1024
Code = Annotated[str, Query(max_length=32)]
Title = Annotated[Line, Form(min_length=1, max_length=200)]


def meeting_list_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/meetings", tag="meetings", keeps_refusals=True)

    @router.get("", **access("meeting.read"))
    async def meetings(scope: ScopeDep, *, running: bool = False, cursor: Cursor = None) -> Page[MeetingLine]:
        return await list_meetings(scope, running=running, cursor=cursor or "")

    @router.get("/resolutions", **access("meeting.read"))
    async def resolutions(
        scope: ScopeDep, *, agency: Code = "", open: bool = True, until: dt.date | None = None
    ) -> tuple[ResolutionLine, ...]:
        return await board(scope, agency=agency, open_only=open, until=until)

    @router.get("/interference", **access("meeting.convene"))
    async def interference(scope: ScopeDep) -> tuple[InterferenceView, ...]:
        return await list_interference(scope)

    @router.get("/topic-types", **access("meeting.read"))
    async def topic_types(scope: ScopeDep) -> tuple[TopicTypeView, ...]:
        types = desk.law.meetings.topic_types
        return tuple(TopicTypeView(id=name, zh=label.zh, en=label.en) for name, label in types.items())

    return router


def topic_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/meetings", tag="meetings", keeps_refusals=True)

    @router.get("/topics", **access("meeting.read"))
    async def topics(scope: ScopeDep, *, open: bool = True) -> tuple[ProposalView, ...]:
        return await list_proposals(scope, open_only=open)

    @router.post("/topics", status_code=201, **access("meeting.propose"))
    async def propose(scope: ScopeDep, command: ProposeTopic) -> dict[str, str]:
        return {"topic_id": await propose_topic(scope, command, desk=desk)}

    @router.post("/topics/{topic_id}/refusal", **access("meeting.convene"))
    async def decline(scope: ScopeDep, topic_id: str, command: DeclineTopic) -> tuple[ProposalView, ...]:
        await decline_topic(scope, topic_id, command)
        return await list_proposals(scope, open_only=True)

    @router.post("/materials", status_code=201, **access("meeting.propose", upload=MAX_UPLOAD + FORM_OVERHEAD))
    async def upload(scope: ScopeDep, *, file: Annotated[UploadFile, File()], title: Title) -> UploadView:
        return await upload_material(scope, file, title=title, filename=file.filename or "", desk=desk)

    return router


def meeting_router(*, desk: Desk) -> APIRouter:
    """What only the convener does."""
    router = service_router(prefix="/meetings", tag="meetings", keeps_refusals=True)

    @router.post("", status_code=201, **access("meeting.convene"))
    async def plan(scope: ScopeDep, command: PlanMeeting) -> MeetingView:
        return await show_meeting(scope, await plan_meeting(scope, command, desk=desk))

    @router.get("/{meeting_id}", **access("meeting.read"))
    async def one(scope: ScopeDep, meeting_id: str) -> MeetingView:
        return await show_meeting(scope, meeting_id)

    @router.post("/{meeting_id}/agenda", **access("meeting.convene"))
    async def agenda(scope: ScopeDep, meeting_id: str, command: OrderAgenda) -> MeetingView:
        await order_agenda(scope, meeting_id, command)
        return await show_meeting(scope, meeting_id)

    @router.post("/{meeting_id}/agenda/{topic_id}", status_code=201, **access("meeting.convene"))
    async def take(scope: ScopeDep, meeting_id: str, topic_id: str) -> MeetingView:
        await put_on_agenda(scope, meeting_id, topic_id)
        return await show_meeting(scope, meeting_id)

    @router.post("/{meeting_id}/topics/{topic_id}/materials", **access("meeting.convene"))
    async def material(scope: ScopeDep, meeting_id: str, topic_id: str, command: AddMaterial) -> MeetingView:
        await add_material(scope, meeting_id, topic_id, command)
        return await show_meeting(scope, meeting_id)

    @router.post("/{meeting_id}/step", **access("meeting.convene"))
    async def step(scope: ScopeDep, meeting_id: str, command: MoveMeeting) -> MeetingView:
        await move_meeting(scope, meeting_id, command, desk=desk)
        return await show_meeting(scope, meeting_id)

    return router


def resolution_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/meetings", tag="meetings", keeps_refusals=True)

    @router.post("/{meeting_id}/resolutions", status_code=201, **access("meeting.convene"))
    async def resolve(scope: ScopeDep, meeting_id: str, command: DraftResolution) -> MeetingView:
        await draft_resolution(scope, meeting_id, command, desk=desk)
        return await show_meeting(scope, meeting_id)

    @router.post("/{meeting_id}/resolutions/{resolution_id}/verification", **access("meeting.convene"))
    async def verify(scope: ScopeDep, meeting_id: str, resolution_id: str, command: VerifyResolution) -> MeetingView:
        await verify_resolution(scope, meeting_id, resolution_id, command, desk=desk)
        return await show_meeting(scope, meeting_id)

    return router
