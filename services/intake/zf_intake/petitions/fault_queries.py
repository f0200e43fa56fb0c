"""What oversight may know of petitions in which the counter made a fault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from zf_intake.petitions.form_rules import ACCUSATION_LEVEL
from zf_intake.petitions.tables import Petition
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class FaultyMatter:
    """`accuses`: nobody who reads counts may learn that there is this matter."""

    petition_no: str
    unit: str
    accuses: bool


async def faulty_matters(scope: Scope, petition_ids: Sequence[str]) -> Mapping[str, FaultyMatter]:
    rows = await scope.session.execute(
        select(Petition.id, Petition.petition_no, Petition.unit, Petition.sensitivity).where(
            Petition.id.in_(petition_ids)
        )
    )
    return {row.id: FaultyMatter(row.petition_no, row.unit, row.sensitivity == ACCUSATION_LEVEL) for row in rows}
