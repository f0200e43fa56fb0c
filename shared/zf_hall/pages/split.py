"""拆分联合事项: every request of a registered petition goes to one agency; who leads follows from the main request by rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.joint import JointView, SplitPetition
from zf_contracts.http.petition_parts import RequestView
from zf_contracts.http.petition_views import PetitionView
from zf_hall.access import needs
from zf_hall.forms import FieldError, FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

ROUTE = "/petitions/{petition_id}/split"
LABELS = {"main": msg("主要诉求"), "accused": msg("由哪个机关处理检举控告")}
_NO_AGENCY = msg("请为这项诉求选择机关")
_ONE_AGENCY = msg("请至少分给两个机关；只涉及一个机关的，请用转送或者交办")
_OF_PART = re.compile(r"parts\.(\d+)\b")


@router.get(ROUTE, **needs("petition.split"))
async def split_page(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    petition = await _read(visitor, petition_id)
    return _form(request, petition, FormState(_labels(petition)))


@router.post(ROUTE, **needs("petition.split"))
async def split(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    sent = await read_form(request)
    petition = await _read(visitor, petition_id)
    parts = parts_of(sent, _open(petition))
    errors = _missing(sent, _open(petition))
    command, wrong = build(SplitPetition, {"version": sent.text("version"), "parts": [one for _, one in parts]})
    door = Door("intake", f"/petitions/{petition_id}/split", f"/petitions/{petition_id}")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors or wrong)
    if answer is not None:
        return go(f"/joint/{JointView.model_validate_json(answer.content).id}", done="split")
    shown = tuple(_at_its_row(error, [no for no, _ in parts]) for error in errors)
    return _form(request, petition, sent.state(_labels(petition), errors=shown), status=422)


def parts_of(sent: Sent, requests: Sequence[RequestView]) -> list[tuple[int, Mapping[str, object]]]:
    """(number of its first request, part): the requests of one agency are one part, in the order of the requests."""
    numbers: dict[str, list[int]] = {}
    for one in requests:
        numbers.setdefault(sent.text(f"agency.{one.no}"), []).append(one.no)
    main, accused = sent.text("main"), sent.text("accused")
    return [
        (
            own[0],
            {
                "agency": agency,
                "request_nos": own,
                "main": main in map(str, own),
                "accused": bool(accused) and accused == agency,
                "case_no": next(filter(None, (sent.text(f"case_no.{no}") for no in own)), ""),
            },
        )
        for agency, own in numbers.items()
    ]


def _missing(sent: Sent, requests: Sequence[RequestView]) -> tuple[FieldError, ...]:
    """What the person has to choose first; the rest is the service's to judge."""
    names = [f"agency.{one.no}" for one in requests]
    empty = tuple(FieldError(name, _NO_AGENCY) for name in names if not sent.text(name))
    if not empty and len({sent.text(name) for name in names}) < 2:
        return (FieldError(names[0] if names else "", _ONE_AGENCY),)
    return empty


def _at_its_row(error: FieldError, first_numbers: Sequence[int]) -> FieldError:
    """`parts.0.agency` of the service is the row of the part's first request."""
    found = _OF_PART.match(error.name)
    if found is None or int(found[1]) >= len(first_numbers):
        return error
    return replace(error, name=f"agency.{first_numbers[int(found[1])]}")


async def _read(visitor: Visitor, petition_id: str) -> PetitionView:
    return await visitor.read(PetitionView, "intake", f"/petitions/{petition_id}")


def _open(petition: PetitionView) -> list[RequestView]:
    return [one for one in petition.requests if not one.result]


def _labels(petition: PetitionView) -> dict[str, str]:
    rows = {f"{name}.{one.no}": label for one in petition.requests for name, label in _ROW_LABELS.items()}
    return {**LABELS, **rows}


_ROW_LABELS = {"agency": msg("机关"), "case_no": msg("在办案号")}


def _form(request: Request, petition: PetitionView, form: FormState, *, status: int = 200) -> Response:
    option = next((one for one in petition.options if one.act == "split_petition"), None)
    rows = _open(petition)
    return show(request, "joint/split.html", status=status, petition=petition, form=form, requests=rows, option=option)
