"""Clues, inspections and problems of a campaign of the sample node."""

from __future__ import annotations

from tests.web.sample_cooperation import CLOCK, JUSTICE, KINDS, PLAN_ROW, POLICE, PROCURATORATE, ROW, STEP, fact, option
from tests.web.sample_supervision import EVIDENCE
from zf_contracts.http import cooperation as c
from zf_contracts.http import oversight_boards as b

CLUE_ROW = c.CooperationRow(
    **{
        **ROW.model_dump(), "id": "coop-clue", "matter_no": "云检线通〔2026〕1号", "kind": "fault_clue",
        "kind_zh": KINDS["fault_clue"].zh, "kind_en": KINDS["fault_clue"].en, "title": "临河派出所受案登记迟延",
        "issuer": "procuratorate", "issuer_zh": PROCURATORATE.name_zh, "issuer_en": PROCURATORATE.name_en,
        "addressee": "police", "addressee_zh": POLICE.name_zh, "addressee_en": POLICE.name_en, "unit": "supervision",
        "state": "inquiring", "state_zh": "核查中", "state_en": "Under inquiry", "late": False, "collab_no": "",
    }
)  # fmt: skip
CLUE_FACTS = (
    fact("fault_clue", "from_department", "petition"),
    fact("fault_clue", "to_department", "supervision"),
    fact("fault_clue", "behaviour", "slow"),
    fact("fault_clue", "clause", "B"),
    fact("fault_clue", "subject_unit", "临河派出所"),
)
CLUE_STEP = STEP.model_copy(update={"zh": "签收并启动核查", "en": "Sign for it", "facts": (), "late": False})
CLUE = c.CooperationView(
    **CLUE_ROW.model_dump(), group_id="", framed=False, copies=(), opened_by="褚望舒", basis="S-071", message_id="m-4",
    evidence=EVIDENCE, clocks=(CLOCK,), steps=(CLUE_STEP,), options=(option("fault_clue", "conclude"),),
    facts=(
        *CLUE_FACTS,
        fact("fault_clue", "officers", rows=(("丁某", "009911", "临河派出所民警"),)),
        fact("fault_clue", "account", "群众来信反映，报警后二十日未收到受案回执。"),
    ),
)  # fmt: skip
VEILED = CLUE.model_copy(update={"id": "coop-veiled", "veiled": True, "facts": CLUE_FACTS, "options": ()})
VISITS = (
    ("2026-11-20", "police", "临河派出所", "covert_visit", "韩梅、温良", "报案后未给回执"),
    ("2026-11-21", "justice", "法律援助中心", "talks", "常书记", "窗口一次性告知落实较好"),
)
TARGETS = (("police", "临河派出所", "last_ranked", "187"), ("justice", "法律援助中心", "drawn", ""))
ISSUED = (("police", "临河派出所", "covert_visit", "violation", "甲", "乙", "丙", "2026-12-10"),)
INSPECTION_ROW = c.CooperationRow(
    **{
        **PLAN_ROW.model_dump(), "id": "coop-inspection", "matter_no": "云政法督查〔2026〕1号", "kind": "inspection",
        "kind_zh": KINDS["inspection"].zh, "kind_en": KINDS["inspection"].en, "title": "第一轮巡视督查",
        "addressee": "committee", "addressee_zh": "中共云川市委政法委员会",
        "addressee_en": "Political-Legal Committee of Yunchuan", "role": "both", "state": "begun", "state_zh": "进行中",
        "state_en": "Under way", "due": None, "band": "ended", "collab_no": "",
    }
)  # fmt: skip
INSPECTION = c.CooperationView(
    **INSPECTION_ROW.model_dump(), group_id="", framed=False, copies=(), opened_by="陶启明", basis="S-072", message_id="",
    facts=(
        fact("inspection", "group", "市委政法委第一巡视督查组"),
        fact("inspection", "leader", "常书记"),
        fact("inspection", "members", rows=(("韩梅", "执法监督科科长"), ("温良", "信访科副科长"))),
        fact("inspection", "targets", rows=TARGETS),
        fact("inspection", "visit", rows=VISITS[1:]),
        fact("inspection", "visits", rows=VISITS),
        fact("inspection", "findings", rows=ISSUED),
    ),
    options=(option("inspection", "record_visit"), option("inspection", "issue_findings"), option("inspection", "summarise")),
)  # fmt: skip
FINDING_ROW = {
    **PLAN_ROW.model_dump(), "id": "coop-finding", "matter_no": "云政法督改〔2026〕1号", "kind": "inspection_finding",
    "kind_zh": KINDS["inspection_finding"].zh, "kind_en": KINDS["inspection_finding"].en,
    "title": "第一轮巡视督查：临河派出所", "role": "issuer", "state": "signed_for", "state_zh": "整改中",
    "state_en": "Being corrected",
}  # fmt: skip
FINDINGS = b.InspectionView(
    figures=b.InspectionFigures(
        units_chosen=6, units_by_rank=6, units_inspected=6, visits=9, findings=11, corrected=8, violations=7,
        violations_corrected=7, overdue=1,
    ),
    findings=(
        b.FindingLine(
            **FINDING_ROW, inspected="临河派出所", method_zh="暗访", method_en="Covert visit", nature_zh="违法违规",
            nature_en="Violation", found="报案后未给回执", correct_by="2026-12-10",
        ),
        b.FindingLine(
            **{**FINDING_ROW, "id": "coop-finding-2", "state_zh": "已销号", "late": True, "due": None, "band": "ended"},
            inspected="云岭派出所", method_zh="明察", method_en="Open visit", nature_zh="执法瑕疵", nature_en="Flaw",
            found="文书送达没有签收", correct_by="2026-11-10", followed_on="2026-11-20", follow_result_zh="整改成效保持",
            follow_result_en="Kept up",
        ),
    ),
)  # fmt: skip
FINDING = c.CooperationView(
    **FINDING_ROW, group_id="coop-inspection", framed=False, copies=(), opened_by="陶启明", basis="S-072", message_id="m-5",
    evidence=EVIDENCE, clocks=(CLOCK,), options=(option("inspection_finding", "remind"),),
    facts=(
        fact("inspection_finding", "supervising_body", "市委政法委第一巡视督查组（组长：常书记）"),
        fact("inspection_finding", "method", "covert_visit"),
        fact("inspection_finding", "unit", "临河派出所"),
        fact("inspection_finding", "demand", "补录并规范"),
    ),
)  # fmt: skip
PROBLEM_ROW = {
    **PLAN_ROW.model_dump(), "id": "coop-problem", "matter_no": "云政法整改〔2026〕1号", "kind": "campaign_problem",
    "kind_zh": KINDS["campaign_problem"].zh, "kind_en": KINDS["campaign_problem"].en, "title": "法律服务收费不透明",
    "addressee": "justice", "addressee_zh": JUSTICE.name_zh, "addressee_en": JUSTICE.name_en, "role": "issuer",
    "state": "planned", "state_zh": "整改中", "state_en": "Being put right",
}  # fmt: skip
PROBLEMS = b.CampaignProblems(
    topics=(
        b.CampaignTopicFigures(
            topic="publicity", topic_zh="法律宣传", topic_en="Publicity of the law", registered=2, rectified=2, closed=2,
            overdue=0,
        ),
        b.CampaignTopicFigures(
            topic="market", topic_zh="法律服务市场", topic_en="Market of legal services", registered=3, rectified=1,
            closed=0, overdue=1,
        ),
    ),
    problems=(
        b.CampaignProblemLine(
            **PROBLEM_ROW, campaign="执法突出问题专项整改", topic="market", topic_zh="法律服务市场",
            topic_en="Market of legal services", problem="个别法律服务所收费不透明", rectify_by="2026-12-20", owner="金秋实",
            owner_unit="综合管理科", measure="逐所检查，公示收费标准", finish_on="2026-12-15",
        ),
    ),
)  # fmt: skip
MATTERS = {one.id: one for one in (CLUE, VEILED, INSPECTION, FINDING)}
