"""The agencies that work together: who they are, their units and numbers, and with whom each may exchange."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zf_law.reading import Label, Row, unique

_CODE = re.compile(r"^[a-z][a-z0-9_]{1,31}$")


class AgencyKind(StrEnum):
    """机关类别. HALL is the joint reception hall, which takes part through the node of the agency that hosts it."""

    POLICE = "police"
    PROCURATORATE = "procuratorate"
    COURT = "court"
    JUSTICE = "justice"
    PLC = "plc"
    PETITION_OFFICE = "petition_office"
    SUPERVISION = "supervision"
    ADMIN_BODY = "admin_body"
    DETENTION_HOUSE = "detention_house"
    PRISON = "prison"
    HALL = "hall"


KIND_LABELS: Mapping[AgencyKind, Label] = {
    AgencyKind.POLICE: Label("公安机关", "police"),
    AgencyKind.PROCURATORATE: Label("检察院", "procuratorate"),
    AgencyKind.COURT: Label("法院", "court"),
    AgencyKind.JUSTICE: Label("司法局", "justice bureau"),
    AgencyKind.PLC: Label("政法委", "political-legal committee"),
    AgencyKind.PETITION_OFFICE: Label("信访局", "petition office"),
    AgencyKind.SUPERVISION: Label("监委", "supervision commission"),
    AgencyKind.ADMIN_BODY: Label("行政执法机关", "administrative body"),
    AgencyKind.DETENTION_HOUSE: Label("看守所", "detention house"),
    AgencyKind.PRISON: Label("监狱", "prison"),
    AgencyKind.HALL: Label("联合接待大厅", "joint reception hall"),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """办案单位. `kind` is a free lower-case word such as case_office, legal_department, police_station."""

    code: str
    name_zh: str
    name_en: str
    kind: str


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency. `node` is true when it runs its own node; `short_zh` opens its document numbers (文号).

    `hosts` names agencies without a node that work as a unit of this one, such as the joint reception hall.
    """

    code: str
    kind: AgencyKind
    name_zh: str
    name_en: str
    division: str
    level: str
    superior: str | None
    police_code12: str | None
    court_code: str | None
    proc_code6: str | None
    proc_short: str | None
    credit_code: str | None
    short_zh: str
    serial_block: int
    phone: str
    node: bool
    exchanges_with: tuple[str, ...]
    hosts: tuple[str, ...]
    units: tuple[Unit, ...]

    def unit(self, code: str) -> Unit | None:
        return next((unit for unit in self.units if unit.code == code), None)


class Agencies:
    """The agencies of one profile."""

    def __init__(self, agencies: Mapping[str, Agency]) -> None:
        self._agencies = dict(agencies)

    def __iter__(self) -> Iterator[Agency]:
        return iter(self._agencies.values())

    def __contains__(self, code: object) -> bool:
        return code in self._agencies

    def all(self) -> tuple[Agency, ...]:
        return tuple(self._agencies.values())

    def by_code(self, code: str) -> Agency:
        """The agency; an unknown code raises KeyError. Use `find` for codes that come from outside."""
        return self._agencies[code]

    def find(self, code: str) -> Agency | None:
        return self._agencies.get(code)

    def of_kind(self, kind: AgencyKind) -> tuple[Agency, ...]:
        return tuple(agency for agency in self if agency.kind is kind)

    def with_node(self) -> tuple[Agency, ...]:
        return tuple(agency for agency in self if agency.node)

    def host_of(self, code: str) -> Agency | None:
        """The agency whose node acts for `code`: itself, or the one that hosts it; None when nobody does."""
        agency = self._agencies[code]
        return agency if agency.node else next((other for other in self if code in other.hosts), None)

    def hall_host(self) -> Agency | None:
        """The agency whose node serves the joint reception hall; None in a city without a hall."""
        halls = (self.host_of(agency.code) for agency in self.of_kind(AgencyKind.HALL))
        return next((host for host in halls if host is not None), None)

    def partners(self, code: str) -> tuple[Agency, ...]:
        """The agencies with which `code` may exchange messages."""
        return tuple(self._agencies[other] for other in self._agencies[code].exchanges_with)

    def partner_of_kind(self, code: str, kind: AgencyKind) -> Agency | None:
        """The first exchange partner of that kind: the usual addressee of a `tells`."""
        return next((agency for agency in self.partners(code) if agency.kind is kind), None)


def read_agencies(table: Row) -> Agencies:
    rows = table.rows("agency", name="code")
    unique(rows, "code")
    found = {agency.code: agency for agency in (_read_agency(row) for row in rows)}
    for row, agency in zip(rows, found.values(), strict=True):
        _check_links(row, agency, found)
        _check_hosting(row, agency, found)
        _check_block(row, agency, found)
    return Agencies(found)


def _read_agency(row: Row) -> Agency:
    code = row.text("code")
    if not _CODE.match(code):
        raise row.error("an agency code is lower-case letters, digits and _, 2 to 32 characters")
    kind = row.text("kind")
    if kind not in {known.value for known in AgencyKind}:
        raise row.error(f"unknown agency kind {kind}")
    units = row.rows("units", name="code")
    unique(units, "code")
    agency = Agency(
        code=code,
        kind=AgencyKind(kind),
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        division=row.text("division"),
        level=row.text("level"),
        superior=_optional(row, "superior"),
        police_code12=_optional(row, "police_code12"),
        court_code=_optional(row, "court_code"),
        proc_code6=_optional(row, "proc_code6"),
        proc_short=_optional(row, "proc_short"),
        credit_code=_optional(row, "credit_code"),
        short_zh=row.text("short_zh"),
        serial_block=row.number("serial_block", 0),
        phone=row.text("phone", ""),
        node=row.flag("node", False),
        exchanges_with=row.texts("exchanges_with", ()),
        hosts=row.texts("hosts", ()),
        units=tuple(_read_unit(unit) for unit in units),
    )
    row.finish()
    return agency


def _read_unit(row: Row) -> Unit:
    unit = Unit(row.text("code"), row.text("name_zh"), row.text("name_en"), row.text("kind"))
    row.finish()
    return unit


def _optional(row: Row, key: str) -> str | None:
    return row.text(key) if row.has(key) else None


def _check_links(row: Row, agency: Agency, found: Mapping[str, Agency]) -> None:
    if agency.superior is not None and agency.superior not in found:
        raise row.error(f"unknown superior {agency.superior}")
    for other in agency.exchanges_with:
        if other == agency.code or other not in found:
            raise row.error(f"exchanges_with names {other}, which is no other agency of this file")
        if agency.code not in found[other].exchanges_with:
            raise row.error(f"exchanges_with {other} is not answered by {other}")


def _check_hosting(row: Row, agency: Agency, found: Mapping[str, Agency]) -> None:
    """Only a node can host, and what it hosts has no node, no other host, and is a unit of the host."""
    if agency.hosts and not agency.node:
        raise row.error("an agency that hosts others runs a node")
    for other in agency.hosts:
        if other not in found or found[other].node:
            raise row.error(f"hosts {other}, which is no agency without a node")
        if agency.unit(other) is None:
            raise row.error(f"hosts {other} and has no unit {other}")
        if any(other in third.hosts for third in found.values() if third is not agency):
            raise row.error(f"hosts {other}, as another agency does")


def _check_block(row: Row, agency: Agency, found: Mapping[str, Agency]) -> None:
    """Nodes of one division give collaboration numbers from different blocks, so that no number is given twice."""
    if not 0 <= agency.serial_block <= 9:
        raise row.error("'serial_block' is one digit")
    others = [other for other in found.values() if other.node and other.code != agency.code]
    if agency.node and any(
        (other.division, other.serial_block) == (agency.division, agency.serial_block) for other in others
    ):
        raise row.error("another node of this division has the same 'serial_block'")
