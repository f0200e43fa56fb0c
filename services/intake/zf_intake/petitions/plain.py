"""The few things of a petition that its own petitioner sees beside its state: masked name, day, who handles it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from zf_intake.petitions.form_rules import masked_name
from zf_intake.petitions.tables import Petition, PetitionPerson
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Plain:
    petitioner: str
    registered_at: datetime
    competent_name: str


async def plain_of(scope: Scope, petition_id: str) -> Plain:
    row = (
        await scope.session.execute(
            select(Petition.registered_at, Petition.competent_name, PetitionPerson.name)
            .outerjoin(PetitionPerson, (PetitionPerson.petition_id == Petition.id) & (PetitionPerson.no == 1))
            .where(Petition.id == petition_id)
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    return Plain(masked_name(row.name or ""), row.registered_at, row.competent_name)
