"""The form of an act on a matter with two sides: what it needs is asked, a file goes first, why not is shown at the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.cooperation import CooperationView
from zf_contracts.http.notices import NoticeView
from zf_contracts.http.supervision import ActOnMatter, ActOption, FileLaidReady
from zf_contracts.http.tasks import TaskView
from zf_hall.clients import ServiceRefused, Upload
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, at_the_form, deliver, go, show
from zf_hall.pages.cooperation_form import ROWS_SHOWN
from zf_hall.visitor import Visitor
from zf_platform.ids import new_id

Matter = TaskView | NoticeView | CooperationView

ACT_LABELS = {
    "text": msg("内容或者理由"),
    "late_reason": msg("逾期原因"),
    "until": msg("日期"),
    "leader": msg("包案领导"),
    "unit": msg("承办单位"),
    "file": msg("附件"),
    "file_title": msg("附件名称"),
    "files": msg("已上传的附件"),
}
_SHOWN = frozenset({"application/pdf", "image/png", "image/jpeg"})
UNIT_ACTS = frozenset({"sign_for", "sign_late", "start"})
"""Acts with which the addressee hands the matter to one of its units."""


@dataclass(frozen=True, slots=True)
class MatterRoom:
    """`path` is the address both of the pages and of the service's routes."""

    path: str
    view: type[TaskView] | type[NoticeView] | type[CooperationView]
    template: str
    name: str
    command: type[ActOnMatter] = ActOnMatter


def option_of(view: Matter, act: str) -> ActOption | None:
    return next((option for option in view.options if option.act == act), None)


async def act_form(
    request: Request,
    visitor: Visitor,
    room: MatterRoom,
    matter_id: str,
    act: str,
    *,
    form: FormState,
    status: int = 200,
) -> Response:
    """An act that is not possible now shows why, with a way back; one nobody knows goes back to the matter."""
    matter = await visitor.read(room.view, "liaison", f"{room.path}/{matter_id}")
    option = option_of(matter, act)
    if option is None:
        return go(f"{room.path}/{matter_id}")
    asks_unit = act in UNIT_ACTS and matter.role != "issuer"
    return show(
        request,
        "supervision/act.html",
        status=status,
        matter=matter,
        option=option,
        form=form,
        room=room,
        asks_unit=asks_unit,
        ROWS_SHOWN=ROWS_SHOWN,
    )


@dataclass(frozen=True, slots=True)
class Stated:
    """What the kind of the matter asks of this act besides, with the labels of its fields."""

    facts: tuple[Mapping[str, object], ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


async def take_act(
    request: Request,
    visitor: Visitor,
    room: MatterRoom,
    matter_id: str,
    act: str,
    *,
    stated: Stated | None = None,
) -> Response:
    sent, stated = await read_form(request), stated or Stated()
    file_ids, errors = await _lay_ready(request, visitor, room, matter_id, sent=sent)
    values: dict[str, object] = {name: sent.text(name) for name in ("version", "text", "leader", "unit")}
    values |= {"act": act, "until": sent.text("until") or None, "files": (*sent.all("files"), *file_ids)}
    values |= {"late_reason": sent.text("late_reason")} if "late_reason" in sent.raw else {}
    values |= {"facts": stated.facts} if stated.facts else {}
    command, wrong = build(room.command, values)
    door = Door("liaison", f"{room.path}/{matter_id}/acts", f"{room.path}/{matter_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=(*errors, *wrong))
    if answer is not None:
        return go(f"{room.path}/{matter_id}", done="told")
    form = sent.state({**ACT_LABELS, **stated.labels}, errors=errors)
    return await act_form(request, visitor, room, matter_id, act, form=form, status=422)


async def _lay_ready(
    request: Request, visitor: Visitor, room: MatterRoom, matter_id: str, *, sent: Sent
) -> tuple[tuple[str, ...], tuple[FieldError, ...]]:
    """The id of the uploaded file; nothing was chosen, nothing is sent."""
    found = sent.raw.get("file")
    if not isinstance(found, UploadFile) or not found.filename:
        return (), ()
    hall = request.app.state.hall
    limit: int = hall.settings.upload_bytes
    if (found.size or 0) > limit:
        return (), (FieldError("file", msg("%(label)s太大，至多 %(limit)s MB"), {"limit": str(limit >> 20)}),)
    upload = Upload(found.filename, await found.read(), found.content_type or "application/octet-stream")
    title = sent.text("file_title") or found.filename
    try:
        answer = await visitor.upload(
            "liaison",
            f"{room.path}/{matter_id}/files",
            form={"title": title[:200]},
            upload=upload,
            key=new_id(hall.clock.now()),
        )
    except ServiceRefused as error:
        return (), at_the_form(error)
    return (FileLaidReady.model_validate_json(answer.content).id,), ()


async def file_of(visitor: Visitor, room: MatterRoom, matter_id: str, file_id: str) -> Response:
    """As an attachment under a sandbox: what was uploaded never runs as a page of ours."""
    answer = await visitor.raw("liaison", f"{room.path}/{matter_id}/files/{file_id}")
    media_type = answer.headers.get("content-type", "").partition(";")[0]
    disposition = answer.headers.get("content-disposition") or f"attachment; filename*=utf-8''{quote(file_id)}"
    headers = {"content-disposition": disposition, "content-security-policy": "sandbox; default-src 'none'"}
    kept = media_type if media_type in _SHOWN else "application/octet-stream"
    return Response(answer.content, media_type=kept, headers=headers)
