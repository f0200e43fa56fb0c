"""What the documents of a petition say, taken from the petition as it is on record. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from zf_contracts.http.petition_parts import AnswerView, StepView
from zf_contracts.http.petition_views import PetitionView
from zf_law.agencies import Agency
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.papers import Value, chinese_day, paragraphs

CHANNELS: Mapping[str, str] = {"letter": "来信", "visit": "来访", "phone": "来电", "online": "网上信访", "fax": "传真"}
RESULTS: Mapping[str, str] = {
    "supported": "支持",
    "explained": "不予支持，已作解释说明",
    "not_supported": "不予支持",
    "upheld": "维持原意见",
    "changed": "变更原意见",
    "revoked": "撤销原意见，责令重新办理",
}
PATHS: Mapping[str, str] = {
    "settled": "息诉（四个不放过）",
    "procedure_exhausted": "程序终结",
    "lawfully_terminated": "依法终结",
    "litigation_path": "已进入法律程序",
}
CHECKS: Mapping[str, str] = {
    "facts_established": "事实查清",
    "measures_done": "措施落实",
    "problem_solved": "问题解决",
    "petitioner_settled": "信访人息诉",
}
HIGHER_BODY = "上一级机关、单位"
EARLIER_KIND: Mapping[str, str] = {
    "petition_review_opinion": "handling_opinion",
    "petition_final_review_opinion": "review_opinion",
}
_REQUEST: Mapping[str, tuple[str, str]] = {
    "petition_handling_opinion": ("复查", "本意见"),
    "petition_review_opinion": ("复核", "本复查意见"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """The petition, the step that produced the document, and the law."""

    petition: PetitionView
    step: StepView
    number: str
    agency: Agency
    law: Law


def matter_of(petition: PetitionView, *, agency: Agency) -> dict[str, str]:
    """What every document of this petition may say of it. Several petitioners are named together."""
    names = [person.name for person in petition.persons if person.name and person.role != "agent"]
    unit = agency.unit(petition.unit)
    return {
        "petitioner": "、".join(names[:5]) + ("等" if len(names) > 5 else "") if names else "信访人",
        "petition_no": petition.petition_no,
        "collab_no": petition.collab_no,
        "title": petition.title,
        "channel": CHANNELS[petition.channel],
        "received_on": on_day(petition.received_at),
        "registered_on": on_day(petition.registered_at),
        "registered_by": petition.registered_by_name,
        "unit": unit.name_zh if unit else agency.name_zh,
        "first_handler": petition.first_handler_name or "信访工作人员",
        "contact": agency.phone or "见本单位公布的信访电话",
    }


def fields_of(document: str, source: Source) -> dict[str, Value]:
    """The fields that this type of document declares."""
    return _FIELDS[document](source)


def opinion_fields(document: str, text: Mapping[str, str], *, earlier: str) -> dict[str, Value]:
    """An opinion from its parts, signed or still a draft."""
    fields: dict[str, Value] = {
        name: paragraphs(text[name]) for name in ("claims", "facts_and_reasons", "opinion", "legal_basis")
    }
    fields["result"] = RESULTS.get(text["result"], text["result"])
    if document in _REQUEST:
        step, named = _REQUEST[document]
        fields["remedy"] = (
            f"如不服{named}，可以自收到本意见书之日起三十日内，请求{text['body'] or HIGHER_BODY}{step}；"
            f"逾期不请求的，{named}即为信访终结意见。"
        )
    if document in EARLIER_KIND:
        fields["earlier"] = earlier
    return fields


def earlier_number(document: str, petition: PetitionView) -> str:
    """The number of the opinion against which a review was asked for."""
    kind = EARLIER_KIND.get(document, "")
    return next((answer.document_no for answer in reversed(petition.answers) if answer.kind == kind), "")


def on_day(at: datetime | date) -> str:
    return chinese_day(at.astimezone(ZONE).date() if isinstance(at, datetime) else at)


def _registration(source: Source) -> dict[str, Value]:
    petition = source.petition
    return {
        "requests": _requests(petition),
        "facts": paragraphs(petition.facts) or ("（未另述）",),
        "reasons": paragraphs(petition.reasons) or ("（未另述）",),
    }


def _requests(petition: PetitionView) -> list[dict[str, str]]:
    return [{"no": str(one.no), "content": one.content} for one in petition.requests]


def _receipt(source: Source) -> dict[str, Value]:
    return {"due": _due(source, "X01", "X02", "X03", "X07")}


def _acceptance(source: Source) -> dict[str, Value]:
    return {"handling_body": source.agency.name_zh, "due": _due(source, "X04")}


def _due(source: Source, *rules: str) -> str:
    """The end of the newest clock of these rules."""
    found = [clock.due for clock in source.petition.clocks if clock.rule in rules and not clock.party]
    return on_day(found[-1]) if found else "法定期限届满"


def _refusal(source: Source) -> dict[str, Value]:
    """The ground as it was recorded with the act, however the earlier matter stands by now."""
    refusal = source.petition.refusal
    if refusal is None:
        return _refusal_before_grounds(source)
    links = source.petition.links
    return {
        "ground": f"{refusal.zh}。",
        "basis": refusal.basis,
        "explanation": paragraphs(source.step.note),
        "earlier": next((link.petition_no for link in links if link.id == refusal.earlier_id), ""),
    }


def _refusal_before_grounds(source: Source) -> dict[str, Value]:
    """Acts from before grounds were recorded cite both articles; the ground is told by how the earlier matter stands."""
    earlier = next((link for link in source.petition.links if link.kind == "duplicate"), None)
    ended = earlier is not None and earlier.state in ("finally_reviewed", "closed")
    ground = source.law.petitions.refusals["after_final_review" if ended else "duplicate"]
    return {
        "ground": f"{ground.zh}。",
        "basis": "《信访工作条例》第十九条、第三十六条",
        "explanation": paragraphs(source.step.note),
        "earlier": earlier.petition_no if earlier else "",
    }


def _hearing(source: Source) -> dict[str, Value]:
    called = next(one for one in source.petition.hearings if one.notice_no == source.number)
    at = called.hearing_at.astimezone(ZONE)
    members = [f"{one.name}（{one.post}）" if one.post else one.name for one in called.panel]
    return {
        "subject": called.subject,
        "hearing_at": f"{chinese_day(at.date())}{at:%H}时{at:%M}分",
        "place": called.place,
        "manner": "公开" if called.public else "不公开",
        "panel": [f"听证主持人：{members[0]}", f"听证员：{'、'.join(members[1:])}"],
    }


def _competent(source: Source) -> str:
    petition = source.petition
    known = source.law.agencies.find(petition.competent_agency)
    return known.name_zh if known else petition.competent_name or "有权处理的机关、单位"


def _forward(source: Source) -> dict[str, Value]:
    return {"receiver": _competent(source), "reason": paragraphs(source.step.note)}


def _assignment(source: Source) -> dict[str, Value]:
    day = source.petition.report_day
    return {"receiver": _competent(source), "report_day": on_day(day) if day else _due(source, "X10")}


def _advice(source: Source) -> dict[str, Value]:
    return {"competent_body": _competent(source), "reason": paragraphs(source.step.note)}


def _litigation(source: Source) -> dict[str, Value]:
    return {"procedure": source.step.note or "法定程序", "competent_body": _competent(source)}


def _extension(source: Source) -> dict[str, Value]:
    return {"reason": paragraphs(source.step.note), "due": _due(source, "X04")}


def _mediation(source: Source) -> dict[str, Value]:
    parties = [f"信访人：{person.name}" for person in source.petition.persons if person.name]
    return {"parties": [*parties, "其他当事人：（由当事人在签名处写明）"], "terms": paragraphs(source.step.note)}


def _answer(source: Source) -> AnswerView | None:
    return next((one for one in source.petition.answers if one.document_no == source.number), None)


def _reply(source: Source) -> dict[str, Value]:
    found = _answer(source)
    text = (found.opinion or found.facts_and_reasons) if found else source.step.note
    reply = list(paragraphs(text))
    if found and found.body:
        reply.append(f"你反映的问题由{found.body}依规依纪依法处理。")
    return {"requests": _requests(source.petition), "reply": reply}


def _procedure(source: Source) -> dict[str, Value]:
    found = _answer(source)
    ways = {way.id: way for way in source.law.petitions.ways.values()}
    way = ways.get(found.way) if found else None
    return {
        "procedure": way.zh if way else "法定程序",
        "body": (found.body if found else "") or _competent(source),
        "basis": (found.legal_basis if found else "") or "《信访工作条例》第三十一条",
    }


def _opinion(document: str) -> Callable[[Source], dict[str, Value]]:
    def fields(source: Source) -> dict[str, Value]:
        found = _answer(source)
        names = ("claims", "facts_and_reasons", "opinion", "legal_basis", "result", "body")
        text = {name: str(getattr(found, name, "")) for name in names}
        return opinion_fields(document, text, earlier=earlier_number(document, source.petition))

    return fields


def _closing(source: Source) -> dict[str, Value]:
    decided = [one for one in source.petition.closings if one.state == "approved"]
    closing = decided[-1] if decided else None
    return {
        "path": PATHS.get(source.petition.closing_path, source.petition.closing_path),
        "checks": [
            {"title": CHECKS.get(one.name, one.name), "evidence": f"{one.statement} {one.evidence}".strip()}
            for one in (closing.checks if closing else ())
        ],
        "approver": closing.decided_by_name if closing else source.step.actor_name,
    }


def _withdrawal(source: Source) -> dict[str, Value]:
    return {"statement": paragraphs(source.step.note)}


def _merge(source: Source) -> dict[str, Value]:
    earlier = next((link for link in source.petition.links if link.kind == "merged"), None)
    return {"earlier": earlier.petition_no if earlier else "", "explanation": paragraphs(source.step.note)}


_FIELDS: Mapping[str, Callable[[Source], dict[str, Value]]] = {
    "petition_registration_form": _registration,
    "petition_receipt": _receipt,
    "petition_acceptance_notice": _acceptance,
    "petition_non_acceptance_notice": _refusal,
    "petition_hearing_notice": _hearing,
    "petition_forward_notice": _forward,
    "petition_assignment_notice": _assignment,
    "petition_advice_notice": _advice,
    "petition_litigation_notice": _litigation,
    "petition_extension_notice": _extension,
    "petition_mediation_agreement": _mediation,
    "petition_reply": _reply,
    "petition_procedure_notice": _procedure,
    "petition_handling_opinion": _opinion("petition_handling_opinion"),
    "petition_review_opinion": _opinion("petition_review_opinion"),
    "petition_final_review_opinion": _opinion("petition_final_review_opinion"),
    "petition_closing_form": _closing,
    "petition_withdrawal_statement": _withdrawal,
    "petition_merge_notice": _merge,
}
PRINTED = frozenset(_FIELDS)
