"""Routes of what every member does from its own node: check in, speak, write, sign, report; papers and the calendar."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from zf_contracts.http.meetings import (
    CountersignMinutes,
    EditMinutes,
    GiveOpinion,
    MeetingMark,
    MeetingView,
    ReportResolution,
    RevisionView,
)
from zf_liaison.desk import Desk
from zf_liaison.meetings.calendar_queries import meeting_calendar
from zf_liaison.meetings.check_in import REPRESENT, check_in
from zf_liaison.meetings.countersign import countersign
from zf_liaison.meetings.edit_minutes import edit_minutes
from zf_liaison.meetings.give_opinion import give_opinion
from zf_liaison.meetings.mark_queries import meeting_mark
from zf_liaison.meetings.material_queries import material_content
from zf_liaison.meetings.report_resolution import report_resolution
from zf_liaison.meetings.view_queries import section_revisions, show_meeting
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.description import ANY_FILE
from zf_platform.http.files import file_answer
from zf_platform.http.route import service_router

Number = Annotated[int, Path(ge=1, le=99)]
TopicId = Annotated[str, Query(max_length=64)]


def member_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/meetings/{meeting_id}", tag="meetings", keeps_refusals=True)

    @router.post("/attendance", status_code=201, **access("meeting.attend"))
    async def attendance(scope: ScopeDep, meeting_id: str) -> MeetingView:
        await check_in(scope, meeting_id, desk=desk)
        return await show_meeting(scope, meeting_id)

    @router.post("/opinions", status_code=201, **access("meeting.attend"))
    async def opinion(scope: ScopeDep, meeting_id: str, command: GiveOpinion) -> MeetingView:
        await give_opinion(scope, meeting_id, command, desk=desk)
        return await show_meeting(scope, meeting_id)

    @router.post("/minutes", **access("meeting.attend"))
    async def minutes(scope: ScopeDep, meeting_id: str, command: EditMinutes) -> MeetingView:
        await edit_minutes(scope, meeting_id, command, desk=desk)
        return await show_meeting(scope, meeting_id)

    @router.post("/countersign", status_code=201, **access(REPRESENT))
    async def sign(scope: ScopeDep, meeting_id: str, command: CountersignMinutes) -> MeetingView:
        await countersign(scope, meeting_id, command, desk=desk)
        return await show_meeting(scope, meeting_id)

    @router.post("/resolutions/{resolution_id}/progress", status_code=201, **access("meeting.report"))
    async def progress(scope: ScopeDep, meeting_id: str, resolution_id: str, command: ReportResolution) -> MeetingView:
        await report_resolution(scope, meeting_id, resolution_id, command, desk=desk)
        return await show_meeting(scope, meeting_id)

    return router


def meeting_paper_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/meetings/{meeting_id}", tag="meetings", keeps_refusals=True)

    @router.get("/mark", **access("meeting.read"))
    async def mark(scope: ScopeDep, meeting_id: str) -> MeetingMark:
        return await meeting_mark(scope, meeting_id)

    @router.get("/minutes", **access("meeting.read"))
    async def revisions(scope: ScopeDep, meeting_id: str, *, topic_id: TopicId = "") -> tuple[RevisionView, ...]:
        return await section_revisions(scope, meeting_id, topic_id)

    @router.get("/calendar", response_class=Response, responses=ANY_FILE, **access("meeting.read"))
    async def calendar(scope: ScopeDep, meeting_id: str) -> Response:
        """One event, for any calendar program."""
        text = await meeting_calendar(scope, meeting_id)
        headers = {"Content-Disposition": 'attachment; filename="meeting.ics"'}
        return Response(text, media_type="text/calendar; charset=utf-8", headers=headers)

    @router.get(
        "/topics/{topic_id}/materials/{no}", response_class=Response, responses=ANY_FILE, **access("meeting.attend")
    )
    async def material(scope: ScopeDep, meeting_id: str, topic_id: str, no: Number) -> Response:
        found = await material_content(scope, meeting_id, topic_id, no, desk=desk)
        return file_answer(found.chunks, filename=found.title, media_type=found.media_type, size=found.size)

    return router
