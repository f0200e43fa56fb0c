"""Case numbers of courts, police and procuratorates, and the agency codes inside them."""

from __future__ import annotations

import re
from datetime import date

from zf_law.numbering.checked import Checked, normalise, refused
from zf_law.numbering.tables import NumberingTables

PROVINCES = "京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军"
_COURT = re.compile(rf"（(\d{{4}})）(最高法|[{PROVINCES}]\d{{0,4}})([一-龥]{{1,4}}?)(\d+)号", re.ASCII)
_POLICE = re.compile(r"A(\d{12})((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{4})", re.ASCII)
_ALERT = re.compile(r"J(\d{12})((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{6})", re.ASCII)
_DEPARTMENT = re.compile(r"(.{2,12})受〔(\d{4})〕(\d{6})(\d{5,6})号", re.ASCII)
_UNIFIED = re.compile(r"(\d{6})(\d{4})(\d{5})(\d{2})", re.ASCII)


def parse_court_case_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """案号: （year）court code, optional special-trial character, type code, number, 号."""
    text = normalise(value)
    match = _COURT.fullmatch(text)
    if not match:
        return refused(text, "identifier.court_case_form")
    year, court, middle, number = match.groups()
    special = middle[0] if middle[0] in tables.special_trials else ""
    case_type = middle.removeprefix(special)
    parts = {"year": year, "court": court, "special": special, "type": case_type, "number": number}
    if not 1949 <= int(year) <= now.year:
        return refused(text, "identifier.year_wrong", parts=parts, year=year)
    if case_type not in tables.court_types:
        return refused(text, "identifier.court_type_unknown", parts=parts, type=middle)
    if number.startswith("0") and case_type != "刑核":
        return refused(text, "identifier.leading_zero", parts=parts)
    if not _court_known(court, tables):
        return refused(text, "identifier.court_unknown", parts=parts, court=court)
    return Checked(text, {**parts, "court_name": tables.court_codes.get(court, "")})


def parse_police_case_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """案件编号: A + agency 12 + yyyymm + serial 4."""
    return _police(normalise(value), pattern=_POLICE, form="identifier.police_case_form", tables=tables, now=now)


def parse_alert_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """警情编号: J + agency 12 + yyyymm + serial 6; its form is not certain, so configuration can refuse it."""
    text = normalise(value)
    if not tables.accepts_alert_numbers:
        return refused(text, "identifier.alert_not_accepted")
    return _police(text, pattern=_ALERT, form="identifier.alert_form", tables=tables, now=now)


def parse_police_agency_code(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """公安机关机构代码: 12 digits, the first six a division; the code or its bureau stands in the table."""
    text = normalise(value)
    if not re.fullmatch(r"\d{12}", text, re.ASCII):
        return refused(text, "identifier.police_agency_form")
    parts = {"division": text[:6], "serial": text[6:]}
    if not tables.division_known(text[:6]):
        return refused(text, "identifier.division_unknown", parts=parts, division=text[:6])
    bureau = tables.police_agencies.get(text) or tables.police_agencies.get(text[:6] + "000000")
    if bureau is None:
        return refused(text, "identifier.police_agency_unknown", parts=parts, code=text)
    return Checked(text, {**parts, "bureau": bureau})


def parse_department_case_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """部门受案号: unit short name, business, 受〔yyyy〕, unit code 6, serial 5 or 6, 号."""
    text = normalise(value)
    match = _DEPARTMENT.fullmatch(text)
    if not match:
        return refused(text, "identifier.department_case_form")
    parts = {"name": match[1], "year": match[2], "unit": match[3], "serial": match[4]}
    return _procuratorate(text, parts, tables=tables, now=now)


def parse_unified_case_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    """统一受案号: unit code 6 + year 4 + serial 5 + branch 2."""
    text = normalise(value)
    match = _UNIFIED.fullmatch(text)
    if not match:
        return refused(text, "identifier.unified_case_form")
    parts = {"unit": match[1], "year": match[2], "serial": match[3], "branch": match[4]}
    return _procuratorate(text, parts, tables=tables, now=now)


def _court_known(court: str, tables: NumberingTables) -> bool:
    """High courts are known by their character; below them the table of the profile decides."""
    return court == "最高法" or len(court) == 1 or court in tables.court_codes


def _police(text: str, *, pattern: re.Pattern[str], form: str, tables: NumberingTables, now: date) -> Checked:
    match = pattern.fullmatch(text)
    if not match:
        return refused(text, form)
    agency, year, month, serial = match.groups()
    parts = {"agency": agency, "year": year, "month": month, "serial": serial}
    unit = parse_police_agency_code(agency, tables=tables, now=now)
    if unit.problems:
        return Checked(text, parts, unit.problems)
    if (int(year), int(month)) > (now.year, now.month):
        return refused(text, "identifier.in_future", parts=parts, date=f"{year}-{month}")
    return Checked(text, {**parts, "bureau": unit.parts["bureau"]})


def _procuratorate(text: str, parts: dict[str, str], *, tables: NumberingTables, now: date) -> Checked:
    if not 1978 <= int(parts["year"]) <= now.year:
        return refused(text, "identifier.year_wrong", parts=parts, year=parts["year"])
    unit = tables.procuratorates.get(parts["unit"])
    if unit is None:
        return refused(text, "identifier.procuratorate_unknown", parts=parts, code=parts["unit"])
    return Checked(text, {**parts, "unit_name": unit})
