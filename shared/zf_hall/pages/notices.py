"""监督文书: list with the running clock of each, a new draft by kind, one document with its acts."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.notices import ActOnNotice, DraftNotice, NoticeKindView, NoticeRow, NoticeView, NoticeWords
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import NOTICE_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.pages.matter_form import ACT_LABELS, MatterRoom, act_form, file_of, take_act
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()
ROOM = MatterRoom("/notices", NoticeView, "supervision/notice.html", msg("监督文书"), ActOnNotice)

STATES = (
    ("open", msg("未办结")),
    ("served", msg("待签收")),
    ("signed_for", msg("待回复")),
    ("replied", msg("待审查")),
    ("urged", msg("已催办")),
    ("escalated", msg("已报上级")),
    ("closed", msg("已办结")),
    ("all", msg("全部")),
)
ROLES = (("", msg("全部")), ("addressee", msg("本机关收到")), ("issuer", msg("本机关发出")))
DRAFT_LABELS = {
    "addressee": msg("受文机关"),
    "unit": msg("受文单位"),
    "collab_no": msg("案件协同编号"),
    "clue": msg("监督线索"),
    "source_ref": msg("来源编号"),
    "title": msg("标题"),
    "facts": msg("事实"),
    "demand": msg("监督意见"),
    "basis": msg("法律依据"),
    "due": msg("文书指定的回复日"),
}


@router.get("/notices", **needs(*NOTICE_ROOM))
async def notice_list(
    request: Request,
    visitor: VisitorDep,
    state: str = "open",
    role: str = "",
    q: str = "",
    cursor: str = "",
) -> Response:
    chosen = {"state": state, "role": role, "q": q.strip()}
    page = await visitor.read_page(NoticeRow, "liaison", "/notices", params={**chosen, "cursor": cursor})
    values = {"page": page, "chosen": chosen, "states": STATES, "roles": ROLES}
    return show(request, "supervision/notices.html", **values)


@router.get("/notices/new", **needs("notice.draft"))
async def new_notice(request: Request, visitor: VisitorDep, kind: str = "") -> Response:
    """First the kind, then its form: each kind has its own addressees and period."""
    return await _draft_form(request, visitor, kind=kind, form=FormState(DRAFT_LABELS))


@router.post("/notices/new", **needs("notice.draft"))
async def draft(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    values: dict[str, object] = {name: sent.text(name) for name in DRAFT_LABELS if name != "due"}
    values |= {"kind": sent.text("kind"), "due": sent.text("due") or None}
    command, errors = build(DraftNotice, values)
    door = Door("liaison", "/notices", "/notices")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/notices/{NoticeView.model_validate_json(answer.content).id}", done="drafted")
    form = sent.state(DRAFT_LABELS, errors=errors)
    return await _draft_form(request, visitor, kind=sent.text("kind"), form=form, status=422)


async def _draft_form(request: Request, visitor: Visitor, *, kind: str, form: FormState, status: int = 200) -> Response:
    words = await visitor.read(NoticeWords, "liaison", "/notices/words")
    chosen: NoticeKindView | None = next((one for one in words.kinds if one.id == kind), None)
    return show(request, "supervision/notice_new.html", status=status, words=words, chosen=chosen, form=form)


@router.get("/notices/{notice_id}", **needs(*NOTICE_ROOM))
async def notice_page(request: Request, visitor: VisitorDep, notice_id: str) -> Response:
    notice = await visitor.read(NoticeView, "liaison", f"/notices/{notice_id}")
    return show(request, "supervision/notice.html", matter=notice, room=ROOM)


@router.get("/notices/{notice_id}/acts/{act}", **needs(*NOTICE_ROOM))
async def act_page(request: Request, visitor: VisitorDep, notice_id: str, act: str) -> Response:
    return await act_form(request, visitor, ROOM, notice_id, act, form=FormState(ACT_LABELS))


@router.post("/notices/{notice_id}/acts/{act}", **needs(*NOTICE_ROOM))
async def act_sent(request: Request, visitor: VisitorDep, notice_id: str, act: str) -> Response:
    return await take_act(request, visitor, ROOM, notice_id, act)


@router.get("/notices/{notice_id}/files/{file_id}", **needs(*NOTICE_ROOM))
async def content(visitor: VisitorDep, notice_id: str, file_id: str) -> Response:
    return await file_of(visitor, ROOM, notice_id, file_id)
