"""Cooperation matters of the sample node: the forms come from the law's own data, the matters are written by hand."""

from __future__ import annotations

from datetime import timedelta

from tests.web.sample import NOW
from tests.web.sample_supervision import EVIDENCE, FILE, REASON
from zf_contracts.http import cooperation as c
from zf_contracts.http.supervision import Choice, MatterClockView
from zf_contracts.internal.deadlines import ClockLine
from zf_law.cooperation_facts import Field
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
        columns=tuple(c.ColumnView.model_validate(column, from_attributes=True) for column in one.columns),
    )


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
            id=kind.id, zh=kind.zh, en=kind.en, basis=kind.basis, several=kind.several, addressees=(JUSTICE,),
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
    **ROW.model_dump(), group_id="", copies=(), opened_by="李建平", basis="LAL 36", message_id="m-1",
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
    group_id="", copies=(PROCURATORATE,), opened_by="书记员", basis="CCL 20", message_id="m-2", evidence=EVIDENCE,
    facts=(
        fact("correction_handover", "person", "罗某"),
        fact("correction_handover", "papers", rows=(("刑事判决书", "（2026）苏9901刑初31号", "2"), ("执行通知书", "", "1"))),
    ),
)  # fmt: skip
