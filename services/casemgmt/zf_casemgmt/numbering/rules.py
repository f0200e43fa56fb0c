"""Forms of the numbers this service gives: case numbers, receiving numbers, document numbers (handbook section 7). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zf_law.agencies import Agency

POLICE_CASE_LIMIT = 9999
RECEIVING_FORMS: Mapping[str, tuple[str, str]] = {
    "arrest_request": ("arrest", "{proc_short}刑捕受[{year}]{proc_code6}{serial:05d}号"),
    "prosecution": ("prosecution", "{proc_short}刑诉受[{year}]{proc_code6}{serial:05d}号"),
    "resubmission": ("prosecution", "{proc_short}刑诉受[{year}]{proc_code6}{serial:05d}号"),
    "indictment": ("first_instance", "（{year}）{court_code}刑初{serial}号"),
    "enforcement": ("enforcement", "{short_zh}执收〔{year}〕{serial}号"),
}
"""Package → (series, form): department number 7.6, court case number 7.1, and an own form for enforcement."""


@dataclass(frozen=True, slots=True)
class Series:
    """Which counter a number comes from; each period starts again at 1."""

    name: str
    period: str


def police_case_series(on: date) -> Series:
    return Series("case", f"{on:%Y%m}")


def police_case_number(agency: Agency, *, on: date, serial: int) -> str:
    """案件编号 (7.3): A, the 12-digit code of the agency, year and month, four digits."""
    if serial > POLICE_CASE_LIMIT:
        raise ValueError("the month has no case number left")
    return f"A{agency.police_code12}{on:%Y%m}{serial:04d}"


def receiving_series(package: str, *, on: date) -> Series:
    return Series(f"receiving.{RECEIVING_FORMS[package][0]}", f"{on:%Y}")


def receiving_number(agency: Agency, *, package: str, on: date, serial: int) -> str:
    return RECEIVING_FORMS[package][1].format(
        proc_short=agency.proc_short,
        proc_code6=agency.proc_code6,
        court_code=agency.court_code,
        short_zh=agency.short_zh,
        year=on.year,
        serial=serial,
    )


def document_series(document_type: str, *, on: date) -> Series:
    return Series(f"document.{document_type}", f"{on:%Y}")


def document_number(template: str, *, agency: Agency, on: date, serial: int) -> str:
    """文号 (7.10): organ characters, year in 〔〕, serial without leading zeros."""
    return template.format(short=agency.short_zh, year=on.year, serial=serial)
