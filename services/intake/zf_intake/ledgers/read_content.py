"""From a row of a ledger to the petition it would be, checked by the same validators as a registration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from pydantic import ValidationError

from zf_contracts.http.petitions import PersonInput, RegisterPetition
from zf_intake.ledgers.mapping_rules import LedgerRow
from zf_intake.petitions.form_rules import PetitionForm, form_problems
from zf_intake.petitions.store import person_forms
from zf_law.agencies import Agency
from zf_law.loader import Law
from zf_law.problems import Problem
from zf_platform.http.rules_text import rule_in_chinese

_FIELDS: Mapping[str, str] = {
    "title": "title",
    "requests": "title",
    "facts": "text",
    "place": "place",
    "subject": "subject",
    "received_at": "received_at",
    "name": "name",
    "id_number": "id_number",
    "phone": "phone",
    "address": "address",
}
"""Part of a petition → field of the ledger it comes from."""


def read_content(
    row: LedgerRow, *, source: str, channel: str, unit: str, names: Mapping[str, str]
) -> RegisterPetition | list[Problem]:
    """The petition, or what a registration would say against it, each at its cell (`names`: field → cell)."""
    assert row.received is not None
    texts = row.texts
    try:
        return RegisterPetition.model_validate(
            {
                "channel": channel,
                "unit": unit,
                "received_at": row.received.at,
                "title": texts["title"],
                "requests": [texts["title"]],
                "facts": texts["text"],
                "place": texts.get("place", ""),
                "subject": texts.get("subject", ""),
                "persons": [person] if (person := _person(texts, source=source)) is not None else [],
            }
        )
    except ValidationError as wrong:
        return [_problem(dict(found), names) for found in wrong.errors()]


def content_problems(content: RegisterPetition, *, agency: Agency, law: Law, now: datetime) -> list[Problem]:
    """What the rules of registration say, each at its field of the ledger."""
    form = PetitionForm(
        unit=content.unit,
        received_at=content.received_at,
        now=now,
        channel=content.channel,
        people_count=content.people_count,
        persons=person_forms(content),
    )
    return [
        Problem(problem.code, {**problem.values, "field": _field(str(problem.values.get("field", "")))})
        for problem in form_problems(form, agency=agency, law=law)
    ]


def _person(texts: Mapping[str, str], *, source: str) -> PersonInput | None:
    """A mailbox knows its writers by an account only: a number nobody can check, which belongs to this source."""
    account = texts.get("person", "")
    number = texts.get("id_number", "")
    if not (account or number or texts.get("name") or texts.get("phone")):
        return None
    kind = "citizen_id" if number else "unknown" if account else "none"
    return PersonInput(
        name=texts.get("name") or account,
        id_kind=kind,
        id_number=number or (f"{account}@{source}" if account else ""),
        phone=texts.get("phone", ""),
        address=texts.get("address", ""),
    )


def _problem(found: Mapping[str, object], names: Mapping[str, str]) -> Problem:
    location = found.get("loc")
    path = [str(part) for part in location] if isinstance(location, tuple) else []
    field = _field(".".join(path))
    context = found.get("ctx")
    english = str(found.get("msg", ""))
    chinese = rule_in_chinese(str(found.get("type", "")), context if isinstance(context, Mapping) else {}) or english
    values = {"field": field, "cell": names.get(field, field), "rule": chinese, "rule_en": english}
    return Problem("ledger.cell_invalid", values)


def _field(path: str) -> str:
    """The field of the ledger behind `persons[0].id_number` or `requests.0`."""
    parts: Sequence[str] = path.replace("[", ".").replace("]", "").split(".")
    return next((_FIELDS[part] for part in reversed(parts) if part in _FIELDS), path)
