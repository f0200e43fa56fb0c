"""导入台账: check a file, read what would come in, start, follow the batches, take the rejected lines back."""

from __future__ import annotations

import json
from collections.abc import Sequence

from fastapi import APIRouter
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.ledgers import ImportReport, ImportRow, LedgerMapping, LedgerSourceView, StartImport
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused, Upload
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import IMPORT_ROOM
from zf_hall.pages.answer import Door, at_the_form, changed, deliver, go, show
from zf_hall.pages.register import CHANNELS
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

LARGEST = 20 * 1024 * 1024
CHECK_SECONDS = 120.0
"""A ledger of twenty thousand lines is checked while the person waits."""
COLUMNS = (
    ("title", msg("主题"), True),
    ("text", msg("详情"), True),
    ("received_at", msg("收到时间"), True),
    ("key", msg("编号"), False),
    ("answer", msg("答复内容"), False),
    ("answered_at", msg("答复时间"), False),
    ("person", msg("信访人代号"), False),
    ("name", msg("姓名"), False),
    ("id_number", msg("身份证号码"), False),
    ("phone", msg("电话"), False),
    ("address", msg("住址"), False),
    ("place", msg("事发地点"), False),
    ("subject", msg("内容分类"), False),
)
LABELS = {"file": msg("台账文件"), "source": msg("台账来源")}
SOURCE_LABELS = {
    "source": msg("来源代码"),
    "title": msg("来源名称"),
    "channel": msg("信访形式"),
    "unit": msg("接收部门"),
    **{f"columns.{name}": label for name, label, _needed in COLUMNS},
}
RULES = (
    ("X01", msg("十五日内告知（信访部门）")),
    ("X02", msg("十五日内告知（有权机关）")),
    ("X04", msg("六十日内办结")),
)


@router.get("/import", **needs(*IMPORT_ROOM))
async def imports(request: Request, visitor: VisitorDep, cursor: str = "", source: str = "") -> Response:
    return await _list(request, visitor, FormState(LABELS, {"source": source}), cursor=cursor)


@router.post("/import", **needs(*IMPORT_ROOM))
async def check(request: Request, visitor: VisitorDep) -> Response:
    """The dry run. Nothing is registered until the person has read the report and starts it."""
    sent = await read_form(request)
    upload, errors = await _file(sent)
    sources = await _sources(visitor)
    chosen = next((one for one in sources if one.source == sent.text("source")), None)
    if chosen is None:
        errors = (*errors, FieldError("source", msg("请选择%(label)s")))
    if upload is None or chosen is None:
        return await _list(request, visitor, sent.state(LABELS, errors=errors), status=422)
    mapping = chosen.model_dump(include=set(LedgerMapping.model_fields))
    try:
        answer = await visitor.upload(
            "intake",
            "/imports",
            form={"mapping": json.dumps(mapping, ensure_ascii=False)},
            upload=upload,
            key=sent.key(now=request.app.state.hall.clock.now()),
            seconds=CHECK_SECONDS,
        )
    except ServiceRefused as error:
        if error.status == 409:
            raise changed(error, door=Door("intake", "/imports", "/import"), sent=sent) from error
        return await _list(request, visitor, sent.state(LABELS, errors=at_the_form(error)), status=422)
    report = ImportReport.model_validate_json(answer.content)
    return go(f"/import/{report.id}", done="same_file" if report.same_file else "")


@router.get("/import/sources", **needs(*IMPORT_ROOM))
async def source_page(request: Request, visitor: VisitorDep, source: str = "") -> Response:
    """How the columns of one ledger are read; without a name, a new one."""
    sources = await _sources(visitor)
    known = next((one for one in sources if one.source == source), None)
    return _source(request, _filled(known), sources=sources)


@router.post("/import/sources", **needs(*IMPORT_ROOM))
async def save_source(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    columns = {name: sent.text(f"columns.{name}") for name, _label, _needed in COLUMNS}
    plain = {name: sent.text(name) for name in ("source", "title", "channel", "unit")}
    given = {name: title for name, title in columns.items() if title}
    command, errors = build(LedgerMapping, {**plain, "columns": given})
    door = Door("intake", "/imports/sources", "/import/sources")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        form = sent.state(SOURCE_LABELS, errors=errors)
        return _source(request, form, sources=await _sources(visitor), status=422)
    return go(f"/import?source={plain['source']}", done="source")


@router.get("/import/{import_id}", **needs(*IMPORT_ROOM))
async def report_page(request: Request, visitor: VisitorDep, import_id: str) -> Response:
    report = await visitor.read(ImportReport, "intake", f"/imports/{import_id}")
    return _report(request, report)


@router.post("/import/{import_id}/start", **needs(*IMPORT_ROOM))
async def start(request: Request, visitor: VisitorDep, import_id: str) -> Response:
    return await _press(request, visitor, import_id, act="start", done="import_started")


@router.post("/import/{import_id}/cancellation", **needs(*IMPORT_ROOM))
async def cancel(request: Request, visitor: VisitorDep, import_id: str) -> Response:
    return await _press(request, visitor, import_id, act="cancellation", done="import_left")


@router.get("/import/{import_id}/rejected", **needs(*IMPORT_ROOM))
async def rejected(visitor: VisitorDep, import_id: str) -> Response:
    answer = await visitor.raw("intake", f"/imports/{import_id}/rejected")
    kept = {name: answer.headers[name] for name in ("content-type", "content-disposition")}
    return Response(answer.content, headers=kept)


async def _press(request: Request, visitor: Visitor, import_id: str, *, act: str, done: str) -> Response:
    sent = await read_form(request)
    command, errors = build(StartImport, {"version": sent.text("version")})
    back = f"/import/{import_id}"
    door = Door("intake", f"/imports/{import_id}/{act}", back)
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        report = await visitor.read(ImportReport, "intake", f"/imports/{import_id}")
        return _report(request, report, form=FormState({}, errors=errors), status=422)
    return go(back if act == "start" else "/import", done=done)


def _report(request: Request, report: ImportReport, *, form: FormState | None = None, status: int = 200) -> Response:
    labels = {name: label for name, label, _needed in COLUMNS}
    values = {"report": report, "rules": RULES, "labels": labels, "form": form or FormState({})}
    return show(request, "imports/report.html", status=status, **values)


async def _list(
    request: Request, visitor: Visitor, form: FormState, *, cursor: str = "", status: int = 200
) -> Response:
    page = await visitor.read_page(ImportRow, "intake", "/imports", params={"cursor": cursor})
    return show(request, "imports/list.html", status=status, page=page, form=form, sources=await _sources(visitor))


async def _sources(visitor: Visitor) -> tuple[LedgerSourceView, ...]:
    return await visitor.read_list(LedgerSourceView, "intake", "/imports/sources")


def _filled(known: LedgerSourceView | None) -> FormState:
    if known is None:
        return FormState(SOURCE_LABELS, {"channel": "online"})
    plain = {"source": known.source, "title": known.title, "channel": known.channel, "unit": known.unit}
    return FormState(SOURCE_LABELS, {**plain, **{f"columns.{name}": title for name, title in known.columns.items()}})


def _source(request: Request, form: FormState, *, sources: Sequence[LedgerSourceView], status: int = 200) -> Response:
    return show(
        request, "imports/source.html", status=status, form=form, sources=sources, columns=COLUMNS, channels=CHANNELS
    )


async def _file(sent: Sent) -> tuple[Upload | None, tuple[FieldError, ...]]:
    found = sent.raw.get("file")
    if not isinstance(found, UploadFile) or not found.filename:
        return None, (FieldError("file", msg("请选择%(label)s")),)
    if (found.size or 0) > LARGEST:
        return None, (FieldError("file", msg("%(label)s太大，至多 %(limit)s MB"), {"limit": str(LARGEST >> 20)}),)
    return Upload(found.filename, await found.read(), found.content_type or "application/octet-stream"), ()
