"""Sample bodies of imported ledgers: a mailbox with its columns, one file checked, another half registered."""

from __future__ import annotations

from tests.web.sample import ago
from zf_contracts.http.base import Reason
from zf_contracts.http.ledgers import ImportReport, ImportRow, LedgerSourceView, RowReport

CHECKED, RUNNING = "imp-1", "imp-2"
COLUMNS = {"key": "留言编号", "title": "留言主题", "text": "留言详情", "received_at": "留言时间"}
SOURCE = LedgerSourceView(
    source="mailbox",
    title="领导信箱",
    channel="online",
    unit="",
    columns=COLUMNS,
    saved_by_name="常平",
    saved_at=ago(days=2),
)
REASON = Reason(
    code="ledger.no_time",
    zh="D7 不是可识别的时间",
    en="D7 is no time",
    next_zh="改为例如 2026-11-23 10:20",
    next_en="Write for example 2026-11-23 10:20",
    field="received_at",
)


def report(import_id: str = CHECKED, *, state: str = "checked", registered: int = 0) -> ImportReport:
    return ImportReport(
        id=import_id,
        source="mailbox",
        source_title="领导信箱",
        file_name="信箱 2020.xlsx",
        state=state,
        rows=120,
        accepted=100,
        rejected=2,
        known=18,
        duplicates=1,
        registered=registered,
        created_by_name="常平",
        created_at=ago(hours=1),
        started_at=ago(minutes=5) if state != "checked" else None,
        ended_at=None,
        version=3,
        file_digest="sha256:" + "ab" * 32,
        columns=COLUMNS,
        errors=(RowReport(line=7, reasons=(REASON,)),),
        doubles=(RowReport(line=9, same_as_line=4),),
        late={"X01": 31, "X02": 31, "X04": 4},
        open=6,
    )


REPORTS = (report(), report(RUNNING, state="running", registered=40))
ROWS = tuple(ImportRow.model_validate(one.model_dump(include=set(ImportRow.model_fields))) for one in REPORTS)
