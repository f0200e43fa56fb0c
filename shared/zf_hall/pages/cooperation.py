"""协作事项: what agencies ask of each other, by kind: list, form of the kind, one matter with its acts, the print."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.cooperation import (
    ActOnCooperation,
    CooperationOpened,
    CooperationRow,
    CooperationView,
    CooperationWords,
    FieldView,
    KindView,
    OpenCooperation,
)
from zf_contracts.http.oversight_boards import InspectionView
from zf_hall.access import needs
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import COOPERATION_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.pages.cooperation_form import ROWS_SHOWN, facts_of, labels_of
from zf_hall.pages.matter_form import ACT_LABELS, MatterRoom, Stated, act_form, file_of, take_act
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()
ROOM = MatterRoom("/cooperation", CooperationView, "cooperation/matter.html", msg("协作事项"), ActOnCooperation)

STATES = (("open", msg("未办结")), ("all", msg("全部")))
ROLES = (("", msg("全部")), ("addressee", msg("本机关承办")), ("issuer", msg("本机关提出")))
OPEN_LABELS = {
    "addressees": msg("承办机关"),
    "copies": msg("抄送机关"),
    "title": msg("标题"),
    "collab_no": msg("案件协同编号"),
}


@router.get("/cooperation", **needs(*COOPERATION_ROOM))
async def matter_list(
    request: Request,
    visitor: VisitorDep,
    state: str = "open",
    role: str = "",
    kind: str = "",
    q: str = "",
    cursor: str = "",
) -> Response:
    chosen = {"state": state, "role": role, "kind": kind, "q": q.strip()}
    page = await visitor.read_page(CooperationRow, "liaison", "/cooperation", params={**chosen, "cursor": cursor})
    words = await visitor.read(CooperationWords, "liaison", "/cooperation/words")
    values = {"page": page, "words": words, "chosen": chosen, "states": STATES, "roles": ROLES}
    return show(request, "cooperation/list.html", **values)


@router.get("/cooperation/new", **needs("cooperation.open"))
async def new_matter(request: Request, visitor: VisitorDep, kind: str = "", collab_no: str = "") -> Response:
    """First the kind, then its form: each kind has its own addressees and fields."""
    chosen = await _kind(visitor, kind)
    form = FormState(_labels(visitor, chosen), {"collab_no": collab_no})
    return await _open_form(request, visitor, chosen, form=form)


@router.post("/cooperation/new", **needs("cooperation.open"))
async def open_new(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    chosen = await _kind(visitor, sent.text("kind"))
    values: dict[str, object] = {name: sent.text(name) for name in ("kind", "title", "collab_no")}
    values |= {"addressees": sent.all("addressees"), "copies": sent.all("copies")}
    command, errors = build(OpenCooperation, values | {"facts": _facts(sent, chosen)})
    door = Door("liaison", "/cooperation", "/cooperation")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return _opened(CooperationOpened.model_validate_json(answer.content))
    form = sent.state(_labels(visitor, chosen), errors=errors)
    return await _open_form(request, visitor, chosen, form=form, status=422)


def _opened(opened: CooperationOpened) -> Response:
    """Several at once are seen in the list."""
    if len(opened.ids) == 1:
        return go(f"/cooperation/{opened.ids[0]}", done="told")
    return go("/cooperation?role=issuer", done="told")


async def _kind(visitor: Visitor, kind: str) -> KindView | None:
    words = await visitor.read(CooperationWords, "liaison", "/cooperation/words")
    return next((one for one in words.kinds if one.id == kind), None)


def _labels(visitor: Visitor, chosen: KindView | None) -> dict[str, str]:
    return {**OPEN_LABELS, **labels_of(visitor, chosen.fields if chosen else ())}


def _facts(sent: Sent, chosen: KindView | None) -> tuple[object, ...]:
    return facts_of(sent, chosen.fields if chosen else ())


async def _open_form(
    request: Request, visitor: Visitor, chosen: KindView | None, *, form: FormState, status: int = 200
) -> Response:
    words = await visitor.read(CooperationWords, "liaison", "/cooperation/words")
    values = {"words": words, "chosen": chosen, "form": form, "ROWS_SHOWN": ROWS_SHOWN}
    return show(request, "cooperation/new.html", status=status, **values)


@router.get("/cooperation/{matter_id}", **needs(*COOPERATION_ROOM))
async def matter_page(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    matter = await visitor.read(CooperationView, "liaison", f"/cooperation/{matter_id}")
    inspection = None
    if matter.kind == "inspection":
        inspection = await visitor.read(InspectionView, "liaison", f"/cooperation/{matter_id}/findings")
    return show(request, "cooperation/matter.html", matter=matter, inspection=inspection, room=ROOM)


@router.get("/cooperation/{matter_id}/slip", **needs(*COOPERATION_ROOM))
async def slip(request: Request, visitor: VisitorDep, matter_id: str) -> Response:
    matter = await visitor.read(CooperationView, "liaison", f"/cooperation/{matter_id}")
    return show(request, "cooperation/slip.html", matter=matter)


@router.get("/cooperation/{matter_id}/acts/{act}", **needs(*COOPERATION_ROOM))
async def act_page(request: Request, visitor: VisitorDep, matter_id: str, act: str) -> Response:
    fields = await _fields(visitor, matter_id, act)
    form = FormState({**ACT_LABELS, **labels_of(visitor, fields)})
    return await act_form(request, visitor, ROOM, matter_id, act, form=form)


@router.post("/cooperation/{matter_id}/acts/{act}", **needs(*COOPERATION_ROOM))
async def act_sent(request: Request, visitor: VisitorDep, matter_id: str, act: str) -> Response:
    fields = await _fields(visitor, matter_id, act)
    stated = Stated(facts_of(await read_form(request), fields), labels_of(visitor, fields))
    return await take_act(request, visitor, ROOM, matter_id, act, stated=stated)


async def _fields(visitor: Visitor, matter_id: str, act: str) -> tuple[FieldView, ...]:
    matter = await visitor.read(CooperationView, "liaison", f"/cooperation/{matter_id}")
    return next((option.fields for option in matter.options if option.act == act), ())


@router.get("/cooperation/{matter_id}/files/{file_id}", **needs(*COOPERATION_ROOM))
async def content(visitor: VisitorDep, matter_id: str, file_id: str) -> Response:
    return await file_of(visitor, ROOM, matter_id, file_id)
