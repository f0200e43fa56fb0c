"""The words of petitions for comparing, with whether this reader may see each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, not_, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from zf_intake.petitions.authority import knows_the_petitioner, within_sight
from zf_intake.petitions.form_rules import ACCUSATION_LEVEL
from zf_intake.petitions.tables import Petition, PetitionAccused, PetitionRequest
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class PetitionWords:
    """`in_sight`: this reader may open it. Of others he learns that they exist, nothing of their content."""

    id: str
    petition_no: str
    collab_no: str
    title: str
    requests: tuple[str, ...]
    facts: str
    reasons: str
    place: str
    unit: str
    state: str
    received_at: datetime
    in_sight: bool


async def words_of_petitions(scope: Scope, petition_ids: Collection[str]) -> Sequence[PetitionWords]:
    """Accusations and confidential petitions out of sight are not even mentioned."""
    if not petition_ids:
        return ()
    seen = within_sight(scope.actor) & knows_the_petitioner(scope.actor)
    mentioned = (Petition.sensitivity != ACCUSATION_LEVEL) & Petition.confidential.is_(False)
    same = (
        Petition.id, Petition.petition_no, Petition.collab_no, Petition.title, Petition.facts, Petition.reasons,
        Petition.place, Petition.unit, Petition.state, Petition.received_at,
    )  # fmt: skip
    requests = (
        select(func.array_agg(aggregate_order_by(PetitionRequest.content, PetitionRequest.no)))
        .where(PetitionRequest.petition_id == Petition.id)
        .scalar_subquery()
    )
    statement = select(*same, requests.label("requests"), seen.label("in_sight"))
    rows = await scope.session.execute(statement.where(Petition.id.in_(petition_ids), or_(seen, mentioned)))
    return [PetitionWords(**{**row, "requests": tuple(row["requests"] or ())}) for row in rows.mappings()]


async def may_be_mentioned(scope: Scope, petition_ids: Collection[str], *, to: str) -> frozenset[str]:
    """Of these, what another agency may learn to exist: no accusation, nothing confidential, nothing it is accused in."""
    accused = exists().where(PetitionAccused.petition_id == Petition.id, PetitionAccused.agency == to)
    rows = await scope.session.scalars(
        select(Petition.id).where(
            Petition.id.in_(petition_ids),
            Petition.sensitivity != ACCUSATION_LEVEL,
            Petition.confidential.is_(False),
            not_(accused),
        )
    )
    return frozenset(rows)
