"""The earlier matter that a refusal or a merge points to: within the sight of whoever points, or it does not exist."""

from sqlalchemy import exists, select

from zf_intake.desk import Desk
from zf_intake.petitions.authority import within_sight
from zf_intake.petitions.tables import Petition, PetitionAnswer
from zf_law.petition_facts import EarlierMatter
from zf_platform.transaction import Scope

FINAL_REVIEW = "final_review_opinion"
_UNHANDLED = ("registered", "received", "objected")


async def earlier_matter(scope: Scope, petition_id: str, *, desk: Desk) -> EarlierMatter | None:
    """`open`: accepted or in handling somewhere; a mere registration is no ground to send somebody away (PET 19(3))."""
    final = exists().where(PetitionAnswer.petition_id == Petition.id, PetitionAnswer.kind == FINAL_REVIEW)
    row = (
        await scope.session.execute(
            select(Petition.id, Petition.state, final.label("final")).where(
                Petition.id == petition_id, within_sight(scope.actor)
            )
        )
    ).one_or_none()
    if row is None:
        return None
    handled = row.state in desk.law.petitions.open_states() and row.state not in _UNHANDLED
    return EarlierMatter(row.id, handled, bool(row.final))
