"""Another agency asked for matters of the same person or with nearly the same words: tell their numbers, and keep its own."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from zf_contracts.petition_matches import FoundMatch, MatchAnswer, MatchQuestion
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.petitions.likeness_queries import may_be_mentioned
from zf_intake.repeats.keep_matches import PeerMatchFound, keep_matches
from zf_intake.repeats.match_rules import Marked, from_hex, matches
from zf_intake.repeats.queries import MOST_CANDIDATES
from zf_intake.repeats.tables import PetitionMarks
from zf_platform.transaction import Scope

FOUND = "petition.match.found"
MOST_ANSWERS = 500


async def answer_agency(scope: Scope, asked: MatchQuestion, *, sender: str, desk: Desk) -> None:
    """Silence means none. What must not be known stays unmentioned, to the asker and about the asker alike."""
    if not desk.match_shared:
        return
    questions = [
        Marked(one.petition_no, one.collab_no, frozenset(one.people), from_hex(one.marks)) for one in asked.petitions
    ]
    own = await _sharing(scope, questions, sender=sender)
    found = matches(questions, own.values())[:MOST_ANSWERS]
    if not found:
        return
    ids = {marked.petition_no: petition_id for petition_id, marked in own.items()}
    await keep_matches(
        scope,
        sender,
        [
            PeerMatchFound(ids[one.own.petition_no], one.asked.petition_no, one.same_person, one.same_subject)
            for one in found
        ],
    )
    told = tuple(
        FoundMatch(
            asked_no=one.asked.petition_no,
            petition_no=one.own.petition_no,
            same_person=one.same_person,
            same_subject=one.same_subject,
        )
        for one in found
    )
    body = MatchAnswer(notice_id=scope.new_id(), collab_no="", acted_at=scope.now, of=asked.notice_id, matches=told)
    await issue(scope, FOUND, body, to=(sender,), petition_id="", desk=desk)


async def _sharing(scope: Scope, questions: Sequence[Marked], *, sender: str) -> dict[str, Marked]:
    people = sorted({person for one in questions for person in one.people})
    marks = sorted({mark for one in questions for mark in one.marks})
    statement = (
        select(PetitionMarks)
        .where(or_(PetitionMarks.people.overlap(people), PetitionMarks.marks.overlap(marks)))
        .order_by(PetitionMarks.petition_id.desc())
        .limit(MOST_CANDIDATES * len(questions))
    )
    rows = (await scope.session.scalars(statement)).all()
    allowed = await may_be_mentioned(scope, [row.petition_id for row in rows], to=sender)
    return {
        row.petition_id: Marked(row.petition_no, row.collab_no, frozenset(row.people), frozenset(row.marks))
        for row in rows
        if row.petition_id in allowed
    }
