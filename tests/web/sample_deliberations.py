"""Sample bodies of collective decisions: one that waits for an opinion, one decided, a committee, and a case between them."""

from __future__ import annotations

from tests.web.sample import ago
from zf_contracts.http.base import Reason
from zf_contracts.http.deliberations import (
    CaseDeliberationsView,
    ChoiceView,
    CodeView,
    CommitteeView,
    CountView,
    DeliberationRow,
    DeliberationView,
    GraveView,
    MemberView,
    ReceivedResolutionView,
    ResolutionView,
    RuleLine,
    SeatView,
    StepView,
)

RULES = (
    RuleLine(zh="可以表决的到会委员须超过全体委员的半数", en="Voting members present: more than half of all"),
    RuleLine(zh="主持人最后发表意见", en="Whoever leads speaks last"),
)
_PEOPLE = (
    ("acc-bureau_leader", "孙立国", "chair", "主任委员", "Chair"),
    ("acc-deputy", "田野", "deputy", "副主任委员", "Deputy chair"),
    ("acc-legal_reviewer", "郑岚", "member", "委员", "Member"),
    ("acc-unit_head", "马骏", "member", "委员", "Member"),
    ("acc-member", "邵华", "member", "委员", "Member"),
)


def row(place: int, **changes: object) -> DeliberationRow:
    values: dict[str, object] = {
        "id": f"del-{place}",
        "case_id": "case-1",
        "case_no": "A3299002026110001",
        "title": "王某等人盗窃案",
        "question": "major_case",
        "question_zh": "重大疑难案件集体议案",
        "question_en": "Major or difficult case",
        "act": "withdraw_case",
        "act_zh": "撤销案件",
        "act_en": "Withdraw the case",
        "suspect_name": "",
        "state": "convened",
        "state_zh": "讨论中",
        "state_en": "Under discussion",
        "outcome": "",
        "outcome_zh": "",
        "outcome_en": "",
        "meets_at": ago(minutes=20),
        "order_no": 1,
        "proposed_by_name": "陈立新",
        "proposed_at": ago(days=1),
        "number": "",
        "my_turn": True,
    }
    return DeliberationRow.model_validate({**values, **changes})


ROW = row(1)
DECIDED_ROW = row(
    2,
    state="closed",
    state_zh="已结束",
    state_en="Closed",
    outcome="adopted",
    outcome_zh="同意",
    outcome_en="Adopted",
    number="云公执委议〔2026〕1号",
    my_turn=False,
    meets_at=ago(days=3),
    proposed_at=ago(days=4),
)
RESOLUTION = ResolutionView(
    id="res-1",
    deliberation_id="del-2",
    number="云公执委议〔2026〕1号",
    act="withdraw_case",
    act_zh="撤销案件",
    act_en="Withdraw the case",
    suspect_name="",
    outcome="adopted",
    outcome_zh="同意",
    outcome_en="Adopted",
    state="standing",
    state_zh="有效，须执行",
    state_en="Standing, binds",
    count=CountView(members=5, favour=3, against=1, own=0, missing=1),
    told=("procuratorate",),
    made_at=ago(days=3),
    ended_at=None,
)


def _seats(*, done: bool) -> tuple[SeatView, ...]:
    opinions = {"acc-deputy": ("for", "同意", "For"), "acc-member": ("against", "不同意", "Against")}
    if done:
        opinions |= {"acc-bureau_leader": ("for", "同意", "For"), "acc-unit_head": ("for", "同意", "For")}
    return tuple(
        SeatView(
            account_id=account,
            name=name,
            duty=duty,
            duty_zh=zh,
            duty_en=en,
            present=account != "acc-legal_reviewer",
            recused="曾任本案法制审核民警" if account == "acc-legal_reviewer" else "",
            spoke=account in opinions,
            opinion=opinions.get(account, ("", "", ""))[0],
            opinion_zh=opinions.get(account, ("", "", ""))[1],
            opinion_en=opinions.get(account, ("", "", ""))[2],
            reason="主要证据已被鉴定意见推翻。" if account in opinions else "",
            spoke_at=ago(minutes=5) if account in opinions else None,
        )
        for account, name, duty, zh, en in _PEOPLE
    )


_WAIT = Reason(
    code="deliberation.opinions_missing",
    zh="还有到会委员没有发表意见：马骏。",
    en="These members are present and have not spoken: 马骏.",
)
_STEPS = (
    StepView(step="attend", zh="登记到会和回避", en="Record attendance", possible=True, reasons=()),
    StepView(step="opine", zh="发表意见", en="Give the opinion", possible=True, reasons=()),
    StepView(step="close", zh="结束讨论，形成决定", en="Close and resolve", possible=False, reasons=(_WAIT,)),
    StepView(step="withdraw", zh="撤回议题", en="Withdraw", possible=True, reasons=()),
)


def matter(base: DeliberationRow, **changes: object) -> DeliberationView:
    values: dict[str, object] = {
        **base.model_dump(),
        "collab_no": "XT3299002026112300012",
        "committee_zh": "执法管理委员会",
        "committee_en": "Enforcement management committee",
        "basis": "S-039",
        "rules": RULES,
        "asked": "主要物证的鉴定意见变更后，本案是否撤销。",
        "report": "承办人认为应当撤案；法制审核认为可以继续侦查。",
        "convened_by_name": "孙立国",
        "place": "三楼会议室",
        "guests": ("陈立新",),
        "seats": _seats(done=False),
        "secret": False,
        "ended_at": None,
        "conclusion": "",
        "supersedes_no": "",
        "supersede_reason": "",
        "resolution": None,
        "dissents": (),
        "steps": _STEPS,
        "version": 5,
    }
    return DeliberationView.model_validate({**values, **changes})


MATTERS = {
    "del-1": matter(ROW),
    "del-2": matter(
        DECIDED_ROW,
        seats=_seats(done=True),
        ended_at=ago(days=3),
        conclusion="按多数意见撤销案件，承办人三日内办理。",
        resolution=RESOLUTION,
        dissents=("邵华",),
        steps=(),
    ),
    "del-3": matter(
        row(3, state="proposed", state_zh="已提请", state_en="Proposed", meets_at=None, order_no=0, my_turn=False),
        seats=(),
        steps=(StepView(step="convene", zh="召集", en="Convene", possible=True, reasons=()),),
    ),
}
COMMITTEE = CommitteeView(
    zh="执法管理委员会",
    en="Enforcement management committee",
    basis="S-039",
    rules=RULES,
    members=tuple(
        MemberView(account_id=account, name=name, duty=duty, duty_zh=zh, duty_en=en, since=ago(days=90))
        for account, name, duty, zh, en in _PEOPLE
    ),
    problems=(),
)
RECEIVED = ReceivedResolutionView(
    sender="police",
    number="云公执委议〔2026〕7号",
    committee_zh="执法管理委员会",
    committee_en="Enforcement management committee",
    act_zh="撤销案件",
    act_en="Withdraw the case",
    outcome="rejected",
    outcome_zh="不同意",
    outcome_en="Rejected",
    superseded_no="",
    made_at=ago(days=6),
    received_at=ago(days=6),
)


def of_case(case_id: str) -> CaseDeliberationsView:
    """The first case is before the committee; the third got a resolution from elsewhere; the others have nothing."""
    first = case_id == "case-1"
    return CaseDeliberationsView(
        case_id=case_id,
        case_no="A3299002026110001",
        title="王某等人盗窃案",
        version=4,
        committee_zh="执法管理委员会",
        committee_en="Enforcement management committee",
        grave=GraveView(
            ground="great_influence",
            ground_zh="社会影响重大",
            ground_en="Great influence on the public",
            reason="多家媒体持续报道",
            marked_by_name="陈立新",
            marked_at=ago(days=5),
        )
        if first
        else None,
        deliberations=(ROW, DECIDED_ROW) if first else (),
        resolutions=(RESOLUTION,) if first else (),
        received=(RECEIVED,) if case_id == "case-3" else (),
        questions=(
            CodeView(code="major_case", zh="重大疑难案件集体议案", en="Major or difficult case"),
            CodeView(code="disputed_review", zh="审核意见分歧", en="Disputed review"),
        ),
        grounds=(CodeView(code="great_influence", zh="社会影响重大", en="Great influence on the public"),),
        choices=(
            ChoiceView(act="withdraw_case", zh="撤销案件", en="Withdraw the case", of_suspect=False),
            ChoiceView(act="bail_suspect", zh="取保候审", en="Release on bail", of_suspect=True),
        ),
        may_propose=True,
        may_lift=False,
    )
