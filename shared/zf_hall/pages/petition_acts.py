"""Acts on a petition: one form for every act of the stage table, made from the contract that the service accepts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http import petition_acts as acts
from zf_contracts.http.base import Versioned
from zf_contracts.http.liaison import OfficerRow
from zf_contracts.http.petition_parts import PetitionOptionView
from zf_contracts.http.petition_views import PetitionRow, PetitionView
from zf_hall.access import needs
from zf_hall.act_fields import ActField, fields_of
from zf_hall.act_words import CHOICES, LABELS, LABELS_OF_ACTS
from zf_hall.formatting import form_stamp
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

FORMS: Mapping[str, type[Versioned]] = {
    "acceptance": acts.AcceptPetition,
    "forwarding": acts.ForwardPetition,
    "assignment": acts.AssignPetition,
    "advice": acts.AdvisePetitioner,
    "litigation-path": acts.TakeLitigationPath,
    "refusal": acts.RefuseAcceptance,
    "objection": acts.RaiseObjection,
    "objection-decision": acts.DecideObjection,
    "handling": acts.StartHandling,
    "officer": acts.ChangeOfficer,
    "extension": acts.ExtendHandling,
    "mediation": acts.MediatePetition,
    "answer": acts.AnswerPetition,
    "answer-at-once": acts.AnswerAtOnce,
    "service": acts.ServeAnswer,
    "progress": acts.TellProgress,
    "review-request": acts.RequestReview,
    "review-decision": acts.DecideReview,
    "closing": acts.ProposeClosing,
    "closing-decision": acts.DecideClosing,
    "outcome": acts.ConfirmOutcome,
    "withdrawal": acts.WithdrawPetition,
    "merging": acts.MergePetition,
    "reopening": acts.ReopenPetition,
    "supplement": acts.SupplementPetition,
    "plan": acts.SetPlan,
    "plan-approval": acts.ApprovePlan,
    "leader-reception": acts.RecordReception,
    "signature": acts.SignAnswer,
    "marks": acts.ChangeMarks,
    "recusal": acts.RecuseOfficer,
    "first-handler": acts.OfferFirstHandling,
    "first-handler-answer": acts.AnswerFirstHandling,
}
"""The last part of the address → what is sent there."""

PRESET: Mapping[str, Mapping[str, str]] = {
    "agree_to_objection": {"agree": "yes"},
    "uphold_routing": {"agree": "no"},
    "reply_to_suggestion": {"form": "reply"},
    "hand_to_competent_body": {"form": "competent_body"},
    "direct_to_procedure": {"form": "procedure"},
    "issue_handling_opinion": {"form": "opinion"},
    "order_new_handling": {"result": "revoked"},
    "propose_settled": {"path": "settled"},
    "propose_exhausted": {"path": "procedure_exhausted"},
    "propose_terminated": {"path": "lawfully_terminated"},
    "propose_procedure_taken": {"path": "litigation_path"},
    "approve_closing": {"approve": "yes"},
    "refuse_closing": {"approve": "no"},
}
"""What the choice of the act already says is not asked again."""

BESIDE: Mapping[str, tuple[str, str]] = {
    "plan": ("petition.handle", msg("五定方案")),
    "plan-approval": ("petition.plan", msg("批准五定方案")),
    "leader-reception": ("petition.receive", msg("记录领导接访")),
    "signature": ("petition.receive", msg("签发答复")),
    "marks": ("petition.route", msg("更改标记")),
    "recusal": ("petition.recuse", msg("登记回避")),
    "first-handler": ("petition.handover", msg("变更首办责任人")),
    "first-handler-answer": ("petition.read", msg("答复接手首办")),
}
"""Acts beside the stage table, by the part of their address; what stands against one the service says."""

_PEOPLE = {"officer_id": "officer_name", "leader_id": "leader_name", "account_id": "account_name"}


@dataclass(frozen=True, slots=True)
class Act:
    """What the page shows of an act: of the stage table, or beside it."""

    name: str
    route: str
    zh: str
    en: str
    basis: str = ""
    option: PetitionOptionView | None = None

    @property
    def preset(self) -> Mapping[str, str]:
        return PRESET.get(self.name, {})

    @property
    def fields(self) -> tuple[ActField, ...]:
        return tuple(field for field in fields_of(FORMS[self.route]) if field.name not in self.preset)


@router.get("/petitions/{petition_id}/acts/{act}", **needs("petition.read"))
async def act_page(request: Request, visitor: VisitorDep, petition_id: str, act: str) -> Response:
    petition = await _read(visitor, petition_id)
    found = _find(petition, act)
    if found is None:
        return show(request, "errors/not_found.html", status=404)
    values = {"acted_at": form_stamp(request.app.state.hall.clock.now())}
    # The comparison of two petitions names the earlier one; every other field is typed.
    values["earlier_id"] = request.query_params.get("earlier_id", "")[:40]
    form = FormState(_labels(found), values)
    return await _form(request, visitor, petition, act=found, form=form)


@router.post("/petitions/{petition_id}/acts/{act}", **needs("petition.read"))
async def perform(request: Request, visitor: VisitorDep, petition_id: str, act: str) -> Response:
    sent = await read_form(request)
    petition = await _read(visitor, petition_id)
    found = _find(petition, act)
    if found is None:
        return show(request, "errors/not_found.html", status=404)
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers")
    values, errors = await _values(visitor, found, sent, officers=officers)
    command, wrong = build(FORMS[found.route], values)
    door = Door("intake", f"/petitions/{petition_id}/{found.route}", f"/petitions/{petition_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=(*errors, *wrong))
    if answer is not None:
        return go(f"/petitions/{petition_id}", done="act")
    return await _form(
        request, visitor, petition, act=found, form=sent.state(_labels(found), errors=errors), status=422
    )


async def _read(visitor: Visitor, petition_id: str) -> PetitionView:
    return await visitor.read(PetitionView, "intake", f"/petitions/{petition_id}")


def _find(petition: PetitionView, name: str) -> Act | None:
    option = next((option for option in petition.options if option.act == name and option.route in FORMS), None)
    if option is not None:
        return Act(name, option.route, option.zh, option.en, option.basis, option)
    if name in BESIDE:
        return Act(name, name, BESIDE[name][1], "")
    return None


async def _values(
    visitor: Visitor, act: Act, sent: Sent, *, officers: Sequence[OfficerRow]
) -> tuple[Mapping[str, object], tuple[FieldError, ...]]:
    values: dict[str, object] = {"version": sent.text("version")}
    for field in fields_of(FORMS[act.route]):
        given = act.preset.get(field.name, sent.text(field.name))
        if given or not field.optional:
            _put(values, field.name, _typed(field, given, sent))
    _name_people(values, officers)
    if act.route == "answer":
        values["results"] = _results(sent)
    if values.get("earlier_id"):
        return await _resolve(visitor, values)
    return values, ()


def _typed(field: ActField, given: str, sent: Sent) -> object:
    if field.widget == "yes_no":
        return {"yes": True, "no": False}.get(given)
    if field.widget == "moment":
        return sent.moment(field.name)
    if field.widget == "lines":
        return [line.strip() for line in given.splitlines() if line.strip()]
    return given


def _put(values: dict[str, object], name: str, value: object) -> None:
    """A dotted name goes into nested objects."""
    *path, last = name.split(".")
    place = values
    for part in path:
        inner = place.setdefault(part, {})
        assert isinstance(inner, dict)
        place = inner
    place[last] = value


def _name_people(values: dict[str, object], officers: Sequence[OfficerRow]) -> None:
    """The page sends ids; names and units follow from the list of officers."""
    by_id = {officer.id: officer for officer in officers}
    for field, name in _PEOPLE.items():
        chosen = by_id.get(str(values.get(field, "")))
        if chosen is not None and field != "account_id":
            values[name] = chosen.name
        elif chosen is not None:
            values.setdefault("unit", chosen.unit)
            values["account_name"] = chosen.name


def _results(sent: Sent) -> list[dict[str, object]]:
    found = {name.removeprefix("results."): value for name, value in sent.values.items() if name.startswith("results.")}
    return [{"no": number, "result": result} for number, result in found.items() if result]


async def _resolve(visitor: Visitor, values: dict[str, object]) -> tuple[Mapping[str, object], tuple[FieldError, ...]]:
    """People know the number of the earlier matter, the service its id."""
    page = await visitor.read_page(PetitionRow, "intake", "/petitions", params={"q": str(values["earlier_id"])})
    found = [row for row in page.items if row.petition_no == values["earlier_id"]]
    if not found:
        return values, (FieldError("earlier_id", msg("没有查到这个编号的信访事项")),)
    return {**values, "earlier_id": found[0].id}, ()


def beside(visitor: Visitor) -> tuple[tuple[str, str], ...]:
    """Acts beside the stage table that this person may try: part of the address, name."""
    return tuple((name, label) for name, (permission, label) in BESIDE.items() if visitor.may(permission))


def _labels(act: Act) -> dict[str, str]:
    return {**LABELS, **LABELS_OF_ACTS.get(act.name, {}), **{f"results.{n}": msg("结果") for n in range(1, 101)}}


async def _form(
    request: Request, visitor: Visitor, petition: PetitionView, *, act: Act, form: FormState, status: int = 200
) -> Response:
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers")
    return show(
        request,
        "petitions/act.html",
        status=status,
        petition=petition,
        act=act,
        form=form,
        officers=officers,
        choices=CHOICES,
    )
