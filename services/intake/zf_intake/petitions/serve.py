"""The petitioner received the newest answer: the period for asking a review runs from then (X05, X06; PET 32, 35, 36)."""

from collections.abc import Mapping

from sqlalchemy import update

from zf_contracts.http.petition_acts import ServeAnswer
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.newest_answer import newest_answer
from zf_intake.petitions.tables import PetitionAnswer
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.tell_answer import tell_answer
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

ACTS: Mapping[str, str] = {
    "answered": "serve_answer",
    "reviewed": "serve_review",
    "finally_reviewed": "serve_final_review",
}
"""State → which answer is served there."""


async def serve(scope: Scope, petition_id: str, command: ServeAnswer, *, desk: Desk) -> None:
    file = await take_up(scope, petition_id, "petition.answer", version=command.version)
    at = command.acted_at or scope.now
    act = ACTS.get(file.state, "serve_answer")
    moved = await advance(scope, Move(act, at, note=command.note), file=file, desk=desk)
    newest = await newest_answer(scope, petition_id)
    if newest is None:
        raise NotFound
    await scope.session.execute(
        update(PetitionAnswer)
        .where(PetitionAnswer.id == newest.id)
        .values(served_at=at, served_how=command.served_how)
        .execution_options(synchronize_session=False)
    )
    await tell_answer(scope, moved.file, act=moved.act, desk=desk)
