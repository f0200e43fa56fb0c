"""Every minute: ask the other agencies whether they have a matter of the same person, or with nearly the same words."""

from sqlalchemy import select, update

from zf_contracts.catalogue import CATALOGUE
from zf_contracts.petition_matches import MarkedPetition, MatchQuestion
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.repeats.match_rules import as_hex
from zf_intake.repeats.tables import PetitionMarks
from zf_platform.transaction import Scope

ASKED = "petition.match.asked"
MOST_AT_ONCE = 50
MOST_PEOPLE = 200


async def ask_agencies(scope: Scope, *, desk: Desk) -> None:
    """Nothing is asked without a key that all agencies share. One message for up to fifty petitions."""
    if not desk.match_shared:
        return
    rows = (
        await scope.session.scalars(
            select(PetitionMarks)
            .where(PetitionMarks.ask == "due")
            .order_by(PetitionMarks.petition_id)
            .limit(MOST_AT_ONCE)
            .with_for_update(skip_locked=True)
        )
    ).all()
    if not rows:
        return
    body = MatchQuestion(
        notice_id=scope.new_id(), collab_no="", acted_at=scope.now, petitions=tuple(_marked(row) for row in rows)
    )
    receivers = _windows(scope.identity.agency, desk=desk)
    await issue(scope, ASKED, body, to=receivers, petition_id="", desk=desk)
    ids = [row.petition_id for row in rows]
    await scope.session.execute(update(PetitionMarks).where(PetitionMarks.petition_id.in_(ids)).values(ask="asked"))
    scope.record("petition.ask_agencies", object_kind="petition_notice", object_id=body.notice_id)


def _windows(agency: str, *, desk: Desk) -> tuple[str, ...]:
    kinds = CATALOGUE[ASKED].receivers
    return tuple(one.code for one in desk.law.agencies.partners(agency) if one.kind.value in kinds)


def _marked(row: PetitionMarks) -> MarkedPetition:
    return MarkedPetition(
        petition_no=row.petition_no,
        collab_no=row.collab_no,
        people=tuple(row.people[:MOST_PEOPLE]),
        marks=as_hex(row.marks),
    )
