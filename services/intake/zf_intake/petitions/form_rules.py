"""Decisions on a registration. Pure: nothing that was said refuses a petition, only a form that cannot be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from zf_law.agencies import Agency
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.numbering import mask_citizen_id, parse_person_id
from zf_law.problems import Problem

CLOCK_TOLERANCE = timedelta(minutes=5)
"""A terminal whose clock runs a little ahead is no reason to turn anybody away."""

UNCHECKED_KINDS = frozenset({"none", "unknown"})
COLLECTIVE_THRESHOLD = 5
MOST_REPRESENTATIVES = 5
ELDERLY_FROM = 60
ADULT_FROM = 18
CHANNEL_LETTERS = {"letter": "L", "visit": "V", "phone": "T", "online": "O", "fax": "F"}
CATEGORY_FLAGS = ("suggestion", "accusation", "appeal_claim")
COMPLAINT_FLAGS = ("judicial_unlawful_act", "lawyer_obstruction")
LITIGATION, SERIOUS, JOINT_PART = "litigation", "serious", "joint_part"
ACCUSATION_LEVEL, ORDINARY_LEVEL = "L4", "L3"


@dataclass(frozen=True, slots=True)
class PersonForm:
    """What a person says of himself. `birth_date` is what was written down; a valid citizen id corrects it."""

    role: str
    id_kind: str
    id_number: str
    birth_date: date | None
    sex: str
    vulnerable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PetitionForm:
    """What the form must have right before it can be stored."""

    unit: str
    received_at: datetime
    now: datetime
    channel: str
    people_count: int
    persons: tuple[PersonForm, ...]
    skip_level: bool = False
    litigation: bool = False
    earlier_open: int = 0


def form_problems(form: PetitionForm, *, agency: Agency, law: Law) -> list[Problem]:
    """Slips of the form, each with its field. Whoever cannot show a number is registered without one."""
    problems: list[Problem] = []
    if agency.unit(form.unit) is None:
        problems.append(Problem("petition.unit_unknown", {"field": "unit", "unit": form.unit}))
    if form.received_at > form.now + CLOCK_TOLERANCE:
        problems.append(Problem("petition.received_in_future", {"field": "received_at"}))
    today = form.now.astimezone(ZONE).date()
    for place, person in enumerate(form.persons):
        problems += _person_problems(person, place=place, law=law, today=today)
    return problems


def _person_problems(person: PersonForm, *, place: int, law: Law, today: date) -> list[Problem]:
    problems: list[Problem] = []
    if person.birth_date is not None and person.birth_date > today:
        problems.append(Problem("petition.born_in_future", {"field": f"persons[{place}].birth_date"}))
    if person.id_kind not in UNCHECKED_KINDS and person.id_number:
        checked = parse_person_id(person.id_kind, person.id_number, tables=law.numbering, now=today)
        field = f"persons[{place}].id_number"
        problems += [Problem(one.code, {**one.values, "field": field}) for one in checked.problems]
    return problems


def completed(person: PersonForm, *, law: Law, today: date) -> PersonForm:
    """The person with what the citizen id says about birth and sex, and with the vulnerability that follows from age."""
    if person.id_kind == "citizen_id" and person.id_number:
        parts = parse_person_id(person.id_kind, person.id_number, tables=law.numbering, now=today).parts
        person = replace(person, birth_date=date.fromisoformat(parts["birth_date"]), sex=parts["sex"])
    found = list(person.vulnerable)
    if person.birth_date is not None:
        age = _age(person.birth_date, today)
        if age >= ELDERLY_FROM and "elderly" not in found:
            found.append("elderly")
        if age < ADULT_FROM and "minor" not in found:
            found.append("minor")
    return replace(person, vulnerable=tuple(found))


def is_collective(channel: str, people_count: int) -> bool:
    """Five or more persons come together: the customary threshold for statistics; the number itself is kept too."""
    return channel == "visit" and people_count >= COLLECTIVE_THRESHOLD


def advice_on(form: PetitionForm) -> list[Problem]:
    """What the clerk should tell or do. Nothing of it refuses the registration (PET 20, 21)."""
    advice: list[Problem] = []
    representatives = sum(person.role == "representative" for person in form.persons)
    if is_collective(form.channel, form.people_count):
        if representatives > MOST_REPRESENTATIVES:
            advice.append(Problem("petition.too_many_representatives", {"maximum": MOST_REPRESENTATIVES}))
        if not representatives:
            advice.append(Problem("petition.no_representatives", {"maximum": MOST_REPRESENTATIVES}))
    if form.skip_level and form.channel == "visit":
        advice.append(Problem("petition.skip_level"))
    if form.litigation:
        advice.append(Problem("petition.litigation_advice"))
    if form.earlier_open:
        advice.append(Problem("petition.earlier_open", {"count": form.earlier_open}))
    return advice


def marks(
    *, category: str, complaint_kind: str, litigation: bool, serious: str, set_by_acts: Sequence[str]
) -> frozenset[str]:
    """All marks of the stage table: those of the registration and those that acts set."""
    found = {category, *set_by_acts}
    if complaint_kind in COMPLAINT_FLAGS:
        found.add(complaint_kind)
    if litigation:
        found.add(LITIGATION)
    if serious:
        found.add(SERIOUS)
    return frozenset(found)


def sensitivity_of(category: str, *, accused: bool) -> str:
    """Accusations are restricted: the accused must not learn of them (PET 30(3))."""
    return ACCUSATION_LEVEL if category == "accusation" or accused else ORDINARY_LEVEL


def masked_number(number: str) -> str:
    """First six and last two characters; a short number is hidden as a whole."""
    return mask_citizen_id(number)


def masked_phone(phone: str) -> str:
    """The last four digits."""
    return "*" * max(0, len(phone) - 4) + phone[-4:] if len(phone) > 4 else "*" * len(phone)


def masked_name(name: str) -> str:
    """The first character; the others are hidden."""
    return name[:1] + "*" * (len(name) - 1)


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
