"""Nine agencies at one table: the five nodes of the sample city, and those of one of its districts, by data alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.loader import Law, build_law, packaged_tables

CONVENER = "committee"
_DISTRICT: Mapping[str, tuple[str, str, str, int]] = {
    "police": ("云川市公安局云岭分局", "Yunling branch of the police", "云岭公", 5),
    "procuratorate": ("云川市云岭区人民检察院", "Yunling District Procuratorate", "云岭检", 6),
    "court": ("云川市云岭区人民法院", "Yunling District Court", "云岭法", 7),
    "justice": ("云川市云岭区司法局", "Yunling District Justice Bureau", "云岭司", 8),
}
"""Kind → names, how its documents begin, the block of its collaboration numbers."""
_UNIT = {"code": "leadership", "name_zh": "领导班子", "name_en": "Leaders", "kind": "leadership"}
_MEMBER_ROLES = ("liaison_officer", "case_office_clerk")


@dataclass(frozen=True, slots=True)
class Envoy:
    """Who speaks for an agency all year; `clerk` runs its comparisons."""

    agency: str

    @property
    def username(self) -> str:
        return f"{self.agency}.envoy"

    @property
    def clerk(self) -> str:
        return f"{self.agency}.operator"

    @property
    def roles(self) -> tuple[str, ...]:
        return ("plc_coordinator",) if self.agency == CONVENER else _MEMBER_ROLES


def nine_member_law() -> Law:
    """The packaged law with four more nodes; every pair may exchange."""
    tables = dict(packaged_tables())
    rows = tables["agencies"]["agency"]
    assert isinstance(rows, list)
    nodes = [str(row["code"]) for row in rows if row.get("node")] + [f"yunling_{kind}" for kind in _DISTRICT]
    known = [_linked(row, nodes) if row.get("node") else row for row in rows]
    agencies = {**tables["agencies"], "agency": [*known, *(_linked(_district(kind), nodes) for kind in _DISTRICT)]}
    return build_law(tables | {"agencies": agencies})


def _district(kind: str) -> Mapping[str, object]:
    name_zh, name_en, short_zh, block = _DISTRICT[kind]
    return {
        "code": f"yunling_{kind}",
        "kind": kind,
        "name_zh": name_zh,
        "name_en": name_en,
        "division": "329900",
        "level": "district",
        "superior": kind,
        "short_zh": short_zh,
        "serial_block": block,
        "node": True,
        "units": [_UNIT],
    }


def _linked(row: Mapping[str, object], nodes: list[str]) -> Mapping[str, object]:
    return {**row, "exchanges_with": [other for other in nodes if other != row["code"]]}
