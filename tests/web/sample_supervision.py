"""Supervised tasks, the listed account and supervision documents of the sample node."""

from __future__ import annotations

from datetime import timedelta

from tests.web.sample import NOW
from zf_contracts.http import directory, notices, supervision, tasks
from zf_contracts.http.base import Reason
from zf_contracts.http.casemgmt import EvidenceView
from zf_contracts.internal.deadlines import ClockLine

TODAY = NOW.date()
_AGENCIES = {
    "issuer": "committee",
    "issuer_zh": "中共云川市委政法委员会",
    "issuer_en": "Political-Legal Committee of Yunchuan",
    "assignee": "police",
    "assignee_zh": "云川市公安局",
    "assignee_en": "Yunchuan Public Security Bureau",
}
EVIDENCE = tuple(
    EvidenceView(step=step, zh=zh, en=en, state="done", at=NOW, warn_at=None, fail_at=None)
    for step, zh, en in (
        ("submitted", "已提交", "Submitted"),
        ("relayed", "已转发", "Relayed"),
        ("delivered", "已送达", "Delivered"),
        ("opened", "已拆阅", "Opened"),
    )
)
CLOCK = supervision.MatterClockView(
    rule="U02",
    title_zh="督办件报告结果（督办件指定日）",
    title_en="Report the result of a supervised task, due on the day it names",
    basis="S-051; PET 40",
    ours=True,
    provisional=False,
    anchor=NOW,
    due=TODAY + timedelta(days=30),
    state="running",
    band="running",
    trace=(ClockLine(zh="期限届满日。", en="Last day.", basis="S-051"),),
)
FILE = supervision.MatterFileView(
    id="file-1", title="返还笔录", media_type="application/pdf", digest="sha256:" + "ab" * 32, size=2048
)
STEPS = (
    supervision.MatterStep(
        id="step-1", act="issue", zh="下达督办", en="Issue", side="issuer", agency="committee", by_name="陶启明",
        state="issued", state_zh="已下达，待签收", state_en="Issued, to be signed for", text="", late=False, crossed=False,
        at=NOW, message_id="m-1", evidence=EVIDENCE,
    ),
    supervision.MatterStep(
        id="step-2", act="report", zh="报告结果", en="Report the result", side="addressee", agency="police", by_name="沈文静",
        state="reported", state_zh="已报告结果，待核查", state_en="Reported, to be verified", text="物品已返还", late=True,
        late_reason="案卷在鉴定机构", crossed=False, at=NOW, files=(FILE,),
    ),
)  # fmt: skip
REASON = Reason(
    code="supervision.other_side",
    zh="这一步由发出机关办理。",
    en="This step belongs to the other side (issuer).",
    next_zh="请等待对方办理。",
    next_en="Wait for the other side.",
)


def _option(act: str, zh: str, en: str, *needs: str, allowed: bool = True) -> supervision.ActOption:
    return supervision.ActOption(
        act=act, zh=zh, en=en, needs=needs, allowed=allowed, reasons=() if allowed else (REASON,)
    )


TASK_ROW = tasks.TaskRow(
    **_AGENCIES, id="task-1", task_no="云政法督办〔2026〕1号", title="督办一起信访积案", unit="criminal", role="addressee",
    level="key", level_zh="重点督办", level_en="Key", source_zh="信访事项", source_en="Petition", state="in_progress",
    state_zh="办理中", state_en="In progress", listed=True, late=False, due=TODAY + timedelta(days=30), band="running",
    issued_at=NOW, version=3,
)  # fmt: skip
TASK = tasks.TaskView(
    **TASK_ROW.model_dump(), source="petition", source_ref="XF329900202611230001", on_behalf="", collab_no="",
    demand="查清扣押物品去向并答复信访人", standard="物品返还或者书面说明理由", leader="常书记", look_back=True, looked_back="",
    reminders=1, issued_by="陶启明", message_id="m-1", evidence=EVIDENCE, clocks=(CLOCK,), steps=STEPS,
    options=(
        _option("report", "报告结果", "Report the result", "text"),
        _option("request_extension", "申请延期", "Request an extension", "text", "until"),
        _option("verify", "核查通过", "Verify", "text", allowed=False),
    ),
)  # fmt: skip
BOARD = tasks.TaskBoard(
    cells=(
        tasks.BoardCell(assignee="police", assignee_zh="云川市公安局", assignee_en="Police", span="month", count=1),
    ),
    total=1,
)
ACCOUNT = (
    tasks.AccountRow(
        task_id="task-1", task_no="云政法督办〔2026〕1号", issuer_zh="中共云川市委政法委员会", issuer_en="Committee",
        assignee_zh="云川市公安局", assignee_en="Police", title="督办一起信访积案", leader="常书记", state_zh="办理中",
        state_en="In progress", due=TODAY + timedelta(days=30), overdue=False, reason="重大积案", listed_at=NOW,
    ),
)  # fmt: skip
TASK_WORDS = tasks.TaskWords(
    levels=(
        supervision.Choice(code="ordinary", name_zh="一般督办", name_en="Ordinary"),
        supervision.Choice(code="listed", name_zh="挂账督办", name_en="Listed account"),
    ),
    sources=(supervision.Choice(code="petition", name_zh="信访事项", name_en="Petition"),),
    assignees=(supervision.Choice(code="police", name_zh="云川市公安局", name_en="Yunchuan Public Security Bureau"),),
    units=(supervision.Choice(code="office", name_zh="办公室", name_en="Office"),),
)
NOTICE_ROW = notices.NoticeRow(
    id="notice-1", notice_no="云检纠违〔2026〕1号", kind="correction_notice", kind_zh="纠正违法通知书",
    kind_en="Correction notice", title="超期羁押", issuer="procuratorate", issuer_zh="云川市人民检察院",
    issuer_en="Yunchuan People's Procuratorate", addressee="police", addressee_zh="云川市公安局",
    addressee_en="Yunchuan Public Security Bureau", unit="", role="addressee", state="signed_for",
    state_zh="已签收，待回复", state_en="Signed for, reply awaited", mark="", mark_zh="", mark_en="", late=False,
    due=TODAY + timedelta(days=2), band="due_soon", created_at=NOW, served_at=NOW, version=3,
)  # fmt: skip
NOTICE = notices.NoticeView(
    **NOTICE_ROW.model_dump(), collab_no="XT3299002026112300012", clue="custody", facts="拘留期满未变更强制措施",
    demand="立即纠正并书面回复", basis="刑事诉讼法第九十一条", drafter_name="蒋明远", approver_name="秦长河", objection="复查",
    law_basis="SPP 552–554", message_id="m-2", evidence=EVIDENCE, clocks=(CLOCK,), steps=STEPS, ready_files=(FILE,),
    options=(
        _option("reply", "书面回复", "Reply", "text", "evidence"),
        _option("reply_late", "逾期答复", "Reply late", "text", "late_reason", "evidence"),
        _option("object", "提出异议", "Object", "text"),
        _option("close", "办结", "Close", "text", allowed=False),
    ),
)  # fmt: skip
NOTICE_WORDS = notices.NoticeWords(
    kinds=(
        notices.NoticeKindView(
            id="correction_notice", zh="纠正违法通知书", en="Correction notice", own=False, named=True, case=False,
            reply_zh="15 日", reply_en="15 day(s)", basis="SPP 552–554",
            addressees=(supervision.Choice(code="police", name_zh="云川市公安局", name_en="Yunchuan Public Security Bureau"),),
        ),
    ),
    units=(supervision.Choice(code="first", name_zh="第一检察部", name_en="First prosecution department"),),
    clues=(supervision.Choice(code="custody", name_zh="羁押强制措施", name_en="Custody or measures"),),
)  # fmt: skip
OFFICER = directory.LiaisonOfficerRow(
    id="off-1", agency="police", agency_zh="云川市公安局", agency_en="Yunchuan Public Security Bureau", unit="legal",
    unit_zh="法制支队", unit_en="Legal department", post="officer", name="沈文静", title="副支队长", phone="000-0000-1101",
    term_from=TODAY, absent_from=TODAY, absent_until=TODAY, substitute="陈志远", ended=False, standing="absent",
    acting="陈志远", ours=True, told_at=NOW, version=2,
)  # fmt: skip
