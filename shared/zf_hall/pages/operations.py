"""运行状况: the agency's services, queues, receipts outstanding, reconciliation and jobs, in colours and in words."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.liaison import AlarmView, PeerHealth, ReconciliationRow, RunReconciliation
from zf_contracts.http.operations import JobState, OperationsView
from zf_hall.access import needs
from zf_hall.clients import ServiceDown
from zf_hall.forms import FormState, build, read_form
from zf_hall.i18n import msg
from zf_hall.navigation import OPS_ROOM
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

M = TypeVar("M", bound=BaseModel)

SLOW = timedelta(minutes=2)
STUCK = timedelta(minutes=15)
"""A queue whose oldest entry waits longer than SLOW is amber, longer than STUCK red."""

LABELS = {"day": msg("对账日期"), "peer": msg("对账机关")}


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """One service: its light (ok | warn | bad), the words for it, and its figures if it answered."""

    name: str
    light: str
    words: str
    figures: OperationsView | None


@router.get("/ops", **needs(*OPS_ROOM))
async def operations_page(request: Request, visitor: VisitorDep) -> Response:
    return await _page(request, visitor, form=FormState(LABELS))


@router.post("/ops/reconciliations", **needs("reconcile.run"))
async def reconcile(request: Request, visitor: VisitorDep) -> Response:
    sent = await read_form(request)
    command, errors = build(RunReconciliation, {"day": sent.text("day") or None, "peer": sent.text("peer") or None})
    door = Door("liaison", "/reconciliations", "/ops")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go("/ops", done="reconciled")
    return await _page(request, visitor, form=sent.state(LABELS, errors=errors), status=422)


async def _page(request: Request, visitor: Visitor, *, form: FormState, status: int = 200) -> Response:
    hall = request.app.state.hall
    services = await asyncio.gather(
        *(_service(visitor, name, now=hall.clock.now()) for name in hall.settings.operated_services)
    )
    peers = await _rows(visitor, PeerHealth, "/peers")
    runs = await _rows(visitor, ReconciliationRow, "/reconciliations")
    alarms = await _rows(visitor, AlarmView, "/alarms")
    jobs = [(line.name, job) for line in services if line.figures for job in line.figures.jobs]
    values = {"services": services, "peers": peers, "runs": runs, "alarms": alarms, "jobs": jobs, "form": form}
    return show(request, "ops/state.html", status=status, job_light=job_light, **values)


async def _service(visitor: Visitor, name: str, *, now: datetime) -> ServiceLine:
    try:
        figures = await visitor.read(OperationsView, name, "/ops/health")
    except ServiceDown:
        return ServiceLine(name, "bad", msg("没有应答"), None)
    light, words = verdict(figures, now=now)
    return ServiceLine(name, light, words, figures)


def verdict(figures: OperationsView, *, now: datetime) -> tuple[str, str]:
    """The worst thing first: what an operator should look at."""
    oldest = [at for at in (figures.outbox_oldest_at, figures.inbox_oldest_at) if at is not None]
    age = now - min(oldest) if oldest else timedelta(0)
    findings = (
        (not figures.bus.connected, "bad", msg("消息总线断开")),
        (age > STUCK, "bad", msg("积压超过 15 分钟")),
        (figures.parked > 0, "warn", msg("有滞留消息")),
        (figures.quarantined > 0, "warn", msg("有隔离消息")),
        (age > SLOW, "warn", msg("处理变慢")),
        (any(job.failures for job in figures.jobs), "warn", msg("有任务失败")),
    )
    return next(((light, words) for holds, light, words in findings if holds), ("ok", msg("正常")))


def job_light(job: JobState) -> str:
    return "bad" if job.failures > 2 else "warn" if job.failures else "ok"


async def _rows(visitor: Visitor, model: type[M], path: str) -> tuple[M, ...] | None:
    """None when liaison is away: the rest of the page still says so."""
    try:
        return await visitor.read_list(model, "liaison", path)
    except ServiceDown:
        return None
