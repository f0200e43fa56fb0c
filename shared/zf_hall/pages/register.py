"""来访登记: one window for every agency. The form, earlier and likely same matters beside it, and the slip with its code."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.base import Reason
from zf_contracts.http.petition_views import PetitionReceipt, PetitionView, RegisteredPetition
from zf_contracts.http.petitions import RegisterPetition
from zf_contracts.http.repeats import AskHints, HintsView
from zf_hall.access import needs
from zf_hall.clients import ServiceRefused
from zf_hall.formatting import form_stamp
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, show
from zf_hall.qr import origin_of, qr_code
from zf_hall.visitor import Visitor, VisitorDep
from zf_platform.ids import new_id

router = APIRouter()

CHANNELS = (
    ("visit", msg("来访")),
    ("letter", msg("来信")),
    ("phone", msg("来电")),
    ("online", msg("网上")),
    ("fax", msg("传真")),
)
CATEGORIES = (("appeal_claim", msg("申诉求决")), ("accusation", msg("检举控告")), ("suggestion", msg("建议意见")))
SERIOUS = (("", msg("一般事项")), ("major", msg("重大")), ("difficult", msg("疑难")))
VULNERABLE = (
    ("elderly", msg("老年人")),
    ("disabled", msg("残疾人")),
    ("ill", msg("患病")),
    ("minor", msg("未成年人")),
    ("pregnant", msg("孕妇")),
)
ROLES = (("petitioner", msg("信访人")), ("representative", msg("代表")), ("agent", msg("代理人")))
FLAGS = ("urgent", "skip_level", "litigation", "confidential")
LABELS = {
    "channel": msg("信访形式"),
    "category": msg("诉求类型"),
    "received_at": msg("收到时间"),
    "title": msg("事项摘要"),
    "requests": msg("诉求"),
    "facts": msg("事实与理由"),
    "subject": msg("问题分类"),
    "place": msg("事发地点"),
    "people_count": msg("人数"),
    "serious": msg("重要程度"),
    "case_numbers": msg("相关案号"),
    "urgent": msg("紧急"),
    "skip_level": msg("越级走访"),
    "litigation": msg("涉法涉诉"),
    "confidential": msg("要求保密"),
    "accused.0.name": msg("被控告的人或单位"),
    "accused.0.post": msg("职务"),
}
PERSON_LABELS = {
    "role": msg("身份"),
    "name": msg("姓名"),
    "id_number": msg("身份证号码"),
    "phone": msg("电话"),
    "address": msg("住址"),
    "vulnerable": msg("需要照顾"),
}
_TYPED = ("name", "id_number", "phone", "address")
_FIRST_ROWS = 2


@router.get("/register", **needs("petition.register"))
async def new_petition(request: Request, visitor: VisitorDep) -> Response:
    now = request.app.state.hall.clock.now()
    values = {"channel": "visit", "category": "appeal_claim", "received_at": form_stamp(now), "people_count": "1"}
    return _form(request, FormState(_labels(), values))


@router.post("/register", **needs("petition.register"))
async def register(request: Request, visitor: VisitorDep) -> Response:
    """`look` only asks for hints; `add` gives one more row of persons; else the matter is registered."""
    sent = packed(await read_form(request))
    if sent.text("add"):
        return _form(request, sent.state(_labels()), spare=1)
    if sent.text("look"):
        return _form(request, sent.state(_labels()), hints=await _hints(request, visitor, sent))
    command, errors = build(RegisterPetition, command_values(sent))
    door = Door("intake", "/petitions", "/petitions")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is None:
        return _form(request, sent.state(_labels(), errors=errors), status=422)
    made = RegisteredPetition.model_validate_json(answer.content)
    # The code is told once and stored nowhere, so the slip is the answer itself and no address that could be opened again.
    return _slip(request, visitor, made.receipt, petition=made.petition, advice=made.advice)


@router.post("/petitions/{petition_id}/slip", **needs("petition.register"))
async def new_slip(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    """A lost slip is replaced: a new code, and the former one is void."""
    sent = await read_form(request)
    door = Door("intake", f"/petitions/{petition_id}/receipt", f"/petitions/{petition_id}")
    key = sent.key(now=request.app.state.hall.clock.now())
    answer = await visitor.send(door.service, door.path, body=None, key=key)
    receipt = PetitionReceipt.model_validate_json(answer.content)
    return _slip(request, visitor, receipt)


def _slip(
    request: Request,
    visitor: Visitor,
    receipt: PetitionReceipt,
    *,
    petition: PetitionView | None = None,
    advice: tuple[Reason, ...] = (),
) -> Response:
    """The QR opens the public query with agency and number filled in; the code stands on the paper only."""
    link = f"{origin_of(request)}/q?{urlencode({'agency': visitor.agency, 'number': receipt.petition_no})}"
    values = {"petition": petition, "advice": advice, "code": qr_code(link), "link": link}
    return show(request, "petitions/slip.html", receipt=receipt, **values)


async def _hints(request: Request, visitor: Visitor, sent: Sent) -> HintsView | None:
    """By the first person with a number or a telephone, and by what is written so far; None when the form says neither."""
    persons = (row for row in _rows(sent) if row.get("id_number") or row.get("phone"))
    person = next(({"id_number": row["id_number"], "phone": row["phone"]} for row in persons), None)
    told = {"title": sent.text("title"), "requests": _lines(sent.text("requests")), "facts": sent.text("facts")}
    asked, _errors = build(AskHints, {**told, "person": person})
    if asked is None or not (person or any(told.values())):
        return None
    try:
        key = new_id(request.app.state.hall.clock.now())
        answer = await visitor.send("intake", "/petitions/hints", body=asked, key=key)
    except ServiceRefused:
        return None
    return HintsView.model_validate_json(answer.content)


def packed(sent: Sent) -> Sent:
    """Empty rows of persons fall out, so that row numbers of the form and of the command are the same."""
    values = {name: value for name, value in sent.values.items() if not name.startswith("persons.")}
    many = {name: value for name, value in sent.many.items() if not name.startswith("persons.")}
    kept = [n for n in _numbers(sent) if any(sent.text(f"persons.{n}.{cell}") for cell in _TYPED)]
    for row, number in enumerate(kept):
        for cell in PERSON_LABELS:
            values[f"persons.{row}.{cell}"] = sent.text(f"persons.{number}.{cell}")
        many[f"persons.{row}.vulnerable"] = sent.all(f"persons.{number}.vulnerable")
    return Sent(values, many, sent.raw)


def command_values(sent: Sent) -> dict[str, object]:
    plain = ("channel", "category", "title", "facts", "place", "serious", "subject")
    return {
        **{name: sent.text(name) for name in plain},
        **{flag: sent.text(flag) == "yes" for flag in FLAGS},
        "received_at": sent.moment("received_at"),
        "requests": _lines(sent.text("requests")),
        "people_count": sent.text("people_count") or 1,
        "case_numbers": _lines(sent.text("case_numbers")),
        "persons": [_person(row, vulnerable=sent.all(f"persons.{n}.vulnerable")) for n, row in enumerate(_rows(sent))],
        "accused": _accused(sent),
    }


def _person(row: Mapping[str, str], *, vulnerable: tuple[str, ...]) -> dict[str, object]:
    given = {cell: row.get(cell, "") for cell in (*_TYPED,)}
    kind = "citizen_id" if given["id_number"] else "none"
    return {**given, "role": row.get("role") or "petitioner", "id_kind": kind, "vulnerable": vulnerable}


def _accused(sent: Sent) -> list[dict[str, object]]:
    name, post = sent.text("accused.0.name"), sent.text("accused.0.post")
    return [{"kind": "person" if post else "unit", "name": name, "post": post}] if name else []


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _numbers(sent: Sent) -> list[int]:
    found = {name.split(".")[1] for name in sent.values if name.startswith("persons.")}
    return sorted(int(number) for number in found if number.isdecimal())


def _rows(sent: Sent) -> list[dict[str, str]]:
    return [{cell: sent.text(f"persons.{n}.{cell}") for cell in PERSON_LABELS} for n in _numbers(sent)]


def _labels() -> dict[str, str]:
    labels = dict(LABELS)
    labels.update({f"persons.{n}.{cell}": label for n in range(200) for cell, label in PERSON_LABELS.items()})
    return labels


def _form(
    request: Request,
    form: FormState,
    *,
    status: int = 200,
    spare: int = 0,
    hints: HintsView | None = None,
) -> Response:
    used = len({name.split(".")[1] for name in form.values if name.startswith("persons.")})
    key = form.values.get("key") or new_id(request.app.state.hall.clock.now())
    return show(
        request,
        "petitions/register.html",
        status=status,
        form=form,
        key=key,
        rows=max(_FIRST_ROWS, used + spare),
        hints=hints,
        channels=CHANNELS,
        categories=CATEGORIES,
        serious=SERIOUS,
        roles=ROLES,
        vulnerable=VULNERABLE,
    )
