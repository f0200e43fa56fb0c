"""Stages and checked numbers as `zf law` shows them: lines for people, objects for programs. No Typer here."""

from typing import TYPE_CHECKING

from zf_node.language import in_english, say

if TYPE_CHECKING:
    from zf_law.deadlines import DeadlineRule
    from zf_law.loader import Law
    from zf_law.numbering import Checked
    from zf_law.stages import Transition

_PARTS = {
    "agency": "机关代码",
    "authority": "登记机关",
    "birth_date": "出生日期",
    "branch": "分部",
    "bureau": "公安机关",
    "category": "类别",
    "channel": "信访形式",
    "court": "法院代字",
    "court_name": "法院",
    "date": "日期",
    "division": "行政区划代码",
    "division_name": "行政区划",
    "month": "月",
    "name": "单位简称",
    "number": "编号",
    "organisation": "主体标识码",
    "prefix": "字头",
    "serial": "顺序号",
    "sex": "性别",
    "special": "专门审判代字",
    "type": "类型代字",
    "unit": "单位代码",
    "unit_name": "单位",
    "year": "年",
}
_VALUES = {"female": "女", "male": "男"}


def rule_json(rule: "DeadlineRule") -> dict[str, object]:
    return {
        "id": rule.id,
        "version": rule.version,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "zh": rule.title_zh,
        "en": rule.title_en,
        "amount": rule.amount,
        "unit": rule.unit.value,
        "anchor": rule.anchor,
        "duty": rule.duty,
        "custody": rule.custody,
        "max_extensions": rule.max_extensions,
        "basis": rule.basis,
    }


def cited(law: "Law", basis: str) -> str:
    return law.sources.cited(basis, language="en" if in_english() else "zh")


def rule_line(law: "Law", rule: "DeadlineRule") -> str:
    from zf_law.due import in_words

    until = say(f"（至 {rule.valid_to}）", f" (until {rule.valid_to})") if rule.valid_to else ""
    period = say(*in_words(rule.amount, rule.unit))
    return (
        f"{rule.id:<22} {say(rule.title_zh, rule.title_en)}{until}{say('：', ': ')}{period} [{cited(law, rule.basis)}]"
    )


def state_json(law: "Law", state: str) -> dict[str, object]:
    known = law.stages.states.get(state)
    return {
        "state": state,
        "zh": known.zh if known else "尚未建案",
        "en": known.en if known else "Not opened yet",
        "holders": [kind.value for kind in known.holders] if known else [],
        "end": known.end if known else False,
        "acts": [_act_json(transition) for transition in law.stages.from_state(state)],
    }


def state_lines(law: "Law", state: str) -> list[str]:
    known = law.stages.states.get(state)
    name = say(known.zh, known.en) if known else say("尚未建案", "Not opened yet")
    return [f"{state} {name}", *(_act_line(law, transition) for transition in law.stages.from_state(state))]


def checked_json(law: "Law", kind: str, checked: "Checked") -> dict[str, object]:
    return {
        "kind": kind,
        "value": checked.value,
        "valid": checked.ok,
        "parts": dict(checked.parts),
        "problems": [
            {
                "code": problem.code,
                "zh": law.problems.describe(problem),
                "en": law.problems.describe(problem, language="en"),
            }
            for problem in checked.problems
        ],
    }


def checked_lines(checked: "Checked") -> list[str]:
    """Parts that are empty (no special-trial character, say) are left out."""
    parts = [f"  {_part(name)}{_value(text)}" for name, text in checked.parts.items() if text]
    return [say(f"有效：{checked.value}", f"Valid: {checked.value}"), *parts]


def _part(name: str) -> str:
    return f"{name}: " if in_english() else f"{_PARTS[name]}："


def _value(text: str) -> str:
    return text if in_english() else _VALUES.get(text, text)


def _act_line(law: "Law", transition: "Transition") -> str:
    """Number, name, act, who may, where it leads, on what article."""
    target = f" → {transition.to}" if transition.to else ""
    who = [say(label.zh, label.en) for role in transition.by if (label := transition.names.get(role)) is not None]
    by = say("：" + "、".join(who), ": " + ", ".join(who))
    name = say(f"{transition.zh}（{transition.act}）", f"{transition.en} ({transition.act})")
    return f"  {transition.id:<6} {name}{target}{by} [{cited(law, transition.basis)}]"


def _act_json(transition: "Transition") -> dict[str, object]:
    return {
        "id": transition.id,
        "act": transition.act,
        "zh": transition.zh,
        "en": transition.en,
        "aggregate": transition.aggregate,
        "to": transition.to,
        "by": list(transition.by),
        "agency_kinds": [kind.value for kind in transition.agency_kinds],
        "documents": list(transition.documents),
        "starts": list(transition.starts),
        "stops": list(transition.stops),
        "basis": transition.basis,
    }
