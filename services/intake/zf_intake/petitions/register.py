"""Register a petition (信访登记): always taken, always numbered, first handler named once, clocks running (S-005, PET 21)."""

from dataclasses import dataclass
from datetime import datetime

from zf_contracts.http.petitions import RegisterPetition
from zf_intake.conversions.detect_conversions import detect_conversions
from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.find_earlier import Earlier, find_earlier
from zf_intake.petitions.form_rules import PetitionForm, advice_on, form_problems
from zf_intake.petitions.give_query_code import give_query_code
from zf_intake.petitions.link import link_petitions
from zf_intake.petitions.store import FirstHandler, Registration, person_forms, store_petition
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

ACT = "register_petition"


@dataclass(frozen=True, slots=True)
class Registered:
    """`query_code` is shown once; `advice` refuses nothing. `linked`: earlier matters were named."""

    file: PetitionFile
    query_code: str
    advice: tuple[Problem, ...]
    linked: bool


async def register(scope: Scope, command: RegisterPetition, *, desk: Desk) -> Registered:
    """Nothing in the content can refuse it; a form that cannot be true is named field by field."""
    with step(SpanName.PETITION_REGISTER, object_kind="petition"):
        unit = command.unit or scope.actor.unit
        earlier = await find_earlier(scope, command.persons, named=command.earlier_ids, desk=desk)
        form = _form(command, unit=unit, now=scope.now, earlier=earlier)
        agency = desk.law.agencies.by_code(scope.identity.agency)
        problems = [*form_problems(form, agency=agency, law=desk.law), *earlier.problems]
        if problems:
            raise Refused(problems)
        registration = _registration(scope, command, unit=unit, earlier=earlier)
        stored = await store_petition(scope, command, registration=registration, act=ACT, desk=desk)
        for other in command.earlier_ids:
            await link_petitions(scope, stored.id, other_id=other, kind="earlier", explanation="")
        if registration.repeat or (command.repeat is None and command.earlier_ids):
            await detect_conversions(scope, stored, linked=command.earlier_ids, desk=desk)
        code = await give_query_code(scope, stored.id, petition_no=stored.petition_no, desk=desk)
        return Registered(stored, code, tuple(advice_on(form)), linked=bool(command.earlier_ids or registration.repeat))


def _form(command: RegisterPetition, *, unit: str, now: datetime, earlier: Earlier) -> PetitionForm:
    return PetitionForm(
        unit=unit,
        received_at=command.received_at,
        now=now,
        channel=command.channel,
        people_count=command.people_count,
        persons=person_forms(command),
        skip_level=command.skip_level,
        litigation=command.litigation,
        earlier_open=earlier.open,
    )


def _registration(scope: Scope, command: RegisterPetition, *, unit: str, earlier: Earlier) -> Registration:
    return Registration(
        channel=command.channel,
        unit=unit,
        subject=command.subject,
        repeat=earlier.any if command.repeat is None else command.repeat,
        skip_level=command.skip_level,
        urgent=command.urgent,
        serious=command.serious,
        litigation=command.litigation,
        long_standing=command.long_standing,
        complaint_kind=command.complaint_kind,
        first_handler=_first_handler(scope, command, unit=unit),
    )


def _first_handler(scope: Scope, command: RegisterPetition, *, unit: str) -> FirstHandler:
    """Whoever received it. What comes in online has been received by nobody yet: whoever takes it up first is named then."""
    agency = scope.identity.agency
    if command.first_handler is not None:
        receiver = command.first_handler
        return FirstHandler(receiver.account_id, receiver.name, receiver.unit, agency)
    if scope.actor.kind != "person":
        return FirstHandler("", "", "", agency)
    return FirstHandler(scope.actor.account_id, scope.actor.name, unit, agency)
