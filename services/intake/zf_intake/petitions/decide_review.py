"""Decide a review or the final review by somebody who did not handle the matter (复查、复核意见)."""

from collections.abc import Mapping

from zf_contracts.http.petition_acts import DecideReview
from zf_intake.desk import Desk
from zf_intake.petitions.advance import Move, advance
from zf_intake.petitions.reopen_requests import reopen_requests
from zf_intake.petitions.store_answer import Draft, store_answer
from zf_intake.petitions.take_up import take_up
from zf_law.petition_facts import ActFacts
from zf_platform.transaction import Scope

ACTS: Mapping[str, tuple[str, str]] = {
    "petition_review": ("decide_review", "review_opinion"),
    "petition_final_review": ("decide_final_review", "final_review_opinion"),
}
"""State → the act that decides there, and the kind of document."""
REVOKED = "revoked"


async def decide_review(scope: Scope, petition_id: str, command: DecideReview, *, desk: Desk) -> None:
    """A revoked opinion sends the matter back to be handled anew, and every request is open again."""
    file = await take_up(scope, petition_id, "petition.review", version=command.version)
    act, kind = ACTS.get(file.state, ACTS["petition_review"])
    revoked = command.result == REVOKED
    at = command.acted_at or scope.now
    move = Move(
        "order_new_handling" if revoked else act,
        at,
        note=command.note,
        given=ActFacts(explanation=command.opinion),
    )
    moved = await advance(scope, move, file=file, desk=desk)
    draft = Draft(
        kind="review_opinion" if revoked else kind,
        result=command.result,
        claims=command.claims,
        facts_and_reasons=command.facts_and_reasons,
        opinion=command.opinion,
        legal_basis=command.legal_basis,
        body=command.body,
        issued_at=at,
    )
    await store_answer(scope, moved, draft)
    if revoked:
        await reopen_requests(scope, petition_id)
