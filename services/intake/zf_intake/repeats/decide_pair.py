"""Decide whether two petitions are the same matter: once, with a reason, by name; it is not asked again."""

from zf_contracts.http.repeats import DecidePair
from zf_intake.conversions.detect_conversions import detect_conversions
from zf_intake.desk import Desk
from zf_intake.petitions.authority import READ, require
from zf_intake.petitions.link import link_petitions
from zf_intake.petitions.load import load_petition
from zf_intake.repeats.pair_rules import decision_problems, pair
from zf_intake.repeats.queries import compared, decisions_of, words_of_one
from zf_intake.repeats.rules import likeness
from zf_intake.repeats.tables import PairDecision
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

REGISTER, DUPLICATE = "petition.register", "duplicate"


async def decide_pair(scope: Scope, petition_id: str, other_id: str, command: DecidePair, *, desk: Desk) -> None:
    """The same matter: the two are linked, and merging them is the next step of whoever routes petitions."""
    first, second = pair(petition_id, other_id)
    files = []
    for one in dict.fromkeys((first, second)):
        # Locked in the order of the ids: two people deciding the same pair from both sides wait for each other.
        file = await load_petition(scope, one)
        require(scope.actor, READ, file=file)
        files.append(file)
    decided = (await decisions_of(scope, petition_id)).get(other_id)
    problems = decision_problems(petition_id, other_id, decided_by=decided.decided_by_name if decided else None)
    if problems:
        raise Refused(problems)
    words = [compared(await words_of_one(scope, one)) for one in (first, second)]
    scope.session.add(
        PairDecision(
            first_id=first,
            second_id=second,
            verdict=command.verdict,
            reason=command.reason,
            score=likeness(*words).score,
            decided_by=scope.actor.account_id,
            decided_by_name=scope.actor.name,
            decided_at=scope.now,
        )
    )
    await scope.session.flush()
    if command.verdict == "same":
        await link_petitions(scope, petition_id, other_id=other_id, kind=DUPLICATE, explanation=command.reason)
        for file in files:
            await detect_conversions(scope, file, linked=(first, second), desk=desk)
    scope.record(
        "petition.decide_pair",
        object_kind="petition",
        object_id=petition_id,
        reason=command.reason[:500],
        after={"other": other_id, "verdict": command.verdict},
    )
