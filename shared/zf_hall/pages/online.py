"""网上登记: the same fields as at the window, one question a page, for people who do this once in their life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.petition_query import RegisteredOnline, RegisterOnline
from zf_hall.access import public
from zf_hall.clients import ServiceRefused
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import at_the_form, show
from zf_hall.visitor import Visitor, VisitorDep
from zf_platform.clock import ZONE

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Step:
    """One page: its question and the fields on it."""

    id: str
    question: str
    fields: tuple[str, ...]
    hint: str = ""


LABELS = {
    "agency": msg("受理机关"),
    "category": msg("诉求类型"),
    "title": msg("一句话说明"),
    "requests": msg("诉求"),
    "facts": msg("事实经过"),
    "reasons": msg("理由"),
    "place": msg("事发地点"),
    "case_numbers": msg("相关案号"),
    "people_count": msg("人数"),
    "persons.0.name": msg("姓名"),
    "persons.0.id_number": msg("身份证号码"),
    "persons.0.phone": msg("电话"),
    "persons.0.address": msg("住址"),
    "accused.0.name": msg("被控告的人或单位"),
    "accused.0.post": msg("职务"),
    "confidential": msg("要求保密"),
}
STEPS = (
    Step(
        "agency",
        msg("您要向哪个机关反映？"),
        ("agency",),
        msg("不确定时任选一个：不属于它办的，由它转给有权处理的机关。"),
    ),
    Step("category", msg("您反映的是哪一类事？"), ("category",)),
    Step("title", msg("用一句话说明是什么事"), ("title",), msg("例如：三个月前报案至今没有答复。")),
    Step("requests", msg("您希望怎样解决？"), ("requests",), msg("一行写一项，逐项答复。")),
    Step(
        "facts",
        msg("请说明经过和理由"),
        ("facts", "reasons", "place", "case_numbers"),
        msg("时间、地点、人物、经过。不清楚的可以空着。"),
    ),
    Step("people", msg("一共有多少人反映这件事？"), ("people_count",)),
    Step(
        "person",
        msg("怎样和您联系？"),
        ("persons.0.name", "persons.0.id_number", "persons.0.phone", "persons.0.address"),
        msg("都可以不填；不留联系方式的，请保管好编号和查询码。"),
    ),
    Step(
        "accused",
        msg("您反映的是哪个人或单位？"),
        ("accused.0.name", "accused.0.post", "confidential"),
        msg("只有检举控告需要填写；不会转给被反映的人或单位。"),
    ),
)
CATEGORIES = (("appeal_claim", msg("申诉求决")), ("accusation", msg("检举控告")), ("suggestion", msg("建议意见")))
OPTIONAL = frozenset(LABELS) - {"agency", "category", "title", "requests", "people_count"}
AREAS = frozenset({"requests", "facts", "reasons"})
CHECK = "check"
_IDS = (*(step.id for step in STEPS), CHECK)


@router.get("/query/register", **public())
async def start(request: Request, visitor: VisitorDep) -> Response:
    return _page(request, FormState(LABELS, {"people_count": "1"}), step=_IDS[0])


@router.post("/query/register", **public())
async def onward(request: Request, visitor: VisitorDep) -> Response:
    """Forward, back, or, from the last page, sent. What is missing is asked where it belongs."""
    sent = await read_form(request)
    step = sent.text("step") if sent.text("step") in _IDS else _IDS[0]
    if sent.text("back"):
        return _page(request, sent.state(LABELS), step=_IDS[max(0, _IDS.index(step) - 1)])
    if step != CHECK:
        errors = _missing(request, sent, step=step)
        if errors:
            return _page(request, sent.state(LABELS, errors=errors), step=step, status=422)
        return _page(request, sent.state(LABELS), step=_next(sent, step))
    made, errors = await _deliver(request, visitor, sent)
    if made is None:
        return _page(request, sent.state(LABELS, errors=errors), step=_place_of(errors), status=422)
    return show(request, "query/slip.html", receipt=made.receipt, advice=made.advice, agency=sent.text("agency"))


async def _deliver(
    request: Request, visitor: Visitor, sent: Sent
) -> tuple[RegisteredOnline | None, tuple[FieldError, ...]]:
    hall = request.app.state.hall
    command, errors = build(RegisterOnline, _values(request, sent))
    if hall.settings.agency(sent.text("agency")) is None:
        errors = (FieldError("agency", msg("请选择%(label)s")), *errors)
    if command is None or errors:
        return None, errors
    try:
        answer = await hall.clients.call(
            sent.text("agency"),
            "intake",
            "POST",
            "/petitions/online",
            token=hall.settings.key,
            json=command,
            idempotency_key=sent.key(now=hall.clock.now()),
            seat=visitor.seat,
        )
    except ServiceRefused as error:
        return None, at_the_form(error)
    return RegisteredOnline.model_validate_json(answer.content), ()


def _values(request: Request, sent: Sent) -> dict[str, object]:
    plain = ("category", "title", "facts", "reasons", "place")
    person = {cell: sent.text(f"persons.0.{cell}") for cell in ("name", "id_number", "phone", "address")}
    name, post = sent.text("accused.0.name"), sent.text("accused.0.post")
    return {
        **{field: sent.text(field) for field in plain},
        "received_at": request.app.state.hall.clock.now().astimezone(ZONE),
        "requests": _lines(sent.text("requests")),
        "case_numbers": _lines(sent.text("case_numbers")),
        "people_count": sent.text("people_count") or 1,
        "persons": [{**person, "id_kind": "citizen_id" if person["id_number"] else "none"}] if any(person.values()) else [],
        "accused": [{"kind": "person" if post else "unit", "name": name, "post": post}] if name else [],
        "confidential": sent.text("confidential") == "yes",
    }  # fmt: skip


def _missing(request: Request, sent: Sent, *, step: str) -> tuple[FieldError, ...]:
    """Only what a matter cannot be registered without; everything else may stay empty."""
    fields = next(one.fields for one in STEPS if one.id == step)
    errors = [
        FieldError(name, msg("请填写%(label)s")) for name in fields if name not in OPTIONAL and not sent.text(name)
    ]
    if step == "agency" and request.app.state.hall.settings.agency(sent.text("agency")) is None:
        return (FieldError("agency", msg("请选择%(label)s")),)
    return tuple(errors)


def _next(sent: Sent, step: str) -> str:
    """Who is accused is asked only of accusations."""
    after = _IDS[_IDS.index(step) + 1]
    return CHECK if after == "accused" and sent.text("category") != "accusation" else after


def _place_of(errors: tuple[FieldError, ...]) -> str:
    """The page of the first field that is wrong; the last page when none is named."""
    wrong = {error.name for error in errors}
    return next((step.id for step in STEPS if any(_belongs(name, step.fields) for name in wrong)), CHECK)


def _belongs(name: str, fields: tuple[str, ...]) -> bool:
    return name in fields or name.split(".", maxsplit=1)[0] in {field for field in fields if "." not in field}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _page(request: Request, form: FormState, *, step: str, status: int = 200) -> Response:
    here = next((one for one in STEPS if one.id == step), None)
    values: Mapping[str, object] = {
        "here": here,
        "step": step,
        "number": _IDS.index(step) + 1,
        "total": len(_IDS),
        "carried": [name for name in LABELS if here is None or name not in here.fields],
        "categories": CATEGORIES,
        "optional": OPTIONAL,
        "areas": AREAS,
        "labels": LABELS,
    }
    return show(request, "query/register.html", status=status, form=form, **values)
