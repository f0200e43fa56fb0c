"""来函请求: what other agencies ask of us or tell us of their petitions, and the answer to a request."""

from __future__ import annotations

from datetime import date, datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.joint import AnswerStatement, StatementRow
from zf_hall.access import needs
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import STATEMENT_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.pages.contacts import REASONS
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/statements"
SOURCE = "/joint/statements"
LABELS = {"outcome": msg("答复"), "text": msg("说明")}
OUTCOMES = (("agreed", msg("同意，派员参加")), ("declined", msg("不能参加")), ("done", msg("已经完成")))
ANSWERS = {"agreed": msg("已同意"), "declined": msg("未同意"), "done": msg("已完成")}
FACTS = (
    ("planned_at", msg("时间")),
    ("hearing_at", msg("听证时间")),
    ("due", msg("期限")),
    ("place", msg("地点")),
    ("subject", msg("听证事项")),
    ("plan", msg("方案")),
    ("asked", msg("请求的内容")),
    ("safety", msg("安全注意")),
    ("text", msg("说明")),
    ("contact", msg("联系人")),
)
"""What of a statement is shown, in this order, where it says it."""


@router.get(HERE, **needs(*STATEMENT_ROOM))
async def statements(request: Request, visitor: VisitorDep, *, waiting: str = "", cursor: str = "") -> Response:
    params = {"waiting": "true" if waiting else "", "cursor": cursor}
    page = await visitor.read_page(StatementRow, "intake", SOURCE, params=params)
    return show(request, "statements/list.html", page=page, waiting=waiting, answers=ANSWERS, gist=gist)


@router.get(HERE + "/{message_id}", **needs(*STATEMENT_ROOM))
async def statement_page(request: Request, visitor: VisitorDep, message_id: str) -> Response:
    return await _page(request, visitor, message_id, FormState(LABELS))


@router.post(HERE + "/{message_id}", **needs(*STATEMENT_ROOM))
async def answer(request: Request, visitor: VisitorDep, message_id: str) -> Response:
    sent = await read_form(request)
    command, errors = build(AnswerStatement, {name: sent.text(name) for name in ("outcome", "text")})
    door = Door("intake", f"{SOURCE}/{message_id}/answer", f"{HERE}/{message_id}")
    answered, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answered is not None:
        return go(f"{HERE}?waiting=1", done="statement")
    return await _page(request, visitor, message_id, sent.state(LABELS, errors=errors))


def gist(row: StatementRow) -> tuple[tuple[str, str | date | datetime], ...]:
    """(label, value) of what it says; times as times."""
    found: list[tuple[str, str | date | datetime]] = []
    for name, label in FACTS:
        value = row.body.get(name)
        if isinstance(value, str) and value:
            found.append((label, _moment(value) if name in ("planned_at", "hearing_at", "due") else value))
    return tuple(found)


def _moment(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


async def _page(request: Request, visitor: Visitor, message_id: str, form: FormState) -> Response:
    row = await visitor.read(StatementRow, "intake", f"{SOURCE}/{message_id}")
    criteria = row.body.get("criteria")
    names = dict(REASONS)
    reasons = [names.get(str(one), str(one)) for one in criteria] if isinstance(criteria, list) else []
    choices = [one for one in OUTCOMES if (one[0] == "done") == (row.answer == "agreed")]
    shown = {"row": row, "facts": gist(row), "reasons": reasons, "outcomes": choices, "answers": ANSWERS}
    return show(request, "statements/statement.html", status=422 if form.errors else 200, form=form, **shown)
