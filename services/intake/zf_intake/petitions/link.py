"""Note that a petition has to do with another one, with the written explanation where one is owed."""

from sqlalchemy.dialects.postgresql import insert

from zf_intake.petitions.tables import PetitionLink
from zf_platform.transaction import Scope


async def link_petitions(scope: Scope, petition_id: str, *, other_id: str, kind: str, explanation: str) -> None:
    """Linking twice changes nothing. kind: duplicate | merged | earlier | related."""
    statement = insert(PetitionLink).values(
        petition_id=petition_id,
        other_id=other_id,
        kind=kind,
        explanation=explanation,
        recorded_by=scope.actor.account_id,
        recorded_at=scope.now,
    )
    await scope.session.execute(statement.on_conflict_do_nothing())
