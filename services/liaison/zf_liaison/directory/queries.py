"""The agencies of the exchange as this node sees them: names and units from the law's table, pairs from the directory."""

from zf_contracts.http.liaison import DirectoryEntry, DirectoryUnit
from zf_law.loader import Law
from zf_liaison.partners import Partners


def directory_entries(*, law: Law, partners: Partners) -> tuple[DirectoryEntry, ...]:
    """`exchanges`: this agency may exchange messages with it now."""
    return tuple(
        DirectoryEntry(
            code=agency.code,
            kind=agency.kind.value,
            name_zh=agency.name_zh,
            name_en=agency.name_en,
            exchanges=partners.allows(agency.code),
            units=tuple(
                DirectoryUnit(code=unit.code, name_zh=unit.name_zh, name_en=unit.name_en) for unit in agency.units
            ),
        )
        for agency in law.agencies
        if agency.node
    )
