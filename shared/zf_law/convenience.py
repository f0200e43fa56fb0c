"""便民服务目录: what people can have done, what they bring, how long it takes and where (convenience_services.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.agencies import Agencies
from zf_law.reading import Label, Row, unique


@dataclass(frozen=True, slots=True)
class ConvenienceService:
    """`days`: working days from a complete application, 0 at once. `office` and `phone`: who does it, and its telephone."""

    id: str
    area: str
    zh: str
    en: str
    needs_zh: tuple[str, ...]
    needs_en: tuple[str, ...]
    place_zh: str
    place_en: str
    office_zh: str
    office_en: str
    phone: str
    days: int


@dataclass(frozen=True, slots=True)
class ConvenienceServices:
    """Everything of convenience_services.toml, the areas in their order."""

    version: str
    areas: Mapping[str, Label]
    services: tuple[ConvenienceService, ...]

    def of_area(self, area: str) -> tuple[ConvenienceService, ...]:
        return tuple(one for one in self.services if one.area == area)


def read_convenience_services(table: Row, *, agencies: Agencies) -> ConvenienceServices:
    area_rows, rows = table.rows("area"), table.rows("service")
    unique(area_rows, "id")
    unique(rows, "id")
    areas = {row.text("id"): Label(row.text("zh"), row.text("en")) for row in area_rows}
    for row in area_rows:
        row.finish()
    found = ConvenienceServices(
        version=table.text("version"),
        areas=areas,
        services=tuple(_read_service(row, areas=areas, agencies=agencies) for row in rows),
    )
    table.finish()
    if empty := [area for area in areas if not found.of_area(area)]:
        raise table.error(f"no service stands under {', '.join(empty)}")
    return found


def _read_service(row: Row, *, areas: Mapping[str, Label], agencies: Agencies) -> ConvenienceService:
    """Either an agency of the city answers for it, or an office outside it is named."""
    agency = agencies.find(row.text("agency", ""))
    service = ConvenienceService(
        id=row.text("id"),
        area=row.text("area"),
        zh=row.text("zh"),
        en=row.text("en"),
        needs_zh=row.texts("needs_zh"),
        needs_en=row.texts("needs_en"),
        place_zh=row.text("place_zh"),
        place_en=row.text("place_en"),
        office_zh=agency.name_zh if agency else row.text("office_zh"),
        office_en=agency.name_en if agency else row.text("office_en"),
        phone=agency.phone if agency else "",
        days=row.number("days"),
    )
    row.text("basis")
    row.finish()
    if service.area not in areas:
        raise row.error(f"unknown area {service.area}")
    if service.days < 0 or not service.needs_zh or len(service.needs_zh) != len(service.needs_en):
        raise row.error("'days' is zero or more, and what is needed stands in both languages")
    return service
