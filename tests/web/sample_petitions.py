"""Petitions of the tests: one running, urgent and collective, with people, clocks, an answer and both kinds of options."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tests.web.fake_conversions import HIDDEN, VISIT
from tests.web.fake_hearings import HELD
from tests.web.sample import ago, ahead
from zf_contracts.http.base import Reason
from zf_contracts.http.petition_parts import (
    AccusedView,
    AnswerView,
    CheckView,
    ClosingView,
    DocumentRef,
    FirstHandlingTermView,
    PersonView,
    PetitionOptionView,
    PlanView,
    RequestView,
    StepView,
)
from zf_contracts.http.petition_views import (
    FirstTargetView,
    PetitionClockView,
    PetitionReceipt,
    PetitionRow,
    PetitionView,
    TraceLine,
)

NO = "XFV329900202611230001"
CLOCK = PetitionClockView(
    id="pc-1", petition_id="pet-1", petition_no=NO, rule="X04", title_zh="信访办理", title_en="Handling", basis="PET 34",
    party=False, anchor=date(2026, 11, 20), due=date(2027, 1, 19), provisional=True, extensions=1, max_extensions=1,
    extension_reasons=("需要鉴定",), state="running", band="running", days_left=57, ended_at=None,
    trace=(TraceLine(zh="自受理次日起算 60 日", en="60 days from the day after acceptance", basis="PET 34"),),
)  # fmt: skip
ENDED = CLOCK.model_copy(update={"id": "pc-2", "rule": "X02", "state": "met_late", "ended_at": ago(days=1)})
ROW = PetitionRow(
    id="pet-1", petition_no=NO, collab_no="XT3299002026112300000112", title="反映报案后一直没有回音", petitioner="张*",
    channel="visit", category="appeal_claim", state="handling", state_zh="办理中", state_en="In handling",
    unit="petition", first_handler_id="a-1", first_handler_name="何接访", duty="investigate", officer_id="a-2",
    officer_name="李承办", competent_agency="court", people_count=12, collective=True, repeat=True, skip_level=True,
    urgent=True, serious="major", vulnerable=True, litigation=True, received_at=ago(days=3), registered_at=ago(days=3),
    next_due=date(2027, 1, 19), next_rule="X04", band="running", last_act_at=ago(hours=3), version=4,
)  # fmt: skip
QUIET = ROW.model_copy(
    update={
        "id": "pet-2", "petition_no": "XFL329900202611230002", "title": "建议增设夜间窗口", "petitioner": "",
        "channel": "letter", "category": "suggestion", "state": "registered", "state_zh": "已登记",
        "state_en": "Registered", "collective": False, "people_count": 1, "repeat": False, "skip_level": False,
        "urgent": False, "serious": "", "vulnerable": False, "litigation": False, "officer_name": "",
        "competent_agency": "", "next_due": date(2026, 11, 20), "band": "overdue",
        "first_target": FirstTargetView(days=30, due=date(2026, 12, 20), state="running"),
    }
)  # fmt: skip
ROWS = (ROW, QUIET)
PERSON = PersonView(
    no=1, role="petitioner", name="张示例", id_kind="citizen_id", id_masked="329902**********28", phone_masked="000****0001",
    address="云岭区示例路1号", sex="female", birth_date=date(1956, 3, 4), vulnerable=("elderly",), hidden=False,
)  # fmt: skip
ANSWER = AnswerView(
    id="ans-1", kind="handling_opinion", way="6", result="explained", claims="请求答复立案情况",
    facts_and_reasons="已查明报案和受案经过。", opinion="予以解释说明。", legal_basis="信访工作条例第32条", body="",
    document_no="云公信〔2026〕1号", signed_by_name="周局长", signed_as_leader=True, issued_at=ago(days=1), served_at=None,
    served_how="",
)  # fmt: skip
CHECK = CheckView(name="facts_established", statement="已查清", evidence="调查报告")
CLOSING = ClosingView(
    id="clo-1", path="settled", state="proposed", checks=(CHECK,),
    follow_up="", follow_up_until=None, confirmed_by="", confirmation_level="", confirmation_no="", case_no="",
    case_no_told_at=None, note="", proposed_by="a-2", proposed_by_name="李承办", proposed_at=ago(hours=2),
    decided_by_name="", decided_at=None, decision_note="",
)  # fmt: skip
STEP = StepView(
    at=ago(days=3), recorded_at=ago(days=1), late_entry=True, act="register", zh="登记", en="Registered", actor_id="a-1",
    actor_name="何接访", agency="police", basis="PET 21", note="当面登记", from_state="", to_state="registered",
    documents=(DocumentRef(type="petition_receipt", title="受理回执", number="云公受〔2026〕1号"),),
)  # fmt: skip
OPTIONS = (
    PetitionOptionView(
        act="answer_claim", zh="作出处理意见", en="Give the handling opinion", possible=True, reasons=(),
        documents=("handling_opinion",), basis="PET 32", route="answer",
    ),
    PetitionOptionView(
        act="advise_petitioner", zh="告知向有权机关提出", en="Tell whom to turn to", possible=True, reasons=(),
        documents=(), basis="PET 22", route="advice",
    ),
    PetitionOptionView(
        act="approve_closing", zh="批准办结", en="Approve the closing", possible=False, documents=(), basis="PET 36",
        route="closing-decision",
        reasons=(Reason(code="petition.approver_is_handler", zh="承办人不能批准自己的办结", en="The officer may not approve"),),
    ),
)  # fmt: skip
TERM = FirstHandlingTermView(
    no=1, account_id="a-1", account_name="何接访", unit="petition", state="current", reason="", record="",
    offered_at=ago(days=3), since=ago(days=3), until=None,
)  # fmt: skip
PLAN = PlanView(
    leader_id="", leader_name="", officer_id="a-2", officer_name="李承办", plan="", due=None, standard="",
    approved_by_name="", approved_at=None,
)  # fmt: skip
PETITION = PetitionView(
    **ROW.model_dump(), origin="forwarded", origin_agency="court", origin_petition_no="XFV329901202611200003",
    report_day=None, registered_by="a-1", registered_by_name="何接访", facts="十月报案，至今没有告知是否立案。", reasons="",
    place="云岭区", subject="", collective_threshold=5, confidential=True, long_standing=False, complaint_kind="",
    case_numbers=("A3299000000002026100001",), flags=(), competent_name="", first_handler_unit="petition",
    first_handler_agency="police", leader_received_by="", leader_received_at=None, case_no="", closing_path="",
    closed_at=None, plan=PLAN, persons=(PERSON, PERSON.model_copy(update={"no": 2, "hidden": True, "name": ""})),
    accused=(AccusedView(no=1, kind="person", agency="", unit="", name="", post="", hidden=True),),
    requests=(RequestView(no=1, content="答复是否立案", raised_at=ago(days=3), result="", answer_id=""),),
    answers=(ANSWER,), closings=(CLOSING,), attachments=(), links=(), linked_from=(), clocks=(CLOCK, ENDED),
    conversions=(VISIT, HIDDEN), hearings=(HELD,),
    timeline=(STEP,), first_handlers=(TERM,), options=OPTIONS,
)  # fmt: skip
RECEIPT = PetitionReceipt(
    petition_id="pet-1", petition_no=NO, collab_no=ROW.collab_no, query_code="482913", agency_name="云川市公安局",
    unit_name="信访科", title=ROW.title, petitioner="张示例", registered_at=ago(hours=0), registered_by_name="何接访",
    notice_due=ahead(days=15), hint_zh="凭编号和查询码查询进展。", hint_en="Ask with number and code.",
)  # fmt: skip


def petition_view(petition_id: str) -> PetitionView:
    row = next(row for row in ROWS if row.id == petition_id)
    return PETITION.model_copy(update=row.model_dump())


REGISTERED: Mapping[str, object] = {
    "petition": PETITION.model_dump(mode="json"),
    "receipt": RECEIPT.model_dump(mode="json"),
    "advice": [],
}
