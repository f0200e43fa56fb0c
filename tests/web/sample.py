"""Sample bodies of the services, built from the contracts: one theft case on its way from the police to the court."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from zf_contracts.http.base import Reason
from zf_contracts.http.casemgmt import (
    CaseRow,
    ClockView,
    DocumentView,
    OptionView,
    StageStep,
    SuspectView,
    TimelineEntry,
    TraceLineView,
)  # fmt: skip
from zf_contracts.values import ExitCheck
from zf_platform.clock import ZONE

NOW = datetime(2026, 11, 23, 10, 20, tzinfo=ZONE)
DIGEST = "sha256:" + "3f9a1c0b7d5e2468" * 4


def ago(**parts: float) -> datetime:
    return NOW - timedelta(**parts)


def ahead(**parts: float) -> datetime:
    return NOW + timedelta(**parts)


def row(number: int = 1, **changes: object) -> CaseRow:
    values: dict[str, object] = {
        "id": f"case-{number}",
        "case_no": f"A329900{2026}{11:02d}{number:04d}",
        "collab_no": f"ZX329900202611{number:06d}",
        "title": "王某等人盗窃案",
        "charge": "盗窃罪",
        "state": "investigating",
        "state_zh": "侦查中",
        "state_en": "Investigating",
        "holder_here": True,
        "unit": "criminal",
        "handler_id": "acc-handler",
        "handler_name": "陈立新",
        "suspects": 2,
        "in_custody": 1,
        "next_due": date(2026, 11, 26),
        "next_rule": "P14",
        "band": "due_soon",
        "last_act_at": ago(days=2),
        "version": 4,
    }
    return CaseRow.model_validate({**values, **changes})


ROWS = (
    row(1),
    row(
        2,
        title="临河路入室抢劫案",
        charge="抢劫罪",
        next_due=date(2026, 11, 21),
        band="overdue",
        suspects=1,
        in_custody=1,
        state="filing_review",
        state_zh="立案审查中",
        state_en="Filing review",
    ),
    row(
        3,
        title="李某诈骗案",
        charge="诈骗罪",
        next_due=ahead(days=20),
        band="running",
        suspects=1,
        in_custody=0,
        state="exit_review",
        state_zh="出口审核中",
        state_en="Exit review",
    ),
    row(
        4,
        title="周某危险驾驶案",
        charge="危险驾驶罪",
        next_due=None,
        next_rule=None,
        band=None,
        suspects=1,
        in_custody=0,
        state="transfer_pending",
        state_zh="已移送待回执",
        state_en="Transfer pending",
        holder_here=False,
    ),
    row(
        5,
        title="云岭商场故意伤害案",
        charge="故意伤害罪",
        next_due=NOW,
        band="due_soon",
        suspects=3,
        in_custody=3,
        handler_id=None,
        handler_name="",
    ),
)

TRACE = (
    TraceLineView(
        zh="拘留发生在 2026-11-20，当日不计入期间。",
        en="Detained on 2026-11-20; that day does not count.",
        basis="刑事诉讼法第105条",
    ),
    TraceLineView(
        zh="拘留后三日内提请审查批准，自 11-21 起算至 11-23。",
        en="Three days to ask for approval, from 11-21 to 11-23.",
        basis="刑事诉讼法第91条第1款",
    ),
    TraceLineView(zh="经批准延长一日至三日。", en="Extended by up to three days.", basis="刑事诉讼法第91条第1款"),
    TraceLineView(
        zh="羁押期限不因休息日顺延。", en="Custody clocks never roll over days off.", basis="刑事诉讼法第105条第4款"
    ),
)


def clock(number: int = 1, **changes: object) -> ClockView:
    values: dict[str, object] = {
        "id": f"clock-{number}",
        "rule": "P14",
        "rule_version": "2018",
        "title_zh": "提请批准逮捕期限",
        "title_en": "Time to ask for approval of arrest",
        "basis": "刑事诉讼法第91条",
        "case_id": "case-1",
        "case_no": "A3299002026110001",
        "suspect_id": "sus-1",
        "suspect_name": "王某某",
        "anchor": datetime(2026, 11, 20, 9, 30, tzinfo=ZONE),
        "due": date(2026, 11, 26),
        "custody": True,
        "provisional": False,
        "extensions": 1,
        "max_extensions": 2,
        "state": "running",
        "nature": "limit",
        "band": "due_soon",
        "days_left": 3,
        "ended_at": None,
        "ended_act": "",
        "ended_zh": "",
        "ended_en": "",
        "trace": TRACE,
    }
    return ClockView.model_validate({**values, **changes})


CLOCKS = (
    clock(1),
    clock(
        2,
        rule="P20",
        title_zh="取保候审期限",
        title_en="Term of bail",
        suspect_id="sus-2",
        suspect_name="赵某",
        due=date(2027, 11, 10),
        custody=False,
        band="running",
        extensions=0,
        max_extensions=0,
        days_left=352,
        provisional=True,
    ),
    clock(
        3,
        rule="P02",
        title_zh="立案审查期限",
        title_en="Filing review",
        suspect_id=None,
        suspect_name="",
        due=date(2026, 11, 13),
        custody=False,
        band="ended",
        state="met",
        nature="duty",
        ended_at=ago(days=9),
        ended_act="file_case",
        ended_zh="立案",
        ended_en="File the case",
    ),
)

ENDINGS = (
    clock(
        11, rule="P13", title_zh="拘留后通知家属", title_en="Family notice after detention", nature="duty",
        state="cancelled", band="ended", ended_at=ago(days=1), ended_act="bail_suspect",
        ended_zh="取保候审", ended_en="Release on bail",
    ),
    clock(
        12, rule="P23", title_zh="对不起诉要求复议", title_en="Ask for reconsideration", nature="right",
        state="lapsed", band="ended", suspect_id=None, suspect_name="", custody=False, ended_at=ago(days=2),
    ),
    clock(
        13, rule="P13.detention_house", title_zh="拘留后送看守所", title_en="Hand over to the detention house",
        nature="duty", state="breached", band="ended", ended_at=ago(days=1), ended_act="bail_suspect",
        ended_zh="取保候审", ended_en="Release on bail",
    ),
    clock(
        14, rule="P17", title_zh="逮捕后通知家属", title_en="Family notice after arrest", nature="duty",
        state="breached", band="overdue", due=date(2026, 11, 21), days_left=-2,
    ),
    clock(
        15, rule="P16", title_zh="对不批准逮捕要求复议", title_en="Ask for reconsideration of the refusal",
        nature="right", state="running", band="running", custody=False,
    ),
)  # fmt: skip
"""What else a clock can say of itself."""

SUSPECTS = (
    SuspectView(
        id="sus-1",
        name="王某某",
        id_kind="citizen_id",
        id_number_masked="329901**********17",
        sex="male",
        birth_date=date(1998, 3, 2),
        minor=False,
        state="detained",
        state_zh="拘留",
        state_en="Detained",
        at_large=False,
        custody_until=date(2026, 11, 26),
        charge="盗窃罪",
    ),
    SuspectView(
        id="sus-2",
        name="赵某",
        id_kind="citizen_id",
        id_number_masked="329901**********2X",
        sex="female",
        birth_date=date(2009, 6, 1),
        minor=True,
        state="bailed",
        state_zh="取保候审",
        state_en="On bail",
        at_large=False,
        custody_until=None,
        charge="盗窃罪",
    ),
)

DOCUMENTS = tuple(
    DocumentView(
        id=f"doc-{number}",
        type=kind,
        title=title,
        document_no=no,
        dated=date(2026, 11, number + 9),
        pages=pages,
        digest=DIGEST,
        size=size,
        media_type="application/pdf",
        issued_by="acc-handler",
        issued_by_name="陈立新",
        suspect_id=None,
        step="investigating",
    )
    for number, (kind, title, no, pages, size) in enumerate(
        (
            ("intake_form", "受案登记表", "云公（刑）受案字〔2026〕1021号", 2, 182_211),
            ("filing_decision", "立案决定书", "云公（刑）立字〔2026〕877号", 1, 96_400),
            ("detention_warrant", "拘留证", "云公（刑）拘字〔2026〕311号", 1, 88_020),
            ("prosecution_opinion", "起诉意见书（送审稿）", "", 12, 1_422_030),
        ),
        start=1,
    )
)

TIMELINE = (
    TimelineEntry(
        at=ago(days=12),
        recorded_at=ago(days=12),
        late_entry=False,
        act="register_intake",
        zh="受案登记",
        en="Intake registered",
        transition="T01",
        actor_id="acc-duty",
        actor_name="吴晓",
        agency="police",
        basis="公安机关办理刑事案件程序规定第171条",
        documents=("doc-1",),
        note="",
        from_state="new",
        to_state="intake_registered",
    ),
    TimelineEntry(
        at=ago(days=9),
        recorded_at=ago(days=9),
        late_entry=False,
        act="file_case",
        zh="立案",
        en="Case filed",
        transition="T04",
        actor_id="acc-leader",
        actor_name="孙局",
        agency="police",
        basis="刑事诉讼法第112条",
        documents=("doc-2",),
        note="",
        from_state="filing_review",
        to_state="investigating",
    ),
    TimelineEntry(
        at=ago(days=3, hours=1),
        recorded_at=ago(days=1),
        late_entry=True,
        act="detain_suspect",
        zh="拘留",
        en="Suspect detained",
        transition="T07",
        actor_id="acc-handler",
        actor_name="陈立新",
        agency="police",
        basis="刑事诉讼法第82条",
        documents=("doc-3",),
        note="夜间执行，次日补录",
        from_state="investigating",
        to_state="investigating",
    ),
)


def reason(code: str, zh: str, en: str, *, next_zh: str = "", next_en: str = "") -> Reason:
    return Reason(code=code, zh=zh, en=en, next_zh=next_zh, next_en=next_en)


def option(act: str, transition: str, zh: str, en: str, **changes: object) -> OptionView:
    values: dict[str, object] = {
        "act": act,
        "transition": transition,
        "zh": zh,
        "en": en,
        "aggregate": "case",
        "suspect_id": None,
        "possible": True,
        "reasons": (),
        "documents": (),
        "documents_any": (),
        "documents_missing": (),
        "basis": "刑事诉讼法",
        "roles": ("handler",),
        "package": None,
    }
    return OptionView.model_validate({**values, **changes})


OPTIONS = (
    option(
        "notify_family_of_detention",
        "T07.j",
        "拘留后通知家属",
        "Tell the family of the detention",
        aggregate="suspect",
        suspect_id="sus-1",
        documents_any=(("detention_notice", "no_notice_statement"),),
        documents_missing=("detention_notice",),
        basis="刑事诉讼法第85条",
    ),
    option(
        "request_exit_review",
        "T14",
        "送出口审核",
        "Send to exit review",
        documents=("prosecution_opinion",),
        basis="程序规定第283–287条",
    ),
    option(
        "bail_suspect",
        "T07.d",
        "取保候审",
        "Release on bail",
        aggregate="suspect",
        suspect_id="sus-1",
        basis="刑事诉讼法第67条",
    ),
    option(
        "request_arrest",
        "T08",
        "提请批准逮捕",
        "Request arrest",
        package="arrest_request",
        suspect_id="sus-1",
        basis="刑事诉讼法第87条",
    ),
    option(
        "withdraw_case",
        "T13",
        "撤销案件",
        "Withdraw the case",
        possible=False,
        roles=("bureau_leader",),
        basis="程序规定第186条",
        documents=("withdrawal_decision",),
        documents_missing=("withdrawal_decision",),
        reasons=(
            reason(
                "role.not_allowed",
                "这一步由局领导办理，您的岗位是承办人。",
                "A bureau leader does this step; you are the handler.",
                next_zh="请将撤销案件报告书送局领导。",
                next_en="Send the report to a bureau leader.",
            ),
        ),
    ),
    option(
        "submit_for_prosecution",
        "T16",
        "移送审查起诉",
        "Transfer for prosecution",
        possible=False,
        package="prosecution",
        roles=("outlet_clerk",),
        basis="刑事诉讼法第162条",
        reasons=(
            reason("exit.not_checked", "出口审核五项尚未通过。", "The five exit points have not passed yet."),
            reason(
                "exit.not_signed",
                "负责人尚未签发。",
                "The head has not signed yet.",
                next_zh="先送出口审核。",
                next_en="Send it to exit review first.",
            ),
        ),
    ),
)

STAGES = tuple(
    StageStep.model_validate({"state": state, "zh": zh, "en": en, "position": position})
    for state, zh, en, position in (
        ("intake_registered", "受案", "Intake", "done"),
        ("filing_review", "立案审查", "Filing review", "done"),
        ("investigating", "侦查", "Investigation", "current"),
        ("exit_review", "出口审核", "Exit review", "ahead"),
        ("prosecution_review", "审查起诉", "Prosecution", "ahead"),
        ("court_check", "受理审查", "Court check", "ahead"),
        ("first_instance", "一审", "First instance", "ahead"),
        ("effective", "生效", "Effective", "ahead"),
        ("enforcement_handover", "交付执行", "Enforcement", "ahead"),
        ("closed", "归档", "Closed", "ahead"),
    )
)

EXIT_CHECK = ExitCheck(
    facts_clear=True,
    evidence_sufficient=True,
    charge_accurate=True,
    procedure_lawful=True,
    formalities_complete=True,
    opinion="事实清楚，证据确实充分，同意移送。",
    checked_by="acc-legal",
    checked_at=ago(hours=5),
)
