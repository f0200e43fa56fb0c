"""审计: the hash chain of every service, recomputed on request; the first wrong entry is named."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.operations import AuditVerdictView
from zf_hall.access import needs
from zf_hall.clients import ServiceDown, ServiceRefused
from zf_hall.navigation import AUDIT_ROOM
from zf_hall.pages.answer import show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One service's chain. `verdict` is None before it was asked for, and when the service is away."""

    service: str
    verdict: AuditVerdictView | None = None
    away: bool = False


@router.get("/audit", **needs(*AUDIT_ROOM))
async def audit_page(request: Request, visitor: VisitorDep) -> Response:
    names = request.app.state.hall.settings.operated_services
    return show(request, "audit.html", lines=[ChainLine(name) for name in names], asked=False)


@router.post("/audit", **needs("audit.verify"))
async def verify(request: Request, visitor: VisitorDep) -> Response:
    """Changes nothing, but is recorded and costs the whole chain: so a form, not a link."""
    names = request.app.state.hall.settings.operated_services
    lines = await asyncio.gather(*(_chain(visitor, name) for name in names))
    return show(request, "audit.html", lines=lines, asked=True)


async def _chain(visitor: Visitor, service: str) -> ChainLine:
    try:
        return ChainLine(service, await visitor.read(AuditVerdictView, service, "/ops/audit/verification"))
    except (ServiceDown, ServiceRefused):
        return ChainLine(service, away=True)
