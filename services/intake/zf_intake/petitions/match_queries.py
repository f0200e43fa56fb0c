"""Petitions as they are compared with others: their words and, opened for this alone, the numbers of their people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, select

from zf_intake.desk import Desk
from zf_intake.petitions.tables import Petition, PetitionAccused, PetitionPerson, PetitionRequest
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Compared:
    """`people`: (kind, number) of those who gave one."""

    id: str
    petition_no: str
    collab_no: str
    title: str
    requests: tuple[str, ...]
    facts: str
    reasons: str
    origin: str
    category: str
    confidential: bool
    accused: bool
    people: tuple[tuple[str, str], ...]


async def compared_after(scope: Scope, after: str, *, limit: int, desk: Desk) -> Sequence[Compared]:
    """The next petitions in the order of their ids."""
    accused = exists().where(PetitionAccused.petition_id == Petition.id).label("accused")
    same = (
        Petition.id, Petition.petition_no, Petition.collab_no, Petition.title, Petition.facts, Petition.reasons,
        Petition.origin, Petition.category, Petition.confidential,
    )  # fmt: skip
    statement = select(*same, accused).where(Petition.id > after).order_by(Petition.id).limit(limit)
    rows = (await scope.session.execute(statement)).mappings().all()
    ids = [row["id"] for row in rows]
    requests, people = await _requests(scope, ids), await _people(scope, ids, desk=desk)
    return [
        Compared(**row, requests=tuple(requests.get(row["id"], ())), people=tuple(people.get(row["id"], ())))
        for row in rows
    ]


async def _requests(scope: Scope, ids: Sequence[str]) -> dict[str, list[str]]:
    rows = await scope.session.execute(
        select(PetitionRequest.petition_id, PetitionRequest.content)
        .where(PetitionRequest.petition_id.in_(ids))
        .order_by(PetitionRequest.petition_id, PetitionRequest.no)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.petition_id].append(row.content)
    return found


async def _people(scope: Scope, ids: Sequence[str], *, desk: Desk) -> dict[str, list[tuple[str, str]]]:
    rows = await scope.session.execute(
        select(PetitionPerson.petition_id, PetitionPerson.id_kind, PetitionPerson.id_sealed).where(
            PetitionPerson.petition_id.in_(ids), PetitionPerson.id_hash != ""
        )
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        found[row.petition_id].append((row.id_kind, desk.key.decrypt(row.id_sealed)))
    return found
