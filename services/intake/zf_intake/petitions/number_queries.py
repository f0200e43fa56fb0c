"""Petitions by number and by id, for what other agencies tell of them and what they are told."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from zf_intake.petitions.authority import within_sight
from zf_intake.petitions.tables import Petition, PetitionPerson
from zf_platform.transaction import Scope


async def petition_ids_of(scope: Scope, collab_no: str) -> tuple[str, ...]:
    """Our petitions of this matter, the oldest first."""
    if not collab_no:
        return ()
    found = await scope.session.scalars(
        select(Petition.id).where(Petition.collab_no == collab_no).order_by(Petition.id)
    )
    return tuple(found)


async def numbers_and_titles(scope: Scope, petition_ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Id → number and title."""
    if not petition_ids:
        return {}
    rows = await scope.session.execute(
        select(Petition.id, Petition.petition_no, Petition.title).where(Petition.id.in_(petition_ids))
    )
    return {row.id: (row.petition_no, row.title) for row in rows}


async def titles_in_sight(scope: Scope, petition_ids: Sequence[str]) -> Mapping[str, str]:
    """Id → title of those that this reader may open."""
    if not petition_ids:
        return {}
    rows = await scope.session.execute(
        select(Petition.id, Petition.title).where(Petition.id.in_(petition_ids), within_sight(scope.actor))
    )
    return {row.id: row.title for row in rows}


async def is_confidential(scope: Scope, petition_id: str) -> bool:
    """The petitioner asked that nobody learn of him."""
    return bool(await scope.session.scalar(select(Petition.confidential).where(Petition.id == petition_id)))


async def vulnerable_marks(scope: Scope, petition_id: str) -> tuple[str, ...]:
    """elderly, disabled, ill …: what raises the priority of a matter, without saying of whom."""
    rows = await scope.session.scalars(
        select(PetitionPerson.vulnerable).where(PetitionPerson.petition_id == petition_id)
    )
    return tuple(sorted({mark for marks in rows for mark in marks}))
