"""The stored lists that identifiers are checked against: divisions, courts, police agencies, procuratorates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.agencies import Agencies
from zf_law.reading import Row


@dataclass(frozen=True, slots=True)
class Division:
    """行政区划 for a span of years, both included; None means open."""

    name: str
    first_year: int | None
    last_year: int | None

    def existed_in(self, year: int) -> bool:
        return (self.first_year or 0) <= year <= (self.last_year or 9999)


@dataclass(frozen=True, slots=True)
class PersonIdKind:
    zh: str
    en: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class NumberingTables:
    """`strict_courts` and the like say whether an unknown code is refused: only if the list is complete."""

    divisions: Mapping[str, tuple[Division, ...]]
    court_codes: Mapping[str, str]
    court_types: frozenset[str]
    special_trials: frozenset[str]
    police_agencies: Mapping[str, str]
    procuratorates: Mapping[str, str]
    person_ids: Mapping[str, PersonIdKind]
    accepts_alert_numbers: bool

    def division_names(self, code: str, *, year: int) -> tuple[str, ...]:
        return tuple(one.name for one in self.divisions.get(code, ()) if one.existed_in(year))

    def division_known(self, code: str, *, year: int | None = None) -> bool:
        """Whether the code was in force in that year, or ever."""
        spans = self.divisions.get(code, ())
        return bool(spans) if year is None else any(span.existed_in(year) for span in spans)


def read_numbering(table: Row, *, divisions: Row, agencies: Agencies, profile: str) -> NumberingTables:
    tables = NumberingTables(
        divisions=_read_divisions(divisions, profile),
        court_codes={agency.court_code: agency.name_zh for agency in agencies if agency.court_code},
        court_types=frozenset(table.texts("court_types")),
        special_trials=frozenset(table.texts("special_trials")),
        police_agencies={agency.police_code12: agency.name_zh for agency in agencies if agency.police_code12},
        procuratorates={agency.proc_code6: agency.name_zh for agency in agencies if agency.proc_code6},
        person_ids={row.text("id"): _read_person_id(row) for row in table.rows("person_id")},
        accepts_alert_numbers=table.flag("accepts_alert_numbers"),
    )
    table.finish()
    _check_agencies(agencies, tables)
    return tables


def _read_divisions(table: Row, profile: str) -> dict[str, tuple[Division, ...]]:
    national = table.row("national")
    found = {code: _spans(national, code) for code in national.keys()}
    samples = table.row("sample")
    for name in samples.keys():
        section = samples.row(name)
        if name == profile:
            found.update({code: _spans(section, code) for code in section.keys()})
    table.finish()
    return found


def _spans(section: Row, code: str) -> tuple[Division, ...]:
    if not re.fullmatch(r"\d{6}", code):
        raise section.error(f"a division code has six digits, not {code}")
    return tuple(_span(section, code, text) for text in section.text(code).split("; "))


def _span(section: Row, code: str, text: str) -> Division:
    match = re.fullmatch(r"(\S+) (\d{4})?-(\d{4})?", text)
    if not match:
        raise section.error(f"{code}: '{text}' is not of the form 'name 1980-1999'")
    first, last = match[2], match[3]
    return Division(match[1], int(first) if first else None, int(last) if last else None)


def _read_person_id(row: Row) -> PersonIdKind:
    row.text("id")
    try:
        kind = PersonIdKind(row.text("zh"), row.text("en"), re.compile(row.text("pattern")))
    except re.error as error:
        raise row.error(f"broken pattern: {error}") from None
    row.finish()
    return kind


def _check_agencies(agencies: Agencies, tables: NumberingTables) -> None:
    for agency in agencies:
        row = Row({}, file="agencies", where=f"agency {agency.code}")
        if not tables.division_known(agency.division):
            raise row.error(f"unknown division {agency.division}")
        if agency.police_code12 and agency.police_code12[:6] != agency.division:
            raise row.error("police_code12 starts with another division")
