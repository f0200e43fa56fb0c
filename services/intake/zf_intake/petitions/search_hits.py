"""Petitions as hits of a search: only those this person may see now, with the texts that explain the hit."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from zf_intake.desk import Desk
from zf_intake.petitions.authority import within_sight
from zf_intake.petitions.search_entries import numbers_of
from zf_intake.petitions.tables import Petition, PetitionRequest
from zf_platform.search.hits import Hit
from zf_platform.transaction import Scope


async def petition_hits(scope: Scope, ids: Sequence[str], *, desk: Desk) -> Mapping[str, Hit]:
    rows = await scope.session.scalars(select(Petition).where(Petition.id.in_(ids), within_sight(scope.actor)))
    asked = await scope.session.execute(
        select(PetitionRequest.petition_id, PetitionRequest.content)
        .where(PetitionRequest.petition_id.in_(ids))
        .order_by(PetitionRequest.petition_id, PetitionRequest.no)
    )
    requests: dict[str, list[str]] = {}
    for row in asked:
        requests.setdefault(row.petition_id, []).append(row.content)
    return {one.id: _hit(one, requests.get(one.id, ()), desk=desk) for one in rows}


def _hit(one: Petition, requests: Sequence[str], *, desk: Desk) -> Hit:
    state = desk.law.petitions.states[one.state]
    return Hit(
        kind="petition",
        id=one.id,
        number=one.petition_no,
        title=one.title,
        unit=one.unit,
        state=one.state,
        state_zh=state.zh,
        state_en=state.en,
        at=one.received_at,
        parts={
            "title": one.title,
            "requests": "\n".join(requests),
            "facts": one.facts,
            "reasons": one.reasons,
            "place": one.place,
        },
        numbers=numbers_of(one),
    )
