"""A node written by hand: one ASGI app that answers for every service of every agency with bodies of the contracts.

It refuses as the real services do: 401 without a session, 403 without the permission, 404, 409 on an old version, 422.
`Recorded` keeps what was sent, so that a test sees the command a form became.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.web import (
    fake_board,
    fake_circulars,
    fake_collective,
    fake_contacts,
    fake_conversions,
    fake_cooperation,
    fake_deliberations,
    fake_hall,
    fake_hearings,
    fake_imports,
    fake_joint,
    fake_meetings,
    fake_operations,
    fake_papers,
    fake_query,
    fake_reception,
    fake_repeats,
    fake_search,
    fake_statements,
    fake_supervision,
    fake_tracking,
    people,
    sample,
    sample_exchange,
    sample_petitions,
)
from zf_contracts.http import casemgmt, intake, liaison, petition_acts, petitions
from zf_contracts.http.base import Command

API = "/api/{agency}/{service}"
COMMANDS: Mapping[str, type[Command]] = {
    "/reports": intake.RegisterReport,
    "/petitions": petitions.RegisterPetition,
    **fake_repeats.COMMANDS,
    "/petitions/{id}/answer": petition_acts.AnswerPetition,
    "/cases/{id}/acts": casemgmt.PerformAct,
    "/cases/{id}/suspects": casemgmt.AddSuspect,
    "/cases/{id}/suspects/{sid}": casemgmt.AmendSuspect,
    "/cases/{id}/documents": casemgmt.IssueDocument,
    "/cases/{id}/exit-check": casemgmt.RecordExitCheck,
    "/cases/{id}/head-signature": casemgmt.SignAsHead,
    "/cases/{id}/handler": casemgmt.AssignHandler,
    "/cases/{id}/deadlines/{did}/extensions": casemgmt.ExtendDeadline,
    "/cases/{id}/transfers": casemgmt.PrepareTransfer,
    "/transfers/{id}/submission": casemgmt.SubmitTransfer,
    "/transfers/{id}/supplement": casemgmt.SupplementTransfer,
    "/transfers/{id}/withdrawal": casemgmt.WithdrawTransfer,
    "/packages/{id}/acceptance": casemgmt.AcceptPackage,
    "/packages/{id}/return": casemgmt.ReturnPackage,
    "/reconciliations": liaison.RunReconciliation,
    "/sessions/password": liaison.ChangePassword,
    **fake_hall.COMMANDS,
    **fake_joint.COMMANDS,
    **fake_collective.COMMANDS,
    **fake_tracking.COMMANDS,
    **fake_contacts.COMMANDS,
    **fake_hearings.COMMANDS,
    **fake_statements.COMMANDS,
    **fake_papers.COMMANDS,
    **fake_meetings.COMMANDS,
    **fake_imports.COMMANDS,
    **fake_reception.COMMANDS,
    **fake_supervision.COMMANDS,
    **fake_circulars.COMMANDS,
    **fake_cooperation.COMMANDS,
    **fake_deliberations.COMMANDS,
}


@dataclass
class Recorded:
    """One command as a service got it."""

    agency: str
    path: str
    body: Mapping[str, object]
    key: str


@dataclass
class FakeNode:
    """`away` names services that do not answer; `refuse` maps a path to the refusal it shall give.

    A 409 or 422 is for what changes something, unless the path is written with its method, `GET /board`.
    """

    commands: list[Recorded] = field(default_factory=list)
    away: set[str] = field(default_factory=set)
    refuse: dict[str, tuple[int, Sequence[Mapping[str, object]]]] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    session_reads: int = 0
    skip_requested_by: str | None = None
    hall: fake_hall.HallState = field(default_factory=fake_hall.HallState)
    meetings: fake_meetings.MeetingState = field(default_factory=fake_meetings.MeetingState)

    def app(self) -> Starlette:
        routes = [
            *fake_papers.routes(API, self),
            *fake_meetings.routes(API, self),
            *fake_query.routes(API, self),
            *fake_imports.routes(API, self),
            *fake_search.routes(API, self),
            *fake_supervision.routes(API, self),
            *fake_cooperation.routes(API, self),
            *(Route(API + path, self.read, methods=["GET"]) for path in (*READS, *fake_hall.reads(self))),
            *(Route(API + path, self.command, methods=["POST"]) for path in COMMANDS),
            Route(API + "/sessions", self.sign_in, methods=["POST"]),
            Route(API + "/sessions/current", self.session, methods=["GET", "DELETE"]),
            Route(API + "/cases/{id}/documents/upload", self.upload, methods=["POST"]),
            Route(API + "/cases/{id}/documents/{doc}/content", self.content, methods=["GET"]),
            *fake_operations.routes(API, self),
        ]
        return Starlette(routes=routes)

    async def sign_in(self, request: Request) -> Response:
        if "liaison" in self.away:
            return JSONResponse({"request_id": "r-away"}, status_code=503)
        body = liaison.SignIn.model_validate_json(await request.body())
        person = people.BY_USERNAME.get(body.username)
        if person is None or body.password != people.PASSWORD or person.agency != request.path_params["agency"]:
            return refusal(422, "session.refused", "用户名或密码不正确。", "Wrong name or password.")
        answer = liaison.SignedIn(session=person.session, csrf=person.csrf, expires_at=sample.ahead(hours=10))
        return JSONResponse(answer.model_dump(mode="json"))

    async def session(self, request: Request) -> Response:
        session = request.headers.get("x-zf-session", "")
        person = people.BY_SESSION.get(session)
        if person is None or session in self.ended:
            return refusal(401, "session.ended", "登录已失效。", "The session has ended.")
        if request.method == "DELETE":
            self.ended.add(session)
            return Response(status_code=204)
        self.session_reads += 1
        return JSONResponse(person.view().model_dump(mode="json"))

    async def read(self, request: Request) -> Response:
        stopped = self.stopped(request)
        if stopped:
            return stopped
        path = request.scope["route"].path.removeprefix(API)
        try:
            found = {**READS, **fake_hall.reads(self)}[path](request)
        except StopIteration:
            return refusal(404, "request.not_found", "没有找到。", "Not found.")
        if isinstance(found, BaseModel):
            return JSONResponse(found.model_dump(mode="json"))
        assert isinstance(found, Sequence)
        items = [item.model_dump(mode="json") for item in found]
        return JSONResponse(items if path in BARE else {"items": items, "next_cursor": None})

    async def command(self, request: Request) -> Response:
        stopped = self.stopped(request)
        if stopped:
            return stopped
        path = request.scope["route"].path.removeprefix(API)
        if not request.headers.get("idempotency-key") and path not in OPEN:
            return refusal(422, "idempotency.key_missing", "缺少幂等键。", "The key is missing.")
        raw = json.loads(await request.body() or b"{}")
        COMMANDS[path].model_validate(raw)
        self.record(request, path="/" + request.url.path.split("/", 4)[4], body=raw)
        return JSONResponse(ANSWERS.get(path, {"id": "tr-1"}), status_code=200)

    async def upload(self, request: Request) -> Response:
        form = await request.form()
        values = {name: str(value) for name, value in form.items() if isinstance(value, str)}
        file = form["file"]
        assert not isinstance(file, str)
        values["file"] = f"{file.filename}:{len(await file.read())}"
        self.record(request, path="/upload", body=values)
        return JSONResponse(sample.DOCUMENTS[0].model_dump(mode="json"))

    async def content(self, request: Request) -> Response:
        return Response(b"%PDF-1.7 sample", media_type="application/pdf")

    def record(self, request: Request, *, path: str, body: Mapping[str, object]) -> None:
        key = request.headers.get("idempotency-key", "")
        self.commands.append(Recorded(request.path_params["agency"], path, body, key))

    def stopped(self, request: Request) -> Response | None:
        service = request.path_params["service"]
        if service in self.away:
            return JSONResponse({"request_id": "r-away"}, status_code=503)
        person = people.BY_TOKEN.get(request.headers.get("authorization", "").removeprefix("Bearer "))
        if person is None and request.scope["route"].path.removeprefix(API) not in OPEN:
            return refusal(401, "token.refused", "登录已失效。", "The session has ended.")
        key = "/" + request.url.path.split("/", 4)[4]
        read = self.refuse.get(f"{request.method} {key}")
        told = read or self.refuse.get(key)
        if told and (read or request.method != "GET" or told[0] not in (409, 422)):
            status, problems = told
            return JSONResponse({"problems": list(problems), "request_id": "r-1"}, status_code=status)
        return None


def refusal(status: int, code: str, zh: str, en: str) -> Response:
    problems = [{"code": code, "zh": zh, "en": en, "next_zh": "", "next_en": ""}]
    return JSONResponse({"status": status, "problems": problems, "request_id": "r-1"}, status_code=status)


def _cases(request: Request) -> object:
    asked = request.query_params
    rows = [row for row in sample.ROWS if asked.get("state", row.state) == row.state]
    rows = [row for row in rows if not asked.get("band") or row.band == asked["band"]]
    return [row for row in rows if asked.get("q", "") in row.title + row.charge + row.case_no]


READS: Mapping[str, Callable[[Request], object]] = {
    **fake_tracking.READS,
    **fake_statements.READS,
    "/cases": _cases,
    "/cases/{id}": lambda request: sample_exchange.case_view(request.path_params["id"]),
    "/transfers": lambda request: sample_exchange.TRANSFERS,
    "/transfers/{id}": lambda request: sample_exchange.transfer_view(request.path_params["id"]),
    "/packages": lambda request: sample_exchange.PACKAGES,
    "/packages/{id}": lambda request: sample_exchange.package_view(request.path_params["id"]),
    "/reports": lambda request: sample_exchange.REPORTS,
    "/reports/{id}": lambda request: sample_exchange.report_view(request.path_params["id"]),
    "/reports/{id}/receipt": lambda request: sample_exchange.receipt(request.path_params["id"]),
    "/clocks": lambda request: sample_exchange.watched_in(request.query_params.get("band")),
    "/clocks/summary": lambda request: sample_exchange.SUMMARY,
    "/deadlines": lambda request: sample.CLOCKS,
    "/ledger": lambda request: sample_exchange.LEDGER,
    "/ledger/{id}": lambda request: sample_exchange.ledger_view(request.path_params["id"]),
    "/peers": lambda request: sample_exchange.PEERS,
    "/reconciliations": lambda request: sample_exchange.RECONCILIATIONS,
    "/traces": lambda request: sample_exchange.TRACES,
    "/traces/{id}": lambda request: sample_exchange.trace_view(),
    "/petitions": lambda request: sample_petitions.ROWS,
    "/petitions/{id}": lambda request: sample_petitions.petition_view(request.path_params["id"]),
    "/officers": lambda request: people.OFFICERS,
    "/directory": lambda request: people.DIRECTORY,
    **fake_joint.READS,
    **fake_contacts.READS,
    **fake_repeats.READS,
    **fake_papers.READS,
    **fake_meetings.READS,
    **fake_imports.READS,
    **fake_board.READS,
    **fake_hearings.READS,
    **fake_collective.READS,
    **fake_conversions.READS,
    **fake_reception.READS,
    **fake_supervision.READS,
    **fake_circulars.READS,
    **fake_cooperation.READS,
    **fake_deliberations.READS,
}
OPEN = fake_hall.OPEN | fake_papers.OPEN | {"/published-hearings"}
BARE = (
    fake_papers.BARE
    | fake_reception.BARE
    | fake_meetings.BARE
    | fake_repeats.BARE
    | fake_supervision.BARE
    | fake_circulars.BARE
    | fake_cooperation.BARE
    | fake_tracking.BARE
    | {"/peers", "/officers", "/directory", "/hall/desks", "/hall/roster"}
)
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "/reports": {"id": "rep-1"},
    "/cases/{id}/transfers": {"id": "tr-2"},
    "/petitions": sample_petitions.REGISTERED,
    **fake_hall.ANSWERS,
    **fake_joint.ANSWERS,
    **fake_repeats.ANSWERS,
    **fake_papers.ANSWERS,
    **fake_meetings.ANSWERS,
    **fake_reception.ANSWERS,
    **fake_supervision.ANSWERS,
    **fake_circulars.ANSWERS,
    **fake_cooperation.ANSWERS,
    **fake_deliberations.ANSWERS,
}
