"""Joint matters of the tests: one in the hall with every kind of confirmation, one here as a part, and a dispute."""

from __future__ import annotations

from tests.web.sample import ago, ahead
from zf_contracts.http.base import Reason
from zf_contracts.http.joint import (
    ConfirmationView,
    DisputeRow,
    JointOption,
    JointPartView,
    JointReplyView,
    JointRow,
    JointView,
)

TOLD = ConfirmationView(
    agency="police", message="petition.split", message_zh="联合事项拆分", message_en="Split of a joint matter",
    issued_at=ago(hours=3), step="delivered", step_at=ago(hours=2), warn_at=ahead(hours=1), fail_at=ahead(hours=20),
    band="confirmed", problems=(),
)  # fmt: skip
LATE = TOLD.model_copy(update={"agency": "court", "step": "submitted", "step_at": ago(hours=3), "band": "late"})
FAILED = TOLD.model_copy(update={"agency": "justice", "step": "failed", "step_at": ago(hours=1), "band": "failed"})
POLICE = JointPartView(
    part_no=1, agency="police", agency_zh="云川市公安局", agency_en="Yunchuan Public Security Bureau", request_nos=(1,),
    main=True, case_no="", due=ahead(days=40), overdue=False, petition_no="XFV329900202611230009", own_petition_id="",
    state="answered", state_zh="已答复", state_en="Answered", state_at=ago(hours=1), officer="李承办",
    answered_at=ago(hours=1), outcome="explained", answer="已经立案，正在侦查。", answer_basis="信访工作条例第32条",
    answer_document_no="云公信处〔2026〕1号", answered_by="周局长", objection="", objection_reason="", competent="",
    confirmation=TOLD,
)  # fmt: skip
COURT = POLICE.model_copy(
    update={
        "part_no": 2, "agency": "court", "agency_zh": "云川市人民法院", "agency_en": "Yunchuan People's Court",
        "request_nos": (2, 3), "main": False, "petition_no": "", "state": "", "state_zh": "", "state_en": "",
        "state_at": None, "officer": "", "answered_at": None, "outcome": "", "answer": "", "answer_basis": "",
        "answer_document_no": "", "answered_by": "", "confirmation": LATE,
    }
)  # fmt: skip
JUSTICE = COURT.model_copy(
    update={
        "part_no": 3, "agency": "justice", "agency_zh": "云川市司法局", "agency_en": "Yunchuan Justice Bureau",
        "request_nos": (4,), "objection": "returned", "objection_reason": "不属于本机关职责", "competent": "procuratorate",
        "confirmation": FAILED,
    }
)  # fmt: skip
OWN = COURT.model_copy(
    update={
        "part_no": 4, "agency": "committee", "agency_zh": "中共云川市委政法委员会",
        "agency_en": "Political-Legal Committee of Yunchuan", "request_nos": (5,), "objection": "open",
        "objection_reason": "应由检察院办理", "competent": "procuratorate", "confirmation": None,
    }
)  # fmt: skip
DISPUTE = DisputeRow(
    id="dis-1", about="lead", collab_no="XT3299002026112300000112", petition_no="XFV329900202611230001",
    title="反映报案后一直没有回音并要求退还车辆", part_no=None, raised_by="police", agencies=("police", "court"),
    proposed="court", reason="主要问题在执行环节", raised_at=ago(hours=2), due=ahead(days=1), overdue=False,
    state="open", agency="", decision_reason="", decision_basis="", decided_by="", decided_at=None, version=1,
)  # fmt: skip
DECIDED = DISPUTE.model_copy(
    update={
        "id": "dis-2", "about": "competence", "state": "decided", "agency": "court", "decision_reason": "属审判职责",
        "decision_basis": "信访工作条例第24条", "decided_by": "韩梅", "decided_at": ago(hours=1), "version": 2,
    }
)  # fmt: skip
ROW = JointRow(
    id="joi-1", collab_no=DISPUTE.collab_no, title=DISPUTE.title, role="host", host="committee", lead_agency="police",
    lead_rule="main_request", state="open", split_at=ago(hours=3), answer_due=ahead(days=40), overdue=False, parts=4,
    answered=1, unconfirmed=2, petition_id="pet-1", version=3,
)  # fmt: skip
UNLED = ROW.model_copy(
    update={
        "id": "joi-2",
        "role": "lead",
        "lead_agency": "",
        "lead_rule": "open",
        "state": "disputed",
        "unconfirmed": 0,
    }
)
ROWS = (ROW, UNLED)
REPLY = JointReplyView(
    edition=1, lead_agency="police", body="第一项已经立案。", parts=(1,), missing=(2, 3, 4), issued_at=ago(minutes=30),
    answered_by="周局长",
)  # fmt: skip
OPTIONS = (
    JointOption(act="dispute", possible=True, reasons=()),
    JointOption(
        act="reply", possible=False,
        reasons=(Reason(code="joint.not_the_lead", zh="由牵头机关作出统一答复", en="The lead answers"),),
    ),
)  # fmt: skip


def joint_view(joint_id: str) -> JointView:
    row = next(row for row in ROWS if row.id == joint_id)
    led = row.role == "lead"
    return JointView(
        **row.model_dump(),
        agencies=(POLICE, COURT, JUSTICE, OWN),
        missing=(2, 3, 4),
        replies=() if led else (REPLY,),
        disputes=(DISPUTE, DECIDED),
        options=OPTIONS,
    )


def dispute(dispute_id: str) -> DisputeRow:
    return next(row for row in (DISPUTE, DECIDED) if row.id == dispute_id)
