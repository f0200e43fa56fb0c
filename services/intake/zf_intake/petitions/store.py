"""Write a new petition with its people, accused, requests, clocks and first line of the timeline. Checks nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import update

from zf_contracts.http.petitions import AccusedInput, PersonInput, PetitionContent
from zf_intake.desk import Desk
from zf_intake.first_handling.begin import begin_first_handling
from zf_intake.petitions.advance import due_values, matter_of
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.form_rules import (
    COLLECTIVE_THRESHOLD,
    JOINT_PART,
    LITIGATION,
    PersonForm,
    completed,
    is_collective,
    masked_number,
    masked_phone,
    sensitivity_of,
)
from zf_intake.petitions.give_document_no import give_document_no
from zf_intake.petitions.give_numbers import give_numbers
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.tables import Petition, PetitionAccused, PetitionPerson, PetitionRequest
from zf_intake.petitions.tell_registered import tell_registered
from zf_intake.petitions.write_step import Step, listed, write_step
from zf_intake.repeats.keep_marks import keep_marks
from zf_intake.timelimits.apply import apply_plan
from zf_intake.timelimits.queries import clock_facts, clocks_of
from zf_intake.timelimits.rules import ClockAct, after, plan_clocks
from zf_law.deadlines import ZONE
from zf_law.moments import Moment
from zf_platform.bulk import into
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class FirstHandler:
    """The first person who received the matter, wherever that was."""

    account_id: str
    name: str
    unit: str
    agency: str


@dataclass(frozen=True, slots=True)
class Registration:
    """What is known besides what the petitioner says. `origin`: direct | forwarded | assigned | joint | import.

    `numbered_on`: the day whose serial an older petition gets.
    """

    channel: str
    unit: str
    first_handler: FirstHandler
    subject: str = ""
    repeat: bool = False
    skip_level: bool = False
    urgent: bool = False
    serious: str = ""
    litigation: bool = False
    long_standing: bool = False
    complaint_kind: str = ""
    origin: str = "direct"
    origin_agency: str = ""
    origin_petition_no: str = ""
    origin_notice_id: str = ""
    part_no: int | None = None
    collab_no: str = ""
    report_day: date | None = None
    numbered_on: date | None = None
    anchors: Mapping[str, Moment] = field(default_factory=dict)


async def store_petition(
    scope: Scope, content: PetitionContent, *, registration: Registration, act: str, desk: Desk
) -> PetitionFile:
    """The petition as stored; its receipt has a number, and its clocks run from the day it was received."""
    agency = desk.law.agencies.by_code(scope.identity.agency)
    petition_no, collab_no = await give_numbers(
        scope,
        channel=registration.channel,
        agency=agency,
        collab_no=registration.collab_no,
        on=registration.numbered_on,
    )
    petition_id = scope.new_id()
    transition = desk.law.petitions.act(act)
    row = _row(scope, content, registration, state=transition.to or "")
    row |= {"id": petition_id, "petition_no": petition_no, "collab_no": collab_no}
    people = _people(content.persons, petition_id=petition_id, today=scope.now.astimezone(ZONE).date(), desk=desk)
    row["vulnerable"] = any(person["vulnerable"] for person in people)
    await scope.session.execute(into(Petition), row)
    numbers = (petition_no, collab_no)
    await keep_marks(scope, petition_id, content, numbers=numbers, origin=registration.origin, desk=desk)
    if people:
        await scope.session.execute(into(PetitionPerson), people)
    if content.accused:
        await scope.session.execute(
            into(PetitionAccused), _accused(content.accused, petition_id=petition_id, desk=desk)
        )
    await scope.session.execute(into(PetitionRequest), _requests(scope, content, petition_id=petition_id))
    handler = registration.first_handler
    if handler.account_id and handler.agency == scope.identity.agency:
        await begin_first_handling(
            scope, petition_id, account_id=handler.account_id, name=handler.name, unit=handler.unit
        )
    file = await load_petition(scope, petition_id, lock=False, new=True)
    return await _begin(scope, file, content, registration=registration, act=act, desk=desk)


async def _begin(
    scope: Scope, file: PetitionFile, content: PetitionContent, *, registration: Registration, act: str, desk: Desk
) -> PetitionFile:
    """Clocks, timeline, audit."""
    transition = desk.law.petitions.act(act)
    kind = desk.law.agencies.by_code(scope.identity.agency).kind
    anchors = {"petition_received": content.received_at, "complaint_received": content.received_at}
    done = ClockAct(transition, scope.now, str(kind), file.flags, {**anchors, **registration.anchors})
    plan = plan_clocks(done, (), deadlines=desk.law.deadlines, calendar=desk.law.calendar, ids=iter(scope.new_id, ""))
    await apply_plan(scope, plan, matter=matter_of(file), act=act, at=scope.now)
    await scope.session.execute(
        update(Petition)
        .where(Petition.id == file.id)
        .values(**due_values(after(plan, ())))
        .execution_options(synchronize_session=False)
    )
    documents = {kind: await give_document_no(scope, kind, desk=desk) for kind in transition.documents}
    papers = listed(documents, documents=desk.law.documents)
    await write_step(scope, Step(act, transition.basis, scope.now, "", documents=papers), file=file, desk=desk)
    scope.record(
        f"petition.{act}",
        object_kind="petition",
        object_id=file.id,
        basis=transition.basis,
        after={"petition_no": file.petition_no, "collab_no": file.collab_no, "origin": file.origin},
    )
    running = await clocks_of(scope.session, file.id)
    stored = replace(file, clocks=tuple(clock_facts(clock) for clock in running))
    await tell_registered(scope, stored, act=transition, desk=desk)
    return stored


def _row(scope: Scope, content: PetitionContent, registration: Registration, *, state: str) -> dict[str, object]:
    """Names of fields and columns are the same where nothing has to be decided."""
    said = ("received_at", "title", "facts", "reasons", "place", "category", "people_count", "confidential")
    known = (
        "channel", "origin", "origin_agency", "origin_petition_no", "origin_notice_id", "part_no", "report_day", "unit",
        "subject", "repeat", "skip_level", "urgent", "serious", "long_standing", "complaint_kind",
    )  # fmt: skip
    return {
        **{name: getattr(content, name) for name in said},
        **{name: getattr(registration, name) for name in known},
        **_first_handler(scope, registration.first_handler),
        "registered_at": scope.now,
        "registered_by": scope.actor.account_id,
        "registered_by_name": scope.actor.name,
        "collective": is_collective(registration.channel, content.people_count),
        "collective_threshold": COLLECTIVE_THRESHOLD,
        "sensitivity": sensitivity_of(content.category, accused=bool(content.accused)),
        "case_numbers": list(content.case_numbers),
        "state": state,
        "flags": [
            *([LITIGATION] if registration.litigation else ()),
            *([JOINT_PART] if registration.part_no is not None else ()),
        ],
        "last_act_at": scope.now,
        "version": 1,
    }


def _first_handler(scope: Scope, handler: FirstHandler) -> dict[str, object]:
    """A first handler of another agency is known by name; the matter is on his list there, not here."""
    here = handler.agency == scope.identity.agency
    return {
        "first_handler_id": handler.account_id if here else "",
        "first_handler_name": handler.name,
        "first_handler_unit": handler.unit if here else "",
        "first_handler_agency": handler.agency,
        "participants": {handler.account_id: "receiver"} if here and handler.account_id else {},
    }


def person_forms(content: PetitionContent) -> tuple[PersonForm, ...]:
    """The people of the form as the rules want them."""
    return tuple(_person_form(one) for one in content.persons)


def _person_form(person: PersonInput) -> PersonForm:
    return PersonForm(
        person.role, person.id_kind, person.id_number, person.birth_date, person.sex, tuple(person.vulnerable)
    )


def _people(persons: tuple[PersonInput, ...], *, petition_id: str, today: date, desk: Desk) -> list[dict[str, object]]:
    key = desk.key
    rows: list[dict[str, object]] = []
    for no, person in enumerate(persons, start=1):
        whole = completed(_person_form(person), law=desk.law, today=today)
        rows.append(
            {
                "petition_id": petition_id,
                "no": no,
                "role": person.role,
                "name": person.name,
                "id_kind": person.id_kind,
                "id_sealed": key.encrypt(person.id_number),
                "id_hash": key.keyed_hash(person.id_kind, person.id_number),
                "id_masked": masked_number(person.id_number),
                "phone_sealed": key.encrypt(person.phone),
                "phone_hash": key.keyed_hash("phone", person.phone),
                "phone_masked": masked_phone(person.phone),
                "address_sealed": key.encrypt(person.address),
                "address_hash": key.keyed_hash("address", person.address),
                "sex": whole.sex,
                "birth_date": whole.birth_date,
                "vulnerable": list(whole.vulnerable),
            }
        )
    return rows


def _accused(accused: tuple[AccusedInput, ...], *, petition_id: str, desk: Desk) -> list[dict[str, object]]:
    return [
        {
            "petition_id": petition_id,
            "no": no,
            "kind": one.kind,
            "agency": one.agency,
            "unit": one.unit,
            "account_id": one.account_id,
            "name_sealed": desk.key.encrypt(one.name),
            "post_sealed": desk.key.encrypt(one.post),
        }
        for no, one in enumerate(accused, start=1)
    ]


def _requests(scope: Scope, content: PetitionContent, *, petition_id: str) -> list[dict[str, object]]:
    return [
        {"petition_id": petition_id, "no": no, "content": text, "raised_at": scope.now}
        for no, text in enumerate(content.requests, start=1)
    ]
