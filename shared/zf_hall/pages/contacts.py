"""两次见面、回访、上门息诉: what is planned and due, one form to plan each kind, one form to record what it came to."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from zf_contracts.http.contacts import ContactsView, ContactView, PlanContact, RecordContact
from zf_contracts.http.liaison import OfficerRow
from zf_hall.access import needs
from zf_hall.forms import FormState, Sent, build, read_form
from zf_hall.i18n import msg
from zf_hall.pages.answer import Door, deliver, go, show
from zf_hall.visitor import Visitor, VisitorDep

router = APIRouter()

HERE = "/petitions/{petition_id}/contacts"
KINDS: Mapping[str, str] = {
    "second_meeting": msg("第二次见面"),
    "revisit": msg("回访"),
    "home_visit": msg("上门息诉"),
}
REASONS = (
    ("agitated", msg("情绪激动，可能有过激行为")),
    ("disabled", msg("残疾")),
    ("ill", msg("患有重病")),
    ("immobile", msg("行动不便")),
)
RISKS = (("none", msg("没有反复")), ("low", msg("可能反复")), ("high", msg("很可能反复")))
LABELS = {
    "planned_at": msg("时间"),
    "place": msg("地点"),
    "person_id": msg("负责人"),
    "plan": msg("方案"),
    "told_at": msg("告知信访人的时间"),
    "first_opinions": msg("第一次见面听取的意见"),
    "first_talk": msg("第一次见面的谈话"),
    "repeat_days": msg("每隔多少天"),
    "reasons": msg("上门的原因"),
    "partners": msg("邀请参加"),
    "held_at": msg("实际时间"),
    "opinions": msg("听取的意见"),
    "talk": msg("谈话内容"),
    "answer": msg("当场答复"),
    "situation": msg("生活和思想情况"),
    "risk": msg("反复的风险"),
    "action": msg("采取的措施"),
    "present": msg("参加人"),
}


@router.get("/contacts", **needs("petition.read"))
async def due_list(
    request: Request, visitor: VisitorDep, *, mine: str = "", overdue: str = "", cursor: str = ""
) -> Response:
    params = {"mine": "true" if mine else "", "overdue": "true" if overdue else "", "cursor": cursor}
    page = await visitor.read_page(ContactView, "intake", "/contacts", params=params)
    return show(request, "contacts/due.html", page=page, mine=mine, overdue=overdue, kinds=KINDS)


@router.get(HERE, **needs("petition.read"))
async def contacts_page(request: Request, visitor: VisitorDep, petition_id: str) -> Response:
    seen = await _read(visitor, petition_id)
    return show(request, "contacts/list.html", seen=seen, kinds=KINDS)


@router.get(HERE + "/plan/{kind}", **needs("petition.handle"))
async def plan_page(request: Request, visitor: VisitorDep, petition_id: str, kind: str) -> Response:
    values = {"person_id": visitor.me.account_id, "repeat_days": "30"}
    return await _plan(request, visitor, petition_id, kind, FormState(LABELS, values))


@router.post(HERE + "/plan/{kind}", **needs("petition.handle"))
async def plan(request: Request, visitor: VisitorDep, petition_id: str, kind: str) -> Response:
    sent = await read_form(request)
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers")
    names = {officer.id: officer.name for officer in officers}
    command, errors = build(PlanContact, _planned(sent, kind, names))
    door = Door("intake", f"/petitions/{petition_id}/contacts", f"/petitions/{petition_id}/contacts")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(door.back, done="contact")
    return await _plan(request, visitor, petition_id, kind, sent.state(LABELS, errors=errors))


@router.get(HERE + "/{contact_id}", **needs("petition.handle"))
async def record_page(request: Request, visitor: VisitorDep, petition_id: str, contact_id: str) -> Response:
    return await _record(request, visitor, (petition_id, contact_id), FormState(LABELS))


@router.post(HERE + "/{contact_id}", **needs("petition.handle"))
async def record(request: Request, visitor: VisitorDep, petition_id: str, contact_id: str) -> Response:
    sent = await read_form(request)
    texts = ("version", "opinions", "talk", "answer", "situation", "risk", "action")
    values: dict[str, object] = {name: sent.text(name) for name in texts}
    present = [line.strip() for line in sent.text("present").splitlines() if line.strip()]
    values |= {"held_at": sent.moment("held_at"), "present": present, "ends": sent.text("ends") == "yes"}
    command, errors = build(RecordContact, values)
    door = Door("intake", f"/contacts/{contact_id}/record", f"/petitions/{petition_id}/contacts")
    answer, errors = await deliver(request, visitor, door, body=command, sent=sent, errors=errors)
    if answer is not None:
        return go(door.back, done="contact")
    return await _record(request, visitor, (petition_id, contact_id), sent.state(LABELS, errors=errors))


def _planned(sent: Sent, kind: str, names: Mapping[str, str]) -> dict[str, object]:
    """Only what the form of this kind asks for."""
    person = sent.text("person_id")
    values: dict[str, object] = {
        "version": sent.text("version"),
        "kind": kind,
        "planned_at": sent.moment("planned_at"),
        "place": sent.text("place"),
        "person_id": person,
        "person_name": names.get(person, person),
        "plan": sent.text("plan"),
    }
    if kind == "second_meeting":
        values |= {name: sent.text(name) for name in ("first_opinions", "first_talk")}
        values |= {"told_at": sent.moment("told_at")} if sent.text("told_at") else {}
    if kind == "revisit" and sent.text("repeat_days"):
        values["repeat_days"] = sent.text("repeat_days")
    if kind == "home_visit":
        values |= {"reasons": sent.all("reasons"), "partners": sent.all("partners")}
    return values


async def _read(visitor: Visitor, petition_id: str) -> ContactsView:
    return await visitor.read(ContactsView, "intake", f"/petitions/{petition_id}/contacts")


async def _plan(request: Request, visitor: Visitor, petition_id: str, kind: str, form: FormState) -> Response:
    if kind not in KINDS:
        return show(request, "errors/not_found.html", status=404)
    seen = await _read(visitor, petition_id)
    officers = await visitor.read_list(OfficerRow, "liaison", "/officers")
    status = 422 if form.errors else 200
    extra = {"kinds": KINDS, "kind": kind, "officers": officers, "reasons": REASONS}
    return show(request, "contacts/plan.html", status=status, seen=seen, form=form, **extra)


async def _record(request: Request, visitor: Visitor, place: tuple[str, str], form: FormState) -> Response:
    petition_id, contact_id = place
    seen = await _read(visitor, petition_id)
    contact = next((one for one in seen.contacts if one.id == contact_id), None)
    if contact is None:
        return show(request, "errors/not_found.html", status=404)
    status = 422 if form.errors else 200
    extra = {"kinds": KINDS, "risks": RISKS}
    return show(request, "contacts/record.html", status=status, seen=seen, contact=contact, form=form, **extra)
