"""The part of the fake node that answers for missed days of tasks and the circulars on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from starlette.requests import Request

from tests.web.sample import NOW, ago
from zf_contracts.http import circulars, inaction
from zf_contracts.http.base import Command

TODAY = NOW.date()
MISSED = circulars.MissedDayView(
    task_id="task-1", task_no="云政法督办〔2026〕1号", title="督办一起信访积案", agency="police", agency_zh="云川市公安局",
    agency_en="Yunchuan police", unit="", due=TODAY - timedelta(days=6), reported_at=ago(days=2), days_late=4,
)  # fmt: skip
SILENT = MISSED.model_copy(
    update={"task_id": "task-2", "title": "督办扣押物品返还", "reported_at": None, "days_late": 6}
)
CIRCULAR = circulars.CircularView(
    id="circ-1", number="云政法督通〔2026〕1号", title="十一月督办件迟报情况", issuer="committee", issuer_zh="云川市委政法委",
    issuer_en="Political-legal committee", since=date(2026, 11, 1), until=date(2026, 11, 20), count=1,
    issued_at=ago(hours=3), text="各单位应当按期报告督办事项办理结果。", issued_by="陶启明", lines=(MISSED,),
)  # fmt: skip
COUNTS = inaction.InactionCounts(
    since=TODAY - timedelta(days=89), until=TODAY, total=2,
    units=(
        inaction.UnitInaction(agency="police", unit="criminal", unreported=1, late=1),
        inaction.UnitInaction(agency="court", unit="", unreported=0, late=1),
    ),
    items=(
        inaction.InactionRow(
            task_id="task-1", task_no="云政法督办〔2026〕1号", title="督办一起信访积案", issuer="committee", agency="police",
            unit="criminal", due=TODAY - timedelta(days=6), state="unreported", reported_at=None, days_late=6,
        ),
    ),
)  # fmt: skip
COMMANDS: Mapping[str, type[Command]] = {"/circulars": circulars.DrawUpCircular}
ANSWERS: Mapping[str, Mapping[str, object]] = {"/circulars": CIRCULAR.model_dump(mode="json")}
_ROW = circulars.CircularRow.model_validate(CIRCULAR.model_dump(exclude={"text", "issued_by", "lines"}))
READS: Mapping[str, Callable[[Request], object]] = {
    "/circulars": lambda _request: [_ROW],
    "/circulars/missed": lambda _request: [MISSED.model_copy(update={"named": True}), SILENT],
    "/circulars/{id}": lambda _request: CIRCULAR,
    "/inaction": lambda _request: COUNTS,
}
BARE = frozenset({"/circulars", "/circulars/missed"})
