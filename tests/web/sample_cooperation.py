"""Cooperation matters of the sample node: the forms come from the law's own data, the matters are written by hand."""

from __future__ import annotations

from datetime import timedelta

from tests.web.sample import NOW
from tests.web.sample_supervision import EVIDENCE, FILE, REASON
from zf_contracts.http import cooperation as c
from zf_contracts.http.supervision import Choice, MatterClockView
from zf_contracts.internal.deadlines import ClockLine
from zf_law.cooperation_facts import AGENCY, Column, Field
from zf_law.loader import load_law

KINDS = load_law().cooperation.kinds
JUSTICE = Choice(code="justice", name_zh="云川市司法局", name_en="Yunchuan Justice Bureau")
PROCURATORATE = Choice(code="procuratorate", name_zh="云川市人民检察院", name_en="Yunchuan People's Procuratorate")


def field(one: Field) -> c.FieldView:
    return c.FieldView(
        id=one.id,
        zh=one.zh,
        en=one.en,
        type=one.type,
        needed=one.needed,
        choices=tuple(Choice(code=key, name_zh=word.zh, name_en=word.en) for key, word in one.choices.items()),
        columns=tuple(column_view(column) for column in one.columns),
    )


def column_view(column: Column) -> c.ColumnView:
    choices = tuple(Choice(code=key, name_zh=word.zh, name_en=word.en) for key, word in column.choices.items())
    given = (JUSTICE, PROCURATORATE) if column.type == AGENCY else choices
    return c.ColumnView(id=column.id, zh=column.zh, en=column.en, type=column.type, needed=column.needed, choices=given)


def form(kind: str, act: str) -> tuple[c.FieldView, ...]:
    return tuple(field(one) for one in KINDS[kind].fields_of(act))


def fact(kind: str, name: str, text: str = "", rows: tuple[tuple[str, ...], ...] = ()) -> c.FactView:
    found = next(one for one in KINDS[kind].fields if one.id == name)
    word = found.choices.get(text)
    zh, en = (word.zh, word.en) if word else (text, text)
    return c.FactView(**field(found).model_dump(), text=text, text_zh=zh, text_en=en, rows=rows)


def option(kind: str, act: str, *, allowed: bool = True) -> c.CooperationOption:
    found = KINDS[kind].table.acts[act]
    return c.CooperationOption(
        act=act, zh=found.zh, en=found.en, needs=found.needs, allowed=allowed, fields=form(kind, act),
        reasons=() if allowed else (REASON,),
    )  # fmt: skip


WORDS = c.CooperationWords(
    kinds=tuple(
        c.KindView(
            id=kind.id, zh=kind.zh, en=kind.en, basis=kind.basis, several=kind.several, case=kind.case, addressees=(JUSTICE,),
            copies=(PROCURATORATE,) if kind.copies else (), fields=form(kind.id, kind.opening.id),
        )
        for kind in KINDS.values()
    ),
    all_kinds=tuple(Choice(code=kind.id, name_zh=kind.zh, name_en=kind.en) for kind in KINDS.values()),
)  # fmt: skip
CLOCK = MatterClockView(
    rule="L01", title_zh="收到通知后指派律师", title_en="Name a lawyer on notice", basis="LAL 36", ours=True,
    provisional=False, anchor=NOW, due=NOW.date() + timedelta(days=3), state="running", band="running",
    trace=(ClockLine(zh="期限三日。", en="Three days.", basis="LAL 36"),),
)  # fmt: skip
ROW = c.CooperationRow(
    id="coop-1", matter_no="云公援函〔2026〕1号", kind="legal_aid", kind_zh="法律援助", kind_en="Legal aid",
    title="何某法律援助", issuer="police", issuer_zh="云川市公安局", issuer_en="Yunchuan Public Security Bureau",
    addressee="justice", addressee_zh=JUSTICE.name_zh, addressee_en=JUSTICE.name_en, unit="criminal", role="addressee",
    state="requested", state_zh="已送交，待办理", state_en="Requested", mark="", mark_zh="", mark_en="", late=True,
    due=NOW.date() + timedelta(days=3), band="running", collab_no="XT3299002026112300012", opened_at=NOW, version=1,
)  # fmt: skip
STEP = c.CooperationStep(
    id="step-1", act="request", zh="送交法律援助", en="Refer to legal aid", side="issuer", agency="police",
    by_name="李建平", state="requested", state_zh="已送交，待办理", state_en="Requested", text="", late=True,
    crossed=False, at=NOW, message_id="m-1", evidence=EVIDENCE,
    facts=(fact("legal_aid", "way", "notify"), fact("legal_aid", "person", "何某")),
)  # fmt: skip
ASKED = c.CooperationStep(
    id="step-2", act="raise_errors", zh="指出差错", en="Point out errors", side="addressee", agency="justice",
    by_name="金秋实", state="requested", state_zh="已送交，待办理", state_en="Requested", text="请更正", late=False,
    crossed=False, at=NOW, facts=(fact("correction_handover", "errors", rows=(("执行通知书", "起止日算错", "更正"),)),),
)  # fmt: skip
MATTER = c.CooperationView(
    **ROW.model_dump(), group_id="", framed=False, copies=(), opened_by="李建平", basis="LAL 36", message_id="m-1",
    facts=(
        fact("legal_aid", "way", "notify"),
        fact("legal_aid", "ground", "minor"),
        fact("legal_aid", "person", "何某"),
        fact("legal_aid", "found_on", "2026-11-22"),
    ),
    evidence=EVIDENCE, clocks=(CLOCK,), steps=(STEP, ASKED), ready_files=(FILE,),
    options=(
        option("legal_aid", "assign"),
        option("correction_handover", "raise_errors"),
        option("legal_aid", "refuse", allowed=False),
    ),
)  # fmt: skip
COPY = c.CooperationView(
    **{
        **ROW.model_dump(), "id": "coop-copy", "kind": "correction_handover", "kind_zh": "社区矫正交接",
        "kind_en": "Hand-over to community correction", "title": "罗某社区矫正交接", "issuer": "court",
        "issuer_zh": "云川市中级人民法院", "issuer_en": "Yunchuan Intermediate People's Court", "role": "copy",
        "unit": "", "late": False, "due": None, "band": "ended",
    },
    group_id="", framed=False, copies=(PROCURATORATE,), opened_by="书记员", basis="CCL 20", message_id="m-2", evidence=EVIDENCE,
    facts=(
        fact("correction_handover", "person", "罗某"),
        fact("correction_handover", "papers", rows=(("刑事判决书", "（2026）苏9901刑初31号", "2"), ("执行通知书", "", "1"))),
    ),
)  # fmt: skip
POLICE = Choice(code="police", name_zh="云川市公安局", name_en="Yunchuan Public Security Bureau")
PLAN_ROW = c.CooperationRow(
    **{
        **ROW.model_dump(), "id": "coop-plan", "kind": "opinion", "kind_zh": "群众意见转达",
        "kind_en": "Public opinions forwarded", "title": "执法突出问题专项整改", "issuer": "committee",
        "issuer_zh": "中共云川市委政法委员会", "issuer_en": "Political-Legal Committee of Yunchuan",
        "addressee": "police", "addressee_zh": POLICE.name_zh, "addressee_en": POLICE.name_en,
        "state": "signed_for", "state_zh": "已签收，待报方案", "state_en": "Signed for, plan awaited", "late": False,
    }
)  # fmt: skip
FRAME_ROWS = (("受案立案", "怎样做到有案必受"), ("窗口服务", "怎样改进态度"))
PLAN_FIELDS = tuple(
    one.model_copy(update={"prefill": tuple((row[0], "", "", "", "") for row in FRAME_ROWS)})
    if one.id == "measures"
    else one
    for one in form("opinion", "submit_plan")
)
PLAN = c.CooperationView(
    **PLAN_ROW.model_dump(), group_id="group-1", framed=True, copies=(), opened_by="陶启明", basis="S-069",
    message_id="m-3", evidence=EVIDENCE, clocks=(CLOCK,), steps=(STEP,),
    facts=(
        fact("opinion", "campaign", "执法突出问题专项整改"),
        fact("opinion", "opinions", rows=(("efficiency", "报案后没有回音", "visit", "23"),)),
        fact("opinion", "frame", rows=FRAME_ROWS),
    ),
    options=(option("opinion", "submit_plan").model_copy(update={"fields": PLAN_FIELDS}),),
)  # fmt: skip
GROUP = c.SideBySide(
    group_id="group-1",
    title="执法突出问题专项整改",
    kind_zh="群众意见转达",
    kind_en="Public opinions forwarded",
    agencies=(
        PLAN_ROW,
        PLAN_ROW.model_copy(update={"id": "plan-2", "addressee": "court", "addressee_zh": "云川市中级人民法院"}),
    ),
    facts=(PLAN.facts[1],),
    local=fact("opinion", "local_demands", rows=(("年底前报案回复率达到百分之百", "2026-12-31"),)),
    superior_field=form("opinion", "submit_plan")[0],
    superior=(c.PlanCell(agency="police", rows=(("受案立案改革检查", "", "2026-12-20"),)), c.PlanCell(agency="court")),
    answers_field=form("opinion", "submit_plan")[1],
    sections=tuple(
        c.SectionLine(
            section=section, wanted=wanted,
            cells=(
                c.PlanCell(agency="police", rows=(("每日巡查", "报案后没有回音", "法制支队", "2026-12-15"),)),
                c.PlanCell(agency="court"),
            ),
        )
        for section, wanted in FRAME_ROWS
    ),
)  # fmt: skip
DISPATCHES = (
    c.DispatchLine(
        dispatch_id="coop-1", matter_no="云政法调度〔2026〕1号", topic="执行难专项", held_on=NOW.date(),
        state_zh="已下达，跟踪中", state_en="Instructed, being followed", summary="", instruction="协助查找被执行人五十名",
        agency="police", agency_zh=POLICE.name_zh, agency_en=POLICE.name_en, schedule="12月10日前控制",
        due=NOW.date() + timedelta(days=22), task_id="task-1", task_state_zh="办理中", task_state_en="In progress",
        band="running", progress="已摸排四十二名", progress_at=NOW,
    ),
)  # fmt: skip
MATTERS = {one.id: one for one in (MATTER, COPY, PLAN)}
PLEDGES = (
    c.PledgeLine(
        **{**PLAN_ROW.model_dump(), "kind": "pledge", "title": "2026年度执法责任状", "state_zh": "已签署，执行中"},
        period="2026年", letter_version="2", issuer_signer="常书记", signer="罗局长", as_of="2026-09-30",
        progress_total="71.5",
    ),
)  # fmt: skip
