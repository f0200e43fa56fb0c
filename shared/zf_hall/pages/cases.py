"""The list of cases with its filters in the address, and one case with everything on it."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.casemgmt import CaseRow, CaseView, ClockView, OptionView, SuspectView
from zf_contracts.http.cooperation import CooperationRow
from zf_contracts.http.deliberations import CaseDeliberationsView
from zf_hall.access import needs
from zf_hall.clients import ServiceDown
from zf_hall.i18n import msg
from zf_hall.navigation import CASE_ROOM, COOPERATION_ROOM, DELIBERATION_ROOM
from zf_hall.pages.answer import show
from zf_hall.pages.worklist import moment_of
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

STATES = (
    ("intake_registered", msg("已受案")),
    ("filing_review", msg("立案审查中")),
    ("investigating", msg("侦查中")),
    ("exit_review", msg("出口审核中")),
    ("transfer_pending", msg("已移送待回执")),
    ("prosecution_review", msg("审查起诉")),
    ("supplementary_investigation", msg("退回补充侦查")),
    ("indictment_pending", msg("已起诉待受理")),
    ("court_check", msg("受理审查")),
    ("first_instance", msg("一审")),
    ("appeal_window", msg("上诉抗诉期")),
    ("effective", msg("裁判生效")),
    ("enforcement_handover", msg("交付执行中")),
    ("not_filed", msg("不予立案")),
    ("not_prosecuted", msg("不起诉")),
    ("withdrawn", msg("已撤案")),
    ("closed", msg("结案归档")),
)
BANDS = (("overdue", msg("已逾期")), ("due_soon", msg("即将到期")), ("running", msg("期限内")))


@router.get("/cases", **needs(*CASE_ROOM))
async def case_list(
    request: Request,
    visitor: VisitorDep,
    q: str = "",
    state: str = "",
    band: str = "",
    mine: str = "",
    cursor: str = "",
) -> Response:
    params = {"q": q.strip(), "state": state, "band": band, "mine": "true" if mine else "", "cursor": cursor}
    page = await visitor.read_page(CaseRow, "casemgmt", "/cases", params=params)
    chosen = {"q": q, "state": state, "band": band, "mine": mine}
    return show(request, "cases/list.html", page=page, chosen=chosen, states=STATES, bands=BANDS)


@router.get("/cases/{case_id}", **needs(*CASE_ROOM))
async def case_page(request: Request, visitor: VisitorDep, case_id: str) -> Response:
    case = await visitor.read(CaseView, "casemgmt", f"/cases/{case_id}")
    asked = await cooperation_of(visitor, case.collab_no)
    decided = await decisions_of(visitor, case_id)
    return show(request, "cases/case.html", cooperation=asked, decided=decided, **case_values(visitor, case))


async def decisions_of(visitor: Visitor, case_id: str) -> CaseDeliberationsView | None:
    """What the committee has to do with the case; None for whoever may not read it."""
    if not visitor.may(*DELIBERATION_ROOM):
        return None
    return await visitor.read(CaseDeliberationsView, "casemgmt", f"/cases/{case_id}/deliberations")


async def cooperation_of(visitor: Visitor, collab_no: str) -> tuple[CooperationRow, ...] | None:
    """What was asked of others for this case; None when liaison is away, which must not take the case page along."""
    if not collab_no or not visitor.may(*COOPERATION_ROOM):
        return ()
    params = {"collab_no": collab_no, "state": "all", "limit": "50"}
    try:
        return await visitor.read_list(CooperationRow, "liaison", "/cooperation", params=params)
    except ServiceDown:
        return None


@dataclass(frozen=True, slots=True)
class SuspectLine:
    suspect: SuspectView
    clocks: tuple[ClockView, ...]
    options: tuple[OptionView, ...]


def case_values(visitor: Visitor, case: CaseView) -> dict[str, object]:
    """The case arranged for reading: running clocks first, acts possible and not, each suspect with their own."""
    running = sorted((clock for clock in case.clocks if clock.band != "ended"), key=lambda c: moment_of(c.due))
    ended = tuple(clock for clock in case.clocks if clock.band == "ended")
    suspects = [
        SuspectLine(
            suspect,
            tuple(clock for clock in running if clock.suspect_id == suspect.id),
            tuple(option for option in case.options if option.suspect_id == suspect.id),
        )
        for suspect in case.suspects_list
    ]
    return {
        "case": case,
        "running": running,
        "case_clocks": [clock for clock in running if clock.suspect_id is None],
        "ended": ended,
        "suspects": suspects,
        "possible": [option for option in case.options if option.possible],
        "impossible": [option for option in case.options if not option.possible],
        "timeline": sorted(case.timeline, key=lambda line: (line.at, line.recorded_at), reverse=True),
        "document_names": {document.id: document.title for document in case.documents},
        "may_write": {name: visitor.may(name) for name in _CASE_PERMISSIONS},
    }


_CASE_PERMISSIONS = (
    "document.write", "suspect.write", "case.assign", "case.advance", "transfer.prepare", "transfer.check",
    "transfer.approve", "transfer.send", "deadline.extend", "document.read",
)  # fmt: skip
