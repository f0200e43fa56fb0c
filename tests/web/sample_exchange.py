"""Sample bodies that concern two agencies: transfers, packages, ledger, reconciliation, traces; and reports."""

from __future__ import annotations

from datetime import date, datetime

from tests.web.sample import (
    CLOCKS,
    DIGEST,
    DOCUMENTS,
    ENDINGS,
    EXIT_CHECK,
    NOW,
    OPTIONS,
    ROWS,
    STAGES,
    SUSPECTS,
    TIMELINE,
    ago,
    ahead,
    reason,
)  # fmt: skip
from tests.web.sample_enforceability import JUDGMENT, ON_TRIAL
from zf_contracts.http.casemgmt import (
    CaseView,
    CheckLine,
    EvidenceView,
    PackageRow,
    PackageView,
    TransferRow,
    TransferView,
)  # fmt: skip
from zf_contracts.http.intake import HandedInItem, NamedSuspect, ReceiptView, ReportRow, ReportView
from zf_contracts.http.liaison import (
    LedgerRow,
    LedgerView,
    PeerHealth,
    ReconciliationRow,
    SpanView,
    TraceRow,
    TraceView,
)
from zf_contracts.http.oversight import ClockSummary, UnitCount, WatchedClock
from zf_contracts.values import BlobRef, CodedProblem, ManifestItem, Party, RunningClock

ITEMS = tuple(
    ManifestItem(
        no=number,
        category=category,  # type: ignore[arg-type]
        title=title,
        pages=pages,
        copies=copies,
        media_type="application/pdf" if blob else "",
        blob=BlobRef(digest=DIGEST, size=182_211) if blob else None,
        document_no=no,
        dated=date(2026, 11, 20),
        storage_place=place,
    )
    for number, (category, title, no, pages, copies, place, blob) in enumerate(
        (
            ("document", "起诉意见书", "云公（刑）诉字〔2026〕402号", 12, 2, "", True),
            ("volume", "诉讼卷（第一卷）", "", 186, 1, "", True),
            ("evidence", "现场勘验笔录及照片", "", 34, 1, "", True),
            ("property", "手机一部（赃物）", "", 0, 1, "涉案财物保管室 3-12", False),
        ),
        start=1,
    )
)
PARTIES = (
    Party(
        suspect_id="sus-1",
        name="王某某",
        id_number="329901199803020017",
        sex="male",
        state="detained",
        custody_until=date(2026, 11, 26),
        charge="盗窃罪",
    ),
    Party(suspect_id="sus-2", name="赵某", sex="female", minor=True, state="bailed", charge="盗窃罪"),
)
RUNNING = (
    RunningClock(
        rule="P14",
        suspect_id="sus-1",
        anchor=datetime.fromisoformat("2026-11-20T09:30:00+08:00"),
        due=date(2026, 11, 26),
        custody=True,
    ),
)


def evidences(state: str = "late") -> tuple[EvidenceView, ...]:
    """Submitted and relayed are done; delivery is late or failed; opening waits."""
    return (
        EvidenceView(
            step="submitted", zh="已提交", en="Submitted", state="done", at=ago(hours=2), warn_at=None, fail_at=None
        ),
        EvidenceView(
            step="relayed",
            zh="已转发",
            en="Relayed",
            state="done",
            at=ago(hours=2, minutes=-1),
            warn_at=ago(hours=1, minutes=55),
            fail_at=ago(hours=1),
        ),
        EvidenceView(
            step="delivered",
            zh="已送达",
            en="Delivered",
            state=state,
            at=NOW if state == "done" else None,
            warn_at=ago(hours=1),
            fail_at=ahead(hours=22),
        ),
        EvidenceView(
            step="opened", zh="已拆阅", en="Opened", state="waiting", at=None, warn_at=ahead(hours=22), fail_at=None
        ),
    )


def transfer(number: int = 1, **changes: object) -> TransferRow:
    values: dict[str, object] = {
        "id": f"tr-{number}",
        "version": 1,
        "kind": "prosecution",
        "kind_zh": "移送审查起诉",
        "kind_en": "Transfer for prosecution",
        "case_id": "case-1",
        "case_no": "A3299002026110001",
        "title": "王某等人盗窃案",
        "sender": "police",
        "receiver": "procuratorate",
        "state": "submitted",
        "state_zh": "已提交",
        "state_en": "Submitted",
        "submitted_at": ago(hours=2),
        "evidence_step": "relayed",
        "receiving_no": "",
        "created_at": ago(hours=4),
    }
    return TransferRow.model_validate({**values, **changes})


TRANSFERS = (
    transfer(1),
    transfer(
        2,
        title="李某诈骗案",
        case_id="case-3",
        state="draft",
        state_zh="草稿",
        state_en="Draft",
        submitted_at=None,
        evidence_step="",
    ),
    transfer(
        3,
        title="周某危险驾驶案",
        state="returned",
        state_zh="已退回",
        state_en="Returned",
        evidence_step="opened",
    ),
    transfer(
        4,
        title="刘某盗窃案",
        state="accepted",
        state_zh="已受理",
        state_en="Accepted",
        evidence_step="opened",
        receiving_no="云检刑诉受〔2026〕88号",
    ),
)


def transfer_view(transfer_id: str) -> TransferView:
    found = next(row for row in TRANSFERS if row.id == transfer_id)
    draft = found.state == "draft"
    values: dict[str, object] = {
        **found.model_dump(),
        "collab_no": "ZX329900202611000001",
        "summary": "二人于 11 月 8 日夜间进入云岭商场盗窃手机 12 部。",
        "items": ITEMS,
        "parties": PARTIES,
        "clocks": RUNNING,
        "exit_check": None if draft else EXIT_CHECK,
        "head_signed_by": "" if draft else "acc-leader",
        "head_signed_name": "" if draft else "孙局",
        "lawyers": ("李律师（云川正合律师事务所）",),
        "message_id": None if draft else "msg-1",
        "trace_id": None if draft else "4bf92f3577b34da6a3ce929d0e0e4736",
        "evidences": () if draft else evidences("failed" if transfer_id == "tr-3" else "late"),
        "problems": (CodedProblem(code="R03", text="缺少随案移送清单第二联", item_no=2),)
        if transfer_id == "tr-3"
        else (),
        "accepted_at": None,
        "accepted_by": "" if draft else "acc-office",
        "accepted_by_name": "" if draft else "何清越",
        "send_problems": (
            reason(
                "exit.not_checked",
                "出口审核五项尚未通过。",
                "The five exit points have not passed.",
                next_zh="请法制审核民警审核。",
                next_en="Ask a legal reviewer.",
            ),
        )
        if draft
        else (),
    }
    return TransferView.model_validate(values)


def package(number: int = 1, **changes: object) -> PackageRow:
    values: dict[str, object] = {
        "id": f"pk-{number}",
        "transfer_id": f"tr-{number}",
        "version": 1,
        "kind": "prosecution",
        "kind_zh": "移送审查起诉",
        "kind_en": "Transfer for prosecution",
        "sender": "police",
        "sender_name": "云川市公安局",
        "case_no": "A3299002026110001",
        "title": "王某等人盗窃案",
        "parties": 2,
        "in_custody": 1,
        "earliest_custody_end": date(2026, 11, 26),
        "state": "arrived",
        "state_zh": "待处理",
        "state_en": "Waiting",
        "submitted_at": ago(hours=2),
        "received_at": ago(hours=1),
        "case_id": None,
    }
    return PackageRow.model_validate({**values, **changes})


PACKAGES = (
    package(1),
    package(
        2,
        title="李某诈骗案",
        in_custody=0,
        earliest_custody_end=None,
        state="accepted",
        state_zh="已受理",
        state_en="Accepted",
        case_id="case-1",
    ),
)


def package_view(package_id: str) -> PackageView:
    found = next(row for row in PACKAGES if row.id == package_id)
    decided = found.state == "accepted"
    values: dict[str, object] = {
        **found.model_dump(),
        "collab_no": "ZX329900202611000001",
        "summary": "二人于 11 月 8 日夜间进入云岭商场盗窃手机 12 部。",
        "charge": "盗窃罪",
        "items": ITEMS,
        "parties_list": PARTIES,
        "clocks": RUNNING,
        "exit_check": EXIT_CHECK,
        "lawyers": ("李律师（云川正合律师事务所）",),
        "checks": (
            CheckLine(code="R02", zh="犯罪嫌疑人在案", en="Suspects present", passed=True),
            CheckLine(
                code="R03",
                zh="材料齐全",
                en="Documents complete",
                passed=False,
                detail_zh="缺少：换押证",
                detail_en="Missing: custody transfer slip",
            ),
            CheckLine(code="R07", zh="电子材料校验值一致", en="Digests match", passed=True),
            CheckLine(code="R11", zh="由统一出口账号发出", en="Sent from the outlet account", passed=True),
        ),
        "message_id": "msg-1",
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        "receiving_no": "云检刑诉受〔2026〕88号" if decided else "",
        "decided_at": ago(minutes=20) if decided else None,
        "decided_by_name": "何敏" if decided else "",
        "problems": (),
        "accept_problems": (),
    }
    return PackageView.model_validate(values)


def case_view(case_id: str) -> CaseView:
    found = next(row for row in ROWS if row.id == case_id)
    values: dict[str, object] = {
        **found.model_dump(),
        "kind": "criminal",
        "opened_at": ago(days=12),
        "source_report_id": "rep-1",
        "facts": "2026 年 11 月 8 日 23 时许，云岭商场一楼手机柜台被盗，损失手机 12 部，价值约 6.8 万元。",
        "returns": 1 if case_id == "case-4" else 0,
        "flags": (),
        "exit_check": EXIT_CHECK if case_id == "case-3" else None,
        "head_signed_by": "",
        "head_signed_name": "",
        "suspects_list": SUSPECTS,
        "documents": DOCUMENTS,
        "clocks": (*CLOCKS, *ENDINGS),
        "timeline": TIMELINE,
        "transfers": TRANSFERS[:1],
        "options": (*OPTIONS, JUDGMENT) if ON_TRIAL.get(case_id) else OPTIONS,
        "stages": STAGES,
        "enforceability": ON_TRIAL.get(case_id),
    }
    return CaseView.model_validate(values)


def report(number: int = 1, **changes: object) -> ReportRow:
    values: dict[str, object] = {
        "id": f"rep-{number}",
        "receipt_no": f"云公（云岭）受案回字〔2026〕{1020 + number}号",
        "collab_no": f"ZX329900202611{number:06d}",
        "title": "云岭商场手机柜台被盗",
        "source": "walk_in",
        "kind": "criminal",
        "unit": "yunling_station",
        "registered_at": ago(days=12),
        "registered_by": "acc-registrar",
        "registered_by_name": "吴晓",
        "case_id": "case-1",
        "case_no": "A3299002026110001",
    }
    return ReportRow.model_validate({**values, **changes})


REPORTS = (report(1), report(2, title="临河路入室抢劫", source="alert", case_id=None, case_no=None))


def report_view(report_id: str) -> ReportView:
    found = next(row for row in REPORTS if row.id == report_id)
    values: dict[str, object] = {
        **found.model_dump(),
        "facts": "报案人称 23 时许柜台被撬。",
        "place": "云岭路 88 号云岭商场一楼",
        "occurred_on": date(2026, 11, 8),
        "received_at": ago(days=13, hours=2),
        "emergency": False,
        "late": True,
        "reporter_name": "钱某",
        "reporter_id_masked": "329901**********31",
        "reporter_confidential": report_id == "rep-2",
        "suspects": (NamedSuspect(name="王某某", sex="male"),),
        "items": (HandedInItem(title="监控录像 U 盘", quantity=1, feature="黑色 64G"),),
        "alert_no": "",
    }
    return ReportView.model_validate(values)


def receipt(report_id: str) -> ReceiptView:
    found = report_view(report_id)
    return ReceiptView(
        receipt_no=found.receipt_no,
        collab_no=found.collab_no,
        agency_name="云川市公安局",
        unit_name="云岭派出所",
        title=found.title,
        reporter_name=found.reporter_name,
        registered_at=found.registered_at,
        registered_by_name="吴晓",
        items=found.items,
        query_hint_zh="凭回执号可到本所查询办理情况。",
        query_hint_en="Ask at this station with the receipt number.",
    )


def ledger(number: int = 1, **changes: object) -> LedgerRow:
    values: dict[str, object] = {
        "message_id": f"msg-{number}",
        "direction": "out",
        "peer": "procuratorate",
        "type": "case.transfer.submitted",
        "type_zh": "案件移送",
        "type_en": "Case package",
        "subject": "ZX329900202611000001",
        "sequence": number,
        "transfer_id": "tr-1",
        "collab_no": "ZX329900202611000001",
        "state": "waiting",
        "state_zh": "等待回执",
        "state_en": "Waiting for receipt",
        "submitted_at": ago(hours=2),
        "last_step": "relayed",
        "last_step_at": ago(hours=2),
        "overdue": True,
        "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
    }
    return LedgerRow.model_validate({**values, **changes})


LEDGER = (
    ledger(1),
    ledger(
        2,
        direction="in",
        type="prosecution.decision.issued",
        type_zh="起诉或不起诉决定",
        type_en="Prosecution decision",
        state="opened",
        state_zh="已拆阅",
        state_en="Opened",
        last_step="opened",
        overdue=False,
        transfer_id=None,
    ),
)


def ledger_view(message_id: str) -> LedgerView:
    found = next(row for row in LEDGER if row.message_id == message_id)
    values: dict[str, object] = {
        **found.model_dump(),
        "digest": DIGEST,
        "size": 18_220,
        "attempts": 3,
        "evidences": evidences(),
        "problems": (),
        "answers": (LEDGER[1],) if message_id == "msg-1" else (),
    }
    return LedgerView.model_validate(values)


PEERS = (
    PeerHealth(
        peer="procuratorate",
        waiting=3,
        oldest_waiting_at=ago(hours=2),
        failed=1,
        last_heard_at=ago(minutes=3),
        reconciled_day=date(2026, 11, 22),
        reconciled_state="different",
    ),
    PeerHealth(
        peer="court",
        waiting=0,
        oldest_waiting_at=None,
        failed=0,
        last_heard_at=ago(minutes=1),
        reconciled_day=date(2026, 11, 22),
        reconciled_state="equal",
    ),
)
RECONCILIATIONS = (
    ReconciliationRow(
        run_id="run-1",
        peer="procuratorate",
        day=date(2026, 11, 22),
        state="different",
        sent_here=12,
        received_there=11,
        received_here=7,
        sent_there=7,
        missing=("msg-1",),
        unknown=(),
        started_at=ago(hours=10),
        answered_at=ago(hours=10),
    ),
    ReconciliationRow(
        run_id="run-2",
        peer="court",
        day=date(2026, 11, 22),
        state="silent",
        sent_here=2,
        received_there=None,
        received_here=1,
        sent_there=None,
        missing=(),
        unknown=(),
        started_at=ago(hours=10),
        answered_at=None,
    ),
)
TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACES = (
    TraceRow(
        trace_id=TRACE_ID,
        name="POST /transfers/{id}/submission",
        service="casemgmt",
        agency="police",
        start=ago(hours=2),
        duration_us=184_000,
        spans=4,
        errors=1,
        case_no="A3299002026110001",
    ),
)
SPANS = (
    SpanView(
        trace_id=TRACE_ID,
        span_id="a1",
        parent_id=None,
        agency="police",
        service="casemgmt",
        name="POST /transfers/{id}/submission",
        kind="server",
        start=ago(hours=2),
        duration_us=21_000,
        status="ok",
        attributes={"case.no": "A3299002026110001", "http.status": "200"},
    ),
    SpanView(
        trace_id=TRACE_ID,
        span_id="a2",
        parent_id="a1",
        agency="police",
        service="liaison",
        name="publish case.transfer.submitted",
        kind="producer",
        start=ago(hours=2, microseconds=-22_000),
        duration_us=9_000,
        status="ok",
        attributes={"message.type": "case.transfer.submitted"},
    ),
    SpanView(
        trace_id=TRACE_ID,
        span_id="a3",
        parent_id="a2",
        agency="procuratorate",
        service="liaison",
        name="act case.transfer.submitted",
        kind="consumer",
        start=ago(hours=2, microseconds=-40_000),
        duration_us=140_000,
        status="error",
        attributes={"error.code": "blob.away"},
    ),
)


def trace_view() -> TraceView:
    return TraceView(trace_id=TRACE_ID, spans=SPANS, silent=("court",), start=ago(hours=2), duration_us=184_000)


def watched(number: int, **changes: object) -> WatchedClock:
    values = CLOCKS[0].model_dump()
    more: dict[str, object] = {"id": f"w-{number}", "unit": "criminal", "owner": "acc-handler", "warned_at": None}
    return WatchedClock.model_validate({**values, **more, **changes})


WATCHED = (
    watched(1),
    watched(
        2,
        case_id="case-2",
        case_no="A3299002026110002",
        title_zh="立案审查期限",
        title_en="Filing review",
        due=date(2026, 11, 21),
        band="overdue",
        custody=False,
        days_left=-2,
    ),
    watched(3, title_zh="取保候审期限", title_en="Term of bail", due=date(2027, 11, 10), band="running", custody=False),
)
SUMMARY = ClockSummary(
    running=18,
    due_soon=4,
    overdue=1,
    custody_overdue=0,
    met=120,
    met_late=2,
    breached=1,
    lapsed=3,
    by_unit=(
        UnitCount(unit="criminal", running=12, due_soon=3, overdue=1),
        UnitCount(unit="economic", running=6, due_soon=1, overdue=0),
    ),
)


def watched_in(band: str | None) -> list[WatchedClock]:
    """The clocks of one band; of all without one."""
    return [clock for clock in WATCHED if not band or clock.band == band]
