"""The keyed hash of the query code of a petition number, if there is such a petition."""

from dataclasses import dataclass

from sqlalchemy import select

from zf_intake.petitions.tables import Petition
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class QueryHash:
    petition_id: str
    hash: str


async def query_hash_of(scope: Scope, petition_no: str) -> QueryHash | None:
    row = (
        await scope.session.execute(select(Petition.id, Petition.query_hash).where(Petition.petition_no == petition_no))
    ).one_or_none()
    return QueryHash(row.id, row.query_hash) if row is not None else None
