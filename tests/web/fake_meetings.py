"""The part of the fake node that answers for joint meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web import sample_meetings
from zf_contracts.http import meetings as m
from zf_contracts.http.base import Command

if TYPE_CHECKING:
    from tests.web.fake_node import FakeNode

ONE = "/meetings/{id}"
COMMANDS: Mapping[str, type[Command]] = {
    "/meetings": m.PlanMeeting,
    "/meetings/topics": m.ProposeTopic,
    "/meetings/topics/{tid}/refusal": m.DeclineTopic,
    ONE + "/agenda": m.OrderAgenda,
    ONE + "/opinions": m.GiveOpinion,
    ONE + "/minutes": m.EditMinutes,
    ONE + "/resolutions": m.DraftResolution,
    ONE + "/countersign": m.CountersignMinutes,
    ONE + "/step": m.MoveMeeting,
    ONE + "/resolutions/{rid}/progress": m.ReportResolution,
    ONE + "/resolutions/{rid}/verification": m.VerifyResolution,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/meetings": lambda _request: sample_meetings.LINES,
    "/meetings/topics": lambda _request: sample_meetings.PROPOSALS,
    "/meetings/topic-types": lambda _request: sample_meetings.TYPES,
    "/meetings/resolutions": lambda _request: sample_meetings.BOARD,
    ONE: lambda _request: sample_meetings.VIEW,
}
BARE = frozenset({"/meetings/topics", "/meetings/topic-types", "/meetings/resolutions"})
ANSWERS: Mapping[str, Mapping[str, object]] = {
    path: sample_meetings.VIEW.model_dump(mode="json") for path in COMMANDS if path != "/meetings/topics"
}


@dataclass
class MeetingState:
    """`mark_reads` counts how often somebody asked whether something is new; from question `news_at` on it is (0: never)."""

    mark_reads: int = 0
    news_at: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.news_at) and self.mark_reads >= self.news_at


def routes(api: str, node: FakeNode) -> list[Route]:
    """Files, the mark, and acts without a body."""

    async def mark(request: Request) -> Response:
        stopped = node.stopped(request)
        if stopped:
            return stopped
        node.meetings.mark_reads += 1
        return JSONResponse({"mark": "new" if node.meetings.changed else "old"})

    async def calendar(_request: Request) -> Response:
        return Response("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", media_type="text/calendar")

    async def act(request: Request) -> Response:
        node.record(request, path="/" + request.url.path.split("/", 4)[4], body={})
        return JSONResponse(sample_meetings.VIEW.model_dump(mode="json"))

    return [
        Route(api + ONE + "/mark", mark, methods=["GET"]),
        Route(api + ONE + "/calendar", calendar, methods=["GET"]),
        Route(api + ONE + "/attendance", act, methods=["POST"]),
        Route(api + ONE + "/agenda/{tid}", act, methods=["POST"]),
    ]
