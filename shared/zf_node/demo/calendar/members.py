"""Nine agencies at one table: the five nodes of the sample city, and those of one of its districts, by data alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.loader import Law, build_law, packaged_tables

CONVENER = "committee"
_BLOCKS: Mapping[str, int] = {
    "yunling_police": 5,
    "yunling_procuratorate": 6,
    "yunling_court": 7,
    "yunling_justice": 8,
}
"""Agency of the district that joins → the block of its collaboration numbers."""
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
    """The packaged law, in which four agencies of a district run a node too; every pair of nodes may exchange."""
    tables = dict(packaged_tables())
    rows = tables["agencies"]["agency"]
    assert isinstance(rows, list)
    joined = [_joined(row) if row["code"] in _BLOCKS else row for row in rows]
    nodes = [str(row["code"]) for row in joined if row.get("node")]
    agencies = {
        **tables["agencies"],
        "agency": [_linked(row, nodes) if row.get("node") else row for row in joined],
    }
    return build_law(tables | {"agencies": agencies})


def _joined(row: Mapping[str, object]) -> Mapping[str, object]:
    return {**row, "serial_block": _BLOCKS[str(row["code"])], "node": True, "units": [_UNIT]}


def _linked(row: Mapping[str, object], nodes: list[str]) -> Mapping[str, object]:
    return {**row, "exchanges_with": [other for other in nodes if other != row["code"]]}
