"""接报案: the list, 受案登记, one report, and its receipt for the printer."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.intake import ReceiptView, RegisterReport, ReportRow, ReportView
from zf_contracts.http.papers import PaperView, PrintPaper
from zf_hall.access import needs
from zf_hall.formatting import form_stamp
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import REPORT_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import VisitorDep

router = APIRouter()

SOURCES = (
    ("alert", msg("110 警情")),
    ("walk_in", msg("上门报案")),
    ("surrender", msg("投案自首")),
    ("own_discovery", msg("工作发现")),
    ("other_body", msg("其他机关移交")),
    ("online", msg("网上报案")),
)
LABELS = {
    "source": msg("来源"),
    "kind": msg("类别"),
    "unit": msg("受案单位"),
    "title": msg("案由摘要"),
    "facts": msg("简要案情"),
    "place": msg("发案地点"),
    "occurred_on": msg("发案日期"),
    "received_at": msg("接报时间"),
    "alert_no": msg("警情编号"),
    "emergency": msg("紧急情况"),
    "reporter.name": msg("报案人姓名"),
    "reporter.id_kind": msg("报案人证件"),
    "reporter.id_number": msg("报案人证件号码"),
    "reporter.phone": msg("报案人电话"),
    "reporter.address": msg("报案人住址"),
    "reporter.confidential": msg("要求保密"),
    "suspects": msg("嫌疑人"),
    "items": msg("接受的物品"),
}
ROW_LABELS = {
    "suspects": {
        "name": msg("嫌疑人姓名"),
        "sex": msg("嫌疑人性别"),
        "id_kind": msg("嫌疑人证件"),
        "id_number": msg("嫌疑人证件号码"),
    },
    "items": {"title": msg("物品名称"), "quantity": msg("物品数量"), "feature": msg("物品特征")},
}
_SPARE_ROWS = 2
_MAIN_CELL = {"suspects": "name", "items": "title"}


class Created(BaseModel):
    id: str


@router.get("/reports", **needs(*REPORT_ROOM))
async def report_list(
    request: Request,
    visitor: VisitorDep,
    q: str = "",
    source: str = "",
    mine: str = "",
    waiting: str = "",
    cursor: str = "",
) -> Response:
    flags = {"mine": "true" if mine else "", "waiting": "true" if waiting else ""}
    params = {"q": q.strip(), "source": source, "cursor": cursor, **flags}
    page = await visitor.read_page(ReportRow, "intake", "/reports", params=params)
    chosen = {"q": q, "source": source, "mine": mine, "waiting": waiting}
    return show(request, "reports/list.html", page=page, chosen=chosen, sources=SOURCES)


@router.get("/reports/new", **needs("report.register"))
async def new_report(request: Request, visitor: VisitorDep) -> Response:
    now = request.app.state.hall.clock.now()
    values = {"received_at": form_stamp(now), "unit": visitor.me.unit, "kind": "criminal", "reporter.id_kind": "none"}
    return _form(request, FormState(_labels(), values))


@router.post("/reports/new", **needs("report.register"))
async def register(request: Request, visitor: VisitorDep) -> Response:
    sent = packed(await read_form(request))
    labels = _labels()
    if sent.text("add"):
        return _form(request, FormState(labels, sent.values, sent.many), spare=_SPARE_ROWS + 1)
    command, errors = build(RegisterReport, command_values(sent))
    door = Door("intake", "/reports", "/reports")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return _form(request, sent.state(labels, errors=errors), status=422)
    created = Created.model_validate_json(answer.content)
    return go(f"/reports/{created.id}/receipt?print=1", done="registered")


@router.get("/reports/{report_id}", **needs("report.read"))
async def report_page(request: Request, visitor: VisitorDep, report_id: str) -> Response:
    report = await visitor.read(ReportView, "intake", f"/reports/{report_id}")
    return show(request, "reports/report.html", report=report)


@router.get("/reports/{report_id}/receipt", **needs("report.read"))
async def receipt_page(request: Request, visitor: VisitorDep, report_id: str) -> Response:
    receipt = await visitor.read(ReceiptView, "intake", f"/reports/{report_id}/receipt")
    return show(request, "reports/receipt.html", receipt=receipt, report_id=report_id)


@router.post("/reports/{report_id}/receipt/pdf", **needs("report.read"))
async def receipt_file(request: Request, visitor: VisitorDep, report_id: str) -> Response:
    """The numbered paper as PDF. Printed before, the former file is shown: a reprint is an act of its own."""
    sent = await read_form(request)
    key = sent.key(now=request.app.state.hall.clock.now())
    papers = f"/reports/{report_id}/papers"
    made = PaperView.model_validate_json((await visitor.send("intake", papers, body=None, key=key)).content)
    if not made.prints:
        place = f"{papers}/{made.id}/prints"
        printed = await visitor.send("intake", place, body=PrintPaper(), key=f"{key[:120]}.print")
        made = PaperView.model_validate_json(printed.content)
    return go(f"{papers}/{made.id}/prints/{made.prints[-1].no}")


@router.get("/reports/{report_id}/papers/{paper_id}/prints/{no}", **needs("report.read"))
async def printed_receipt(visitor: VisitorDep, report_id: str, paper_id: str, no: int) -> Response:
    answer = await visitor.raw("intake", f"/reports/{report_id}/papers/{paper_id}/prints/{no}")
    headers = {"content-disposition": answer.headers.get("content-disposition", "inline")}
    return Response(answer.content, media_type="application/pdf", headers=headers)


def packed(sent: Sent) -> Sent:
    """Empty rows fall out, so that row numbers of the form and of the command are the same."""
    values = {name: value for name, value in sent.values.items() if not name.startswith(("suspects.", "items."))}
    for group, main in _MAIN_CELL.items():
        kept = [row for row in _rows(sent, group) if any(row.get(cell) for cell in ROW_LABELS[group] if cell in _TYPED)]
        for number, row in enumerate(kept):
            values.update({f"{group}.{number}.{cell}": row.get(cell, "") for cell in {*ROW_LABELS[group], main}})
    return Sent(values, sent.many, sent.raw)


_TYPED = ("name", "id_number", "title", "feature")
"""Cells that a person types; a row with only chosen or preset cells counts as empty."""


def command_values(sent: Sent) -> dict[str, object]:
    plain = ("source", "kind", "unit", "title", "facts", "place", "alert_no")
    reporter = {cell: sent.text(f"reporter.{cell}") for cell in ("name", "id_number", "phone", "address")}
    return {
        **{name: sent.text(name) for name in plain},
        "occurred_on": sent.text("occurred_on") or None,
        "received_at": sent.moment("received_at"),
        "emergency": sent.text("emergency") == "yes",
        "reporter": {
            **reporter,
            "id_kind": sent.text("reporter.id_kind") or "none",
            "confidential": sent.text("reporter.confidential") == "yes",
        },
        "suspects": [
            {**row, "sex": row.get("sex") or "unknown", "id_kind": "citizen_id" if row.get("id_number") else "none"}
            for row in _rows(sent, "suspects")
        ],
        "items": [{**row, "quantity": row.get("quantity") or 1} for row in _rows(sent, "items")],
    }


def _rows(sent: Sent, group: str) -> list[dict[str, str]]:
    numbers = sorted({int(name.split(".")[1]) for name in sent.values if name.startswith(f"{group}.")})
    return [
        {cell: sent.text(f"{group}.{n}.{cell}") for cell in ROW_LABELS[group] if f"{group}.{n}.{cell}" in sent.values}
        for n in numbers
    ]


def _labels() -> dict[str, str]:
    """Labels of every field, those of the rows among them."""
    labels = dict(LABELS)
    for group, cells in ROW_LABELS.items():
        labels.update({f"{group}.{n}.{cell}": label for n in range(50) for cell, label in cells.items()})
    return labels


def _form(request: Request, form: FormState, *, status: int = 200, spare: int = _SPARE_ROWS) -> Response:
    used = {group: sum(1 for name in form.values if name.startswith(f"{group}.")) for group in ROW_LABELS}
    rows = {group: used[group] // len(ROW_LABELS[group]) + spare for group in ROW_LABELS}
    return show(request, "reports/new.html", status=status, form=form, sources=SOURCES, rows=rows)
