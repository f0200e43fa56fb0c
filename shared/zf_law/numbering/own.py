"""Numbers that the suite gives itself: collaboration number, petition number, document number (文号)."""

from __future__ import annotations

import re
from datetime import date

from zf_law.numbering.checked import Checked, normalise, real_date, refused
from zf_law.numbering.tables import NumberingTables

CHANNELS = "LVTOF"
"""Petition channels: letter, visit, telephone, online, fax."""

_COLLAB = re.compile(r"XT(\d{6})(\d{8})(\d{6})(\d{2})", re.ASCII)
_PETITION = re.compile(rf"XF([{CHANNELS}])(\d{{6}})(\d{{8}})(\d{{4}})", re.ASCII)
_DOCUMENT = re.compile(r"([一-龥（）]{2,30})〔(\d{4})〕(\d+)号", re.ASCII)


def make_collab_no(*, division: str, on: date, serial: int, block: int = 0) -> str:
    """协同编号: XT + division 6 + yyyymmdd + serial 6 + 2 check digits (ISO 7064 MOD 97-10) [P].

    `block` is the first digit of the serial: agencies of one division give numbers without asking each other.
    """
    _refuse_bad(division, serial, digits=5 if block else 6)
    serial += block * 100_000
    body = f"{division}{on:%Y%m%d}{serial:06d}"
    return f"XT{body}{check_digits(body)}"


def check_digits(body: str) -> str:
    """ISO 7064 MOD 97-10 of a string of digits: the whole number with them is 1 modulo 97."""
    return f"{98 - int(body) * 100 % 97:02d}"


def parse_collab_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    text = normalise(value)
    match = _COLLAB.fullmatch(text)
    if not match:
        return refused(text, "identifier.collab_form")
    parts = {"division": match[1], "date": match[2], "serial": match[3]}
    if check_digits(text[2:22]) != match[4]:
        return refused(text, "identifier.check_digit", parts=parts)
    return _dated(text, parts, tables=tables, now=now)


def make_petition_no(*, channel: str, division: str, on: date, serial: int) -> str:
    """信访编号: XF + channel + division 6 + yyyymmdd + serial 4 [P]."""
    _refuse_bad(division, serial, digits=4)
    if len(channel) != 1 or channel not in CHANNELS:
        raise ValueError(f"channel is one of {CHANNELS}")
    return f"XF{channel}{division}{on:%Y%m%d}{serial:04d}"


def parse_petition_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    text = normalise(value)
    match = _PETITION.fullmatch(text)
    if not match:
        return refused(text, "identifier.petition_form")
    parts = {"channel": match[1], "division": match[2], "date": match[3], "serial": match[4]}
    return _dated(text, parts, tables=tables, now=now)


def make_document_no(*, template: str, short: str, year: int, serial: int) -> str:
    """文号 from the template of the document type, such as {short}立字〔{year}〕{serial}号; no zero padding."""
    if serial < 1:
        raise ValueError("a serial starts at 1")
    return template.format(short=short, year=year, serial=serial)


def parse_document_no(value: str, *, tables: NumberingTables, now: date) -> Checked:
    text = normalise(value)
    match = _DOCUMENT.fullmatch(text)
    if not match:
        return refused(text, "identifier.document_form")
    parts = {"prefix": match[1], "year": match[2], "serial": match[3]}
    if match[3].startswith("0"):
        return refused(text, "identifier.leading_zero", parts=parts)
    if not 1949 <= int(match[2]) <= now.year:
        return refused(text, "identifier.year_wrong", parts=parts, year=match[2])
    return Checked(text, parts)


def _dated(text: str, parts: dict[str, str], *, tables: NumberingTables, now: date) -> Checked:
    day = real_date(parts["date"])
    if day is None:
        return refused(text, "identifier.no_such_date", parts=parts, date=parts["date"])
    if day > now:
        return refused(text, "identifier.in_future", parts=parts, date=day.isoformat())
    if not tables.division_known(parts["division"]):
        return refused(text, "identifier.division_unknown", parts=parts, division=parts["division"])
    if not int(parts["serial"]):
        return refused(text, "identifier.serial_zero", parts=parts)
    return Checked(text, {**parts, "date": day.isoformat()})


def _refuse_bad(division: str, serial: int, *, digits: int) -> None:
    if not re.fullmatch(r"\d{6}", division, re.ASCII):
        raise ValueError("a division code has six digits")
    if not 1 <= serial < 10**digits:
        raise ValueError(f"the serial has at most {digits} digits and starts at 1")
