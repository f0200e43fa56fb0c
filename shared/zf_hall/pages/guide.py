"""使用说明, the list of keys, and the showcase of every component in every state."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_hall.access import needs
from zf_hall.diagrams import Plot, Series
from zf_hall.forms import FieldError, FormState
from zf_hall.i18n import msg
from zf_hall.pages.answer import show
from zf_hall.visitor import VisitorDep

router = APIRouter()

SHOWCASE_LABELS = {
    "plain": msg("单行文字"),
    "area": msg("多行文字"),
    "choice": msg("选择"),
    "digits": msg("单选（数字键）"),
    "wrong": msg("填写有误的栏目"),
}


@router.get("/help", **needs())
async def help_page(request: Request, visitor: VisitorDep) -> Response:
    return show(request, "help/help.html")


@router.get("/help/keys", **needs())
async def keys_page(request: Request, visitor: VisitorDep) -> Response:
    return show(request, "help/keys.html")


@router.get("/help/components", **needs())
async def components_page(request: Request, visitor: VisitorDep) -> Response:
    form = FormState(SHOWCASE_LABELS, errors=(FieldError("wrong", msg("请填写%(label)s")),))
    return show(request, "help/components.html", form=form, plots=_plots())


def _plots() -> dict[str, Plot]:
    """One of each kind, with figures of nobody."""
    months = [f"2026-{month:02d}" for month in range(1, 12)]
    first = Series(msg("初信初访"), [(month * 7) % 23 + 8 for month in range(11)])
    again = Series(msg("重信重访"), [(month * 5) % 11 for month in range(11)])
    titles = {"bars": msg("柱状图"), "stacked": msg("堆叠图"), "lines": msg("折线图")}
    return {kind: Plot(title, months, (first, again)) for kind, title in titles.items()}
