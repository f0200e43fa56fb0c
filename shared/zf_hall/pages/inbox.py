"""收案: packages from other agencies; what the receiving check found; accept, ask for a supplement, or return."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.casemgmt import AcceptPackage, PackageRow, PackageView, ReturnPackage
from zf_hall.access import needs
from zf_hall.formatting import form_stamp
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import INBOX_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.pages.exit_gate import POINTS
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

STATES = (
    ("arrived", msg("待拆阅")),
    ("opened", msg("已拆阅待处理")),
    ("accepted", msg("已受理")),
    ("supplement_requested", msg("要求补充")),
    ("returned", msg("已退回")),
)
LABELS = {
    "acted_at": msg("办理时间"),
    "note": msg("备注"),
    "disputed_points": msg("有异议的审核要点"),
    "problems": msg("退回原因"),
}
_PROBLEM_ROWS = 3


@router.get("/inbox", **needs(*INBOX_ROOM))
async def inbox_list(request: Request, visitor: VisitorDep, state: str = "", cursor: str = "") -> Response:
    params = {"state": state, "cursor": cursor}
    page = await visitor.read_page(PackageRow, "casemgmt", "/packages", params=params)
    return show(request, "inbox/list.html", page=page, state=state, states=STATES)


@router.get("/inbox/{package_id}", **needs(*INBOX_ROOM))
async def package_page(request: Request, visitor: VisitorDep, package_id: str) -> Response:
    now = request.app.state.hall.clock.now()
    form = FormState(_labels(), {"acted_at": form_stamp(now)})
    return await _package(request, visitor, package_id, form=form)


@router.get("/inbox/{package_id}/receipt", **needs(*INBOX_ROOM))
async def package_receipt(request: Request, visitor: VisitorDep, package_id: str) -> Response:
    """移送回执, or the notice of return: what was decided, by whom, with every reason."""
    package = await visitor.read(PackageView, "casemgmt", f"/packages/{package_id}")
    return show(request, "inbox/receipt.html", package=package)


@router.post("/inbox/{package_id}/acceptance", **needs("package.decide"))
async def accept(request: Request, visitor: VisitorDep, package_id: str) -> Response:
    sent = await read_form(request)
    values = {
        "version": sent.text("version"),
        "acted_at": sent.moment("acted_at"),
        "disputed_points": sent.all("disputed_points"),
        "note": sent.text("note"),
    }
    command, errors = build(AcceptPackage, values)
    return await _decide(request, visitor, package_id, path="acceptance", body=command, sent=sent, errors=errors)


@router.post("/inbox/{package_id}/return", **needs("package.decide"))
async def give_back(request: Request, visitor: VisitorDep, package_id: str) -> Response:
    sent = await read_form(request)
    values = {
        "version": sent.text("version"),
        "acted_at": sent.moment("acted_at"),
        "problems": _problems(sent),
        "supplement": sent.text("supplement") == "yes",
    }
    command, errors = build(ReturnPackage, values)
    return await _decide(request, visitor, package_id, path="return", body=command, sent=sent, errors=errors)


def _problems(sent: Sent) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for number in range(_PROBLEM_ROWS):
        code, text = sent.text(f"problems.{number}.code"), sent.text(f"problems.{number}.text")
        item = sent.text(f"problems.{number}.item_no")
        if code or text:
            rows.append({"code": code or "R99", "text": text, "item_no": item or None})
    return rows


async def _decide(
    request: Request,
    visitor: Visitor,
    package_id: str,
    *,
    path: str,
    body: BaseModel | None,
    sent: Sent,
    errors: tuple[FieldError, ...],
) -> Response:
    door = Door("casemgmt", f"/packages/{package_id}/{path}", f"/inbox/{package_id}")
    answer, errors = await deliver(request, visitor, door, body=body, sent=sent, errors=errors)
    if answer is not None:
        return go(f"/inbox/{package_id}", done="accepted" if path == "acceptance" else "returned")
    return await _package(request, visitor, package_id, form=sent.state(_labels(), errors=errors), status=422)


def _labels() -> dict[str, str]:
    cells = {"code": msg("原因代码"), "text": msg("原因说明"), "item_no": msg("清单序号")}
    rows = {f"problems.{n}.{cell}": label for n in range(_PROBLEM_ROWS) for cell, label in cells.items()}
    return {**LABELS, **rows}


async def _package(
    request: Request, visitor: Visitor, package_id: str, *, form: FormState, status: int = 200
) -> Response:
    package = await visitor.read(PackageView, "casemgmt", f"/packages/{package_id}")
    values = {"package": package, "form": form, "points": POINTS, "problem_rows": range(_PROBLEM_ROWS)}
    return show(request, "inbox/package.html", status=status, **values)
