"""Papers and material of a petition, as intake would show them."""

from tests.web.sample import ago
from zf_contracts.http import materials, matter_papers, papers

PETITION = "pet-1"
PAPER = "pap-1"


def print_view(no: int = 1, *, reason: str = "") -> papers.PrintView:
    return papers.PrintView(
        no=no,
        digest=f"{no}c" * 32,
        size=52_000,
        by_hand=no > 1,
        reason=reason,
        printed_at=ago(hours=3 - no),
        printed_by_name="接访员",
    )


def paper(*, prints: int = 2, state: str = "valid") -> papers.PaperView:
    return papers.PaperView(
        id=PAPER,
        type="petition_receipt",
        title_zh="信访事项登记回执",
        title_en="Petition receipt",
        number="云公信收字〔2026〕1号",
        dated=ago(days=1).date(),
        state=state,
        replaced_by="",
        reason="",
        content_digest="9f2c" * 16,
        copies=2,
        made_at=ago(hours=3),
        made_by_name="接访员",
        prints=tuple(print_view(no + 1, reason="信访人遗失" if no else "") for no in range(prints)),
    )


def line(type_id: str, zh: str, en: str, number: str, found: papers.PaperView | None = None) -> papers.DocumentLine:
    return papers.DocumentLine(
        type=type_id,
        title_zh=zh,
        title_en=en,
        number=number,
        act_zh="登记信访事项",
        act_en="Register the petition",
        at=ago(days=1),
        printable=True,
        paper=found,
    )


LINES = (
    line("petition_registration_form", "信访事项登记表", "Petition registration form", ""),
    line("petition_receipt", "信访事项登记回执", "Petition receipt", "云公信收字〔2026〕1号", paper()),
)
MATERIALS = materials.MaterialsView(
    petition_id=PETITION,
    petition_no="XFV329900202611200001",
    title="反映案件办理迟缓",
    checklists=(materials.ChecklistName(id="general", zh="一般信访事项", en="Ordinary petition"),),
    checklist="general",
    items=(
        materials.MaterialLine(
            id="identity",
            zh="居民身份证复印件",
            en="Copy of the identity card",
            requirement="正反面，交验原件",
            copies=1,
            optional=False,
            needed=True,
            received=False,
        ),
        materials.MaterialLine(
            id="agent",
            zh="授权委托书",
            en="Power of attorney",
            requirement="写明委托权限",
            copies=1,
            optional=True,
            needed=False,
            received=False,
        ),
    ),
    missing=1,
    place="云川市公安局信访科",
    notices=(
        materials.MaterialNoticeView(
            no=1,
            paper_id="pap-2",
            number="云公信材告字〔2026〕1号",
            due=ago(days=-10).date(),
            missing=("居民身份证复印件",),
            reason="",
            fault=False,
            issued_at=ago(hours=1),
            issued_by_name="接访员",
        ),
    ),
)
FAULTS = (
    materials.MaterialFault(
        petition_id=PETITION,
        petition_no="XFV329900202611200001",
        number="云公信材告字〔2026〕2号",
        no=2,
        reason="请求发生变化",
        issued_at=ago(hours=1),
        issued_by_name="接访员",
    ),
)
OVERSEEN_FAULTS = (
    materials.OverseenFault(
        id="pap-2", unit="petition", number="云公信材告字〔2026〕2号", no=2, petition_id=PETITION,
        petition_no="XFV329900202611200001", reason="请求发生变化", person_name="接访员", issued_at=ago(hours=1),
    ),
    materials.OverseenFault(
        id="pap-3", unit="petition", number="云公信材告字〔2026〕5号", no=3, petition_id="", petition_no="", reason="",
        person_name="接访员", issued_at=ago(hours=2),
    ),
)  # fmt: skip
FAULT_COUNTS = materials.FaultCounts(
    since=ago(days=364).date(),
    until=ago(days=0).date(),
    units=(materials.UnitFaults(unit="petition", total=2),),
    total=2,
)
CHECKED = papers.CheckedPaper(
    title_zh="信访处理意见书",
    title_en="Handling opinion",
    number="云公信处字〔2026〕1号",
    dated=ago(days=1).date(),
    agency_zh="云川市公安局",
    agency_en="Yunchuan Public Security Bureau",
    state="valid",
    replaced_by="",
    content_digest="9f2c" * 16,
    file_digests=("1c" * 32,),
)
DRAFT = papers.DraftRead(
    type="petition_handling_opinion",
    digest="ab" * 32,
    claims="一、请求",
    facts_and_reasons="二、事实",
    opinion="三、意见",
    legal_basis="四、依据",
)


MATTER_PAPERS = matter_papers.MatterPapers(
    possible=(
        matter_papers.PaperTypeView(
            type="meeting_notice", title_zh="联席会议通知", title_en="Notice of a joint meeting"
        ),
        matter_papers.PaperTypeView(
            type="meeting_minutes", title_zh="联席会议纪要", title_en="Minutes of a joint meeting"
        ),
    ),
    papers=(
        matter_papers.MatterPaperView(
            id="mp-1",
            type="meeting_minutes",
            title_zh="联席会议纪要",
            title_en="Minutes of a joint meeting",
            number="",
            no=1,
            content_digest="5ab3" * 16,
            digest="6c" * 32,
            size=48_000,
            draft=True,
            by_hand=True,
            made_at=ago(hours=1),
            made_by_name="陶启明",
        ),
    ),
)
