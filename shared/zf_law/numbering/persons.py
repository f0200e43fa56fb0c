"""Numbers of persons and organisations: citizen id (GB 11643), other papers, credit code (GB 32100), divisions."""

from __future__ import annotations

import re
from datetime import date

from zf_law.numbering.checked import Checked, Checker, normalise, real_date, refused
from zf_law.numbering.tables import NumberingTables

OLDEST_AGE = 130
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CITIZEN_CHECK = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def parse_citizen_id(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """公民身份号码: form, check digit, birth date, and a division that existed when the number can have been given."""
    text = normalise(value)
    if not re.fullmatch(r"\d{17}[\dX]", text, re.ASCII):
        return refused(text, "identifier.citizen_form")
    parts = {
        "division": text[:6],
        "birth_date": f"{text[6:10]}-{text[10:12]}-{text[12:14]}",
        "sex": "male" if int(text[16]) % 2 else "female",
    }
    if citizen_check_digit(text) != text[17]:
        return refused(text, "identifier.check_digit", parts=parts)
    born = real_date(text[6:14])
    if born is None:
        return refused(text, "identifier.no_such_date", parts=parts, date=parts["birth_date"])
    if born > now:
        return refused(text, "identifier.in_future", parts=parts, date=parts["birth_date"])
    if now.year - born.year > OLDEST_AGE:
        return refused(text, "identifier.too_old", parts=parts, age=OLDEST_AGE)
    names = _division_names(text[:6], born=born, now=now, tables=tables)
    if not names:
        return refused(text, "identifier.division_unknown", parts=parts, division=text[:6])
    return Checked(text, {**parts, "division_name": names[-1]})


def citizen_check_digit(text: str) -> str:
    """Of the first 17 digits: weighted sum modulo 11 (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _WEIGHTS, strict=True))
    return _CITIZEN_CHECK[total % 11]


def mask_citizen_id(value: str) -> str:
    """First six and last two characters; short values are hidden as a whole."""
    if len(value) <= 8:
        return "*" * len(value)
    return value[:6] + "*" * (len(value) - 8) + value[-2:]


def parse_credit_code(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """统一社会信用代码, with the inner check digit of the organisation code (GB 11714)."""
    text = normalise(value)
    if not re.fullmatch(rf"[1-9A-HJ-NPQRTUWXY][1-9A-HJ-NPQRTUWXY]\d{{6}}[{_CREDIT_ALPHABET}]{{10}}", text, re.ASCII):
        return refused(text, "identifier.credit_form")
    parts = {"authority": text[0], "category": text[1], "division": text[2:8], "organisation": text[8:17]}
    if credit_check_digit(text) != text[17]:
        return refused(text, "identifier.check_digit", parts=parts)
    if organisation_check_digit(text[8:16]) != text[16]:
        return refused(text, "identifier.organisation_digit", parts=parts)
    return Checked(text, parts)


def credit_check_digit(text: str) -> str:
    total = sum(_CREDIT_ALPHABET.index(one) * weight for one, weight in zip(text[:17], _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_ALPHABET[(31 - total % 31) % 31]


def organisation_check_digit(text: str) -> str:
    """Of the first 8 characters; A counts 10, B 11 and so on without gaps (GB 11714)."""
    total = sum(int(one, 36) * weight for one, weight in zip(text[:8], _ORGANISATION_WEIGHTS, strict=True))
    return {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def parse_division(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """行政区划代码 in force this year."""
    text = normalise(value)
    if not re.fullmatch(r"\d{6}", text, re.ASCII):
        return refused(text, "identifier.division_form")
    names = tables.division_names(text, year=now.year)
    if names:
        return Checked(text, {"division": text, "name": names[-1]})
    if tables.division_known(text):
        return refused(text, "identifier.division_abolished", division=text)
    return refused(text, "identifier.division_unknown", division=text)


def parse_person_id(kind: str, value: str, *, tables: NumberingTables, now: date) -> Checked:
    """A paper of the named kind; `citizen_id` and `unknown` (self-stated name) are kinds too."""
    if kind == "citizen_id":
        return parse_citizen_id(value, tables=tables, now=now)
    known = tables.person_ids.get(kind)
    text = normalise(value) if kind != "unknown" else value.strip()
    if known is None:
        return refused(text, "identifier.kind_unknown", kind=kind)
    if not known.pattern.fullmatch(text):
        return refused(text, "identifier.person_form", name=known.zh, name_en=known.en)
    if kind == "residence_permit":
        return _residence_permit(text, now=now)
    return Checked(text, {"kind": kind})


def person_id_checker(kind: str) -> Checker:
    def check(value: str, *, tables: NumberingTables, now: date) -> Checked:
        return parse_person_id(kind, value, tables=tables, now=now)

    return check


def _residence_permit(text: str, *, now: date) -> Checked:
    if citizen_check_digit(text) != text[17]:
        return refused(text, "identifier.check_digit")
    born = real_date(text[6:14])
    if born is None:
        return refused(text, "identifier.no_such_date", date=text[6:14])
    if born > now:
        return refused(text, "identifier.in_future", date=born.isoformat())
    return Checked(text, {"kind": "residence_permit", "birth_date": born.isoformat()})


def _division_names(code: str, *, born: date, now: date, tables: NumberingTables) -> list[str]:
    """Numbers were first given in 1984, often years after birth, so any division from birth to now can be right.

    Children get a number at registration; a division that was abolished before the birth cannot be right.
    """
    spans = tables.divisions.get(code, ())
    return [one.name for one in spans if (one.last_year or 9999) >= born.year and (one.first_year or 0) <= now.year]
