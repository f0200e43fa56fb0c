"""The part of the fake node that answers for the periodic screening: one class over its target, a draft and a sent report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from starlette.requests import Request

from tests.web.sample import NOW, ago
from zf_contracts.http import screening
from zf_contracts.http.base import Command

COUNTS = (
    screening.ScreenedCount(
        item="backlog", zh="积案", en="Backlog", hint_zh="收到满九十日仍未办结", hint_en="Ninety days and still open", count=2,
        target=0,
    ),
    screening.ScreenedCount(
        item="skip_level", zh="越级访", en="Skip-level visits", hint_zh="期内收到", hint_en="In the period", count=0, target=0,
    ),
)  # fmt: skip
VIEW = screening.ScreeningView(since=date(2026, 11, 1), until=date(2026, 11, 30), counts=COUNTS)
MATTERS = (
    screening.ScreenedRow(
        petition_id="pet-1", petition_no="XFV329900202611230001", title="反映报案后一直没有回音", unit="criminal",
        officer_name="李承办", received_at=ago(days=120), closed_at=None,
    ),
    screening.ScreenedRow(
        petition_id="pet-2", petition_no="XFL329900202611230002", title="建议增设夜间窗口", unit="criminal", officer_name="",
        received_at=ago(days=100), closed_at=ago(days=1),
    ),
)  # fmt: skip
FIGURES = tuple(screening.ReportFigure(item=one.item, count=one.count, target=one.target) for one in COUNTS)
DRAFT = screening.ReportView(
    id="sr-2", first_day=date(2026, 10, 1), last_day=date(2026, 10, 31), due_on=date(2026, 11, 5), state="draft", overdue=True,
    figures=FIGURES, drawn_at=ago(days=22), note="", checked_by_name="", sent_at=None, version=1,
)  # fmt: skip
SENT = DRAFT.model_copy(
    update={
        "id": "sr-1", "first_day": date(2026, 9, 1), "last_day": date(2026, 9, 30), "state": "sent", "overdue": False,
        "note": "两件均已排期", "checked_by_name": "常平", "sent_at": ago(days=50), "version": 2,
    }
)  # fmt: skip
LEDGERS = screening.LedgersView(
    periods=(screening.LedgerPeriod(first_day=date(2026, 9, 1), last_day=date(2026, 9, 30)),),
    first_day=date(2026, 9, 1), last_day=date(2026, 9, 30),
    agencies=(
        screening.AgencyLedger(agency="court", figures=(), reported_at=None),
        screening.AgencyLedger(agency="police", figures=FIGURES, reported_at=NOW),
    ),
)  # fmt: skip
COMMANDS: Mapping[str, type[Command]] = {
    "/screening/reports": screening.DrawReport,
    "/screening/reports/{id}/sending": screening.SendReport,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/screening": lambda _request: VIEW,
    "/screening/matters": lambda _request: MATTERS,
    "/screening/reports": lambda _request: (DRAFT, SENT),
    "/ledger-reports": lambda _request: LEDGERS,
}
BARE = frozenset({"/screening/reports"})
