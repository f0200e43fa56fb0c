"""Answer a simple matter at the window, in the petitioner's presence (当场答复, PET 23(2), S-014)."""

from zf_contracts.http.petition_acts import AnswerAtOnce
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.settle_requests import settle_requests
from zf_intake.petitions.store_answer import Draft, store_answer
from zf_intake.petitions.take_up import take_up
from zf_intake.petitions.tell_answer import tell_answer
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope


async def answer_at_once(scope: Scope, petition_id: str, command: AnswerAtOnce, *, desk: Desk) -> None:
    """It speaks to every request and counts as served; serious, restricted and litigation matters are not for this."""
    file = await take_up(scope, petition_id, "petition.register", version=command.version)
    at = command.acted_at or scope.now
    given = ActFacts(answered_requests=file.open_requests)
    moved = await advance(scope, Move("answer_at_once", at, note=command.note, given=given), file=file, desk=desk)
    draft = Draft(kind="reply", opinion=command.opinion, issued_at=at, served_at=at)
    answer_id = await store_answer(scope, moved, draft)
    results = dict.fromkeys(file.open_requests, "explained")
    await settle_requests(scope, petition_id, results=results, answer_id=answer_id)
    await tell_answer(scope, moved.file, act=moved.act, desk=desk)
