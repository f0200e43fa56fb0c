"""Forms of joint meetings: propose, plan, and every act in a meeting, made from the contract the service accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http import meetings as m
from zf_contracts.http.base import Command
from zf_hall.access import needs
from zf_hall.act_fields import ActField, fields_of
from zf_hall.clients import Upload
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import MEETING_ROOM
from zf_hall.pages.answer import ChangedMeanwhile, Door, deliver, go, show
from zf_hall.pages.meetings import STANCES, STEPS
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """`path` may hold the meeting and, as `of`, the topic or resolution it is about; `act` is its name in `may`."""

    title: str
    contract: type[Command]
    path: str
    act: str = ""


PLAN = MeetingForm(msg("筹备联席会议"), m.PlanMeeting, "/meetings")
TOPIC = MeetingForm(msg("提请议题"), m.ProposeTopic, "/meetings/topics")
FORMS: Mapping[str, MeetingForm] = {
    "opinion": MeetingForm(msg("发表意见"), m.GiveOpinion, "/meetings/{id}/opinions", "opinion"),
    "minutes": MeetingForm(msg("起草纪要"), m.EditMinutes, "/meetings/{id}/minutes", "minutes"),
    "resolution": MeetingForm(msg("起草议定事项"), m.DraftResolution, "/meetings/{id}/resolutions", "resolve"),
    "countersign": MeetingForm(msg("会签纪要"), m.CountersignMinutes, "/meetings/{id}/countersign", "countersign"),
    "report": MeetingForm(msg("报告进展"), m.ReportResolution, "/meetings/{id}/resolutions/{of}/progress", "report"),
    "verification": MeetingForm(
        msg("核验议定事项"), m.VerifyResolution, "/meetings/{id}/resolutions/{of}/verification", "verify"
    ),
    "step": MeetingForm(msg("推进会议"), m.MoveMeeting, "/meetings/{id}/step", "step"),
}
LABELS: Mapping[str, str] = {
    "title": msg("名称"),
    "starts_at": msg("开会时间"),
    "place": msg("地点"),
    "video": msg("视频会议方式"),
    "required": msg("必须到会单位"),
    "optional": msg("其他参会单位"),
    "collect_until": msg("材料截止时间"),
    "chair": msg("主持人"),
    "recorder": msg("记录人"),
    "contact": msg("联系人和电话"),
    "secrecy": msg("密级"),
    "topics": msg("列入的议题"),
    "convener": msg("召集单位"),
    "meeting_id": msg("会议"),
    "type": msg("议题类型"),
    "question": msg("需要会商的问题"),
    "urgent": msg("紧急"),
    "restricted": msg("限制知悉"),
    "named": msg("知悉单位"),
    "case_no": msg("涉及的在办案件"),
    "topic_id": msg("议题"),
    "stance": msg("态度"),
    "dissent": msg("作为不同意见写入纪要"),
    "text": msg("内容"),
    "agency": msg("责任单位"),
    "co_agencies": msg("协办单位"),
    "about": msg("性质"),
    "deliverable": msg("要完成的事项"),
    "due": msg("完成期限"),
    "acceptance": msg("验收标准"),
    "decision": msg("会签意见"),
    "done": msg("已经完成"),
    "closed": msg("核验通过，办结"),
    "distribution": msg("印发单位"),
    "step": msg("下一步"),
}
CHOICES: Mapping[str, str] = {
    **STANCES,
    **STEPS,
    "procedure": msg("程序协调"),
    "general": msg("一般性问题"),
    "outcome": msg("具体案件的处理结果"),
    "confirmed": msg("同意印发"),
    "objected": msg("有异议"),
    "none": msg("不涉密"),
    "internal": msg("内部"),
    "secret": msg("秘密"),
}
HIDDEN = frozenset({"meeting_id", "resolution_id", "base", "edition", "materials", "version", "merges"})
"""Set by the page, never typed."""
MANY = frozenset({"required", "optional", "named", "co_agencies", "distribution", "topics"})


class _Made(BaseModel):
    head: dict[str, object] = {}


@router.get("/meetings/new", **needs("meeting.convene"))
async def plan_page(request: Request, visitor: VisitorDep) -> Response:
    return await _form(request, visitor, PLAN, FormState(LABELS, {"secrecy": "internal"}))


@router.post("/meetings/new", **needs("meeting.convene"))
async def plan(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    answer, form = await _deliver(request, visitor, PLAN, sent, path=PLAN.path, back="/meetings")
    if form is not None or answer is None:
        return await _form(request, visitor, PLAN, form or FormState(LABELS), status=422)
    return go(f"/meetings/{answer}", done="meeting_act")


@router.get("/meetings/topics/new", **needs("meeting.propose"))
async def topic_page(request: Request, visitor: VisitorDep, meeting: str = "") -> Response:
    return await _form(request, visitor, TOPIC, FormState(LABELS, {"meeting_id": meeting}))


@router.post("/meetings/topics/new", **needs("meeting.propose"))
async def propose(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    uploads = await _uploaded(request, visitor, sent)
    _, form = await _deliver(request, visitor, TOPIC, sent, path=TOPIC.path, back="/meetings", uploads=uploads)
    if form is not None:
        return await _form(request, visitor, TOPIC, form, status=422)
    meeting_id = sent.text("meeting_id")
    return go(f"/meetings/{meeting_id}" if meeting_id else "/meetings", done="meeting_act")


@router.get("/meetings/{meeting_id}/acts/{act}", **needs(*MEETING_ROOM))
async def act_page(request: Request, visitor: VisitorDep, meeting_id: str, act: str, of: str = "") -> Response:
    if act not in FORMS:
        return show(request, "errors/not_found.html", status=404)
    view = await _read(visitor, meeting_id)
    return await _form(request, visitor, FORMS[act], FormState(LABELS, _present(view, act, of)), view=view, of=of)


@router.post("/meetings/{meeting_id}/acts/{act}", **needs(*MEETING_ROOM))
async def perform(request: Request, visitor: VisitorDep, meeting_id: str, act: str, of: str = "") -> Response:
    """Who was faster with the minutes is shown above the own text, which stays in the form."""
    if act not in FORMS:
        return show(request, "errors/not_found.html", status=404)
    sent = await read_form(request)
    kind = FORMS[act]
    path = kind.path.format(id=meeting_id, of=of)
    _, form = await _deliver(request, visitor, kind, sent, path=path, back=f"/meetings/{meeting_id}")
    if form is None:
        return go(f"/meetings/{meeting_id}", done="meeting_act")
    view = await _read(visitor, meeting_id)
    if form.values.get("base") == "":
        form = replace(form, values={**form.values, "base": _present(view, act, of)["base"]})
    return await _form(request, visitor, kind, form, view=view, of=of, status=422)


async def _uploaded(request: Request, visitor: Visitor, sent: Sent) -> tuple[str, ...]:
    """The id of the paper that came with the form, if one did."""
    file = sent.raw.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return ()
    key = sent.key(now=request.app.state.hall.clock.now())
    paper = Upload(file.filename, await file.read(), file.content_type or "application/octet-stream")
    form = {"title": file.filename[:200]}
    answer = await visitor.upload("liaison", "/meetings/materials", form=form, upload=paper, key=f"{key}-file")
    return (m.UploadView.model_validate_json(answer.content).id,)


async def _deliver(
    request: Request,
    visitor: Visitor,
    kind: MeetingForm,
    sent: Sent,
    *,
    path: str,
    back: str,
    uploads: tuple[str, ...] = (),
) -> tuple[str | None, FormState | None]:
    """The id of a planned meeting, or the same form with its errors."""
    command, errors = build(kind.contract, _typed(kind, sent) | ({"materials": uploads} if uploads else {}))
    try:
        answer, errors = await deliver(
            request, visitor, Door("liaison", path, back), body=command, sent=sent, errors=errors
        )
    except ChangedMeanwhile as conflict:
        if kind.act != "minutes":
            raise
        faster = tuple(FieldError("text", reason=reason) for reason in conflict.reasons)
        return None, FormState(LABELS, {**sent.values, "base": ""}, sent.many, faster)
    if answer is None:
        return None, sent.state(LABELS, errors=errors)
    return str(_Made.model_validate_json(answer.content).head.get("meeting_id", "")), None


def _typed(kind: MeetingForm, sent: Sent) -> dict[str, object]:
    values: dict[str, object] = {}
    for field in fields_of(kind.contract):
        given: object = sent.text(field.name)
        if field.name in MANY:
            given = sent.all(field.name)
        elif field.widget == "yes_no":
            given = sent.text(field.name) == "yes"
        elif field.widget == "moment" and given:
            given = sent.moment(field.name)
        if given != "":
            values[field.name] = given
    for name in ("version", "base", "edition"):
        if name in kind.contract.model_fields and sent.text(name):
            values[name] = sent.text(name)
    if "merges" in kind.contract.model_fields:
        values["merges"] = sent.all("merges")
    return values


def _present(view: m.MeetingView, act: str, of: str) -> dict[str, str]:
    """What the form begins with: the text as it stands, the present versions."""
    values = {"version": str(view.head.version), "edition": str(view.head.edition)}
    if act == "minutes":
        section = next((one for one in view.sections if one.topic_id == of), None)
        values |= {
            "topic_id": of,
            "base": str(section.version if section else 0),
            "text": section.text if section else "",
        }
    elif act in ("opinion", "resolution") and of:
        values["topic_id"] = of
    elif act == "step":
        values["step"] = of
    return values


async def _read(visitor: Visitor, meeting_id: str) -> m.MeetingView:
    return await visitor.read(m.MeetingView, "liaison", f"/meetings/{meeting_id}")


async def _form(
    request: Request,
    visitor: Visitor,
    kind: MeetingForm,
    form: FormState,
    *,
    view: m.MeetingView | None = None,
    of: str = "",
    status: int = 200,
) -> Response:
    proposals = await visitor.read_list(m.ProposalView, "liaison", "/meetings/topics") if kind is PLAN else ()
    types = await visitor.read_list(m.TopicTypeView, "liaison", "/meetings/topic-types") if kind is TOPIC else ()
    fields = tuple(field for field in fields_of(kind.contract) if field.name not in HIDDEN)
    many = tuple(name for name in kind.contract.model_fields if name in MANY)
    return show(
        request,
        "meetings/form.html",
        status=status,
        kind=kind,
        fields=_in_order(kind, fields, many),
        form=form,
        view=view,
        of=of,
        proposals=[one for one in proposals if one.convener == visitor.agency],
        types=types,
        choices=CHOICES,
        many=MANY,
    )


def _in_order(kind: MeetingForm, fields: tuple[ActField, ...], many: tuple[str, ...]) -> list[ActField]:
    """Lists of agencies, which `fields_of` leaves out or reads as lines, stand where the contract names them."""
    plain = {field.name: field for field in fields}
    found = []
    for name in kind.contract.model_fields:
        if name in many:
            found.append(ActField(name, "many", True))
        elif name in plain:
            found.append(plain[name])
    return found
