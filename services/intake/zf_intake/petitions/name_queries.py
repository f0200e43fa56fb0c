"""Which petitions may be spoken of in public, and the names that must not be spoken then."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Select, select

from zf_intake.desk import Desk
from zf_intake.petitions.form_rules import ACCUSATION_LEVEL
from zf_intake.petitions.tables import Petition, PetitionAccused, PetitionPerson
from zf_platform.transaction import Scope


def open_to_the_public() -> Select[str]:
    """Ids of petitions that are neither accusations nor confidential."""
    return select(Petition.id).where(Petition.confidential.is_(False), Petition.sensitivity != ACCUSATION_LEVEL)


async def names_of(scope: Scope, petition_ids: Sequence[str], *, desk: Desk) -> Mapping[str, tuple[str, ...]]:
    """Petition → the names of its petitioners, representatives and accused people."""
    if not petition_ids:
        return {}
    found: dict[str, list[str]] = defaultdict(list)
    people = select(PetitionPerson.petition_id, PetitionPerson.name).where(PetitionPerson.petition_id.in_(petition_ids))
    for row in await scope.session.execute(people):
        found[row.petition_id].append(row.name)
    accused = select(PetitionAccused.petition_id, PetitionAccused.name_sealed).where(
        PetitionAccused.petition_id.in_(petition_ids), PetitionAccused.kind == "person"
    )
    for row in await scope.session.execute(accused):
        found[row.petition_id].append(desk.key.decrypt(row.name_sealed))
    return {petition_id: tuple(name for name in names if name) for petition_id, names in found.items()}


async def petitioner_of(scope: Scope, petition_id: str) -> str:
    """The name of the first petitioner, empty where none was left."""
    statement = select(PetitionPerson.name).where(PetitionPerson.petition_id == petition_id, PetitionPerson.no == 1)
    return await scope.session.scalar(statement) or ""
