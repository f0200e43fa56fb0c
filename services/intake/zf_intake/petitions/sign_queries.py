"""Open petitions of the last days, as signs of a collective visit are looked for in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from zf_intake.collective.rules import Sign
from zf_intake.desk import Desk
from zf_intake.petitions.tables import Petition, PetitionAccused, PetitionPerson
from zf_platform.transaction import Scope

MOST = 20_000
"""More than a city receives in the longest time any rule looks back; the newest count."""


async def signs_since(scope: Scope, begin: datetime, *, desk: Desk) -> Sequence[Sign]:
    """Only what was registered here first; what another agency handed over is counted there."""
    columns = (
        Petition.id, Petition.petition_no, Petition.collab_no, Petition.received_at, Petition.people_count,
        Petition.place, Petition.subject, Petition.competent_agency,
    )  # fmt: skip
    statement = select(*columns).where(
        Petition.received_at >= begin,
        Petition.origin == "direct",
        Petition.state.in_(desk.law.petitions.open_states()),
    )
    rows = (await scope.session.execute(statement.order_by(Petition.received_at.desc()).limit(MOST))).all()
    ids = [row.id for row in rows]
    people, units, agencies = await _people(scope, ids), await _units(scope, ids), await _agencies(scope, ids)
    area_of = desk.law.collective_warnings.area_of
    return [
        Sign(
            petition_id=row.id,
            petition_no=row.petition_no,
            collab_no=row.collab_no,
            received_at=row.received_at,
            people=row.people_count,
            units=tuple(sorted(units.get(row.id, ()))),
            area=area_of(row.place),
            cause=row.subject,
            petitioners=frozenset(people.get(row.id, ())),
            accused=frozenset(agencies.get(row.id, ())),
            competent=row.competent_agency,
        )
        for row in rows
    ]


async def _people(scope: Scope, ids: Collection[str]) -> Mapping[str, set[str]]:
    """Keyed hashes; whoever gave neither number nor telephone is told apart from nobody and counts by himself."""
    rows = await scope.session.execute(
        select(PetitionPerson.petition_id, PetitionPerson.id_hash, PetitionPerson.phone_hash).where(
            PetitionPerson.petition_id.in_(ids)
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.petition_id] |= {one for one in (row.id_hash, row.phone_hash) if one}
    return found


async def _units(scope: Scope, ids: Collection[str]) -> Mapping[str, set[str]]:
    """Accused units of this agency."""
    here = PetitionAccused.agency.in_(("", scope.identity.agency))
    rows = await scope.session.execute(
        select(PetitionAccused.petition_id, PetitionAccused.unit).where(
            PetitionAccused.petition_id.in_(ids), PetitionAccused.unit != "", here
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.petition_id].add(row.unit)
    return found


async def _agencies(scope: Scope, ids: Collection[str]) -> Mapping[str, set[str]]:
    """Agencies that a petition accuses, or a unit or person of."""
    rows = await scope.session.execute(
        select(PetitionAccused.petition_id, PetitionAccused.agency).where(
            PetitionAccused.petition_id.in_(ids), PetitionAccused.agency != ""
        )
    )
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        found[row.petition_id].add(row.agency)
    return found
