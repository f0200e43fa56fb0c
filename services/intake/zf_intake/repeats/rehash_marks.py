"""Compute anew what petitions are recognised by: after a change of the match key, or for those from before there was one."""

from sqlalchemy.dialects.postgresql import insert

from zf_intake.desk import Desk
from zf_intake.petitions.match_queries import Compared, compared_after
from zf_intake.repeats.match_rules import may_be_asked
from zf_intake.repeats.pair_rules import compared_words
from zf_intake.repeats.rules import marks
from zf_intake.repeats.tables import PetitionMarks
from zf_platform.transaction import Scope
from zf_platform.upkeep import Batch

AT_ONCE = 200


async def rehash_marks(scope: Scope, after: str, *, ask_again: bool = False, desk: Desk) -> Batch:
    """`ask_again`: the other agencies are asked anew about everything that may be asked about.

    Numbers of people are opened for this alone and leave nothing but their hash under the new key.
    """
    found = await compared_after(scope, after, limit=AT_ONCE, desk=desk)
    if not found:
        return Batch(0)
    arriving = insert(PetitionMarks).values([_row(one, desk=desk) for one in found])
    new = arriving.excluded
    changed = {"marks": new.marks, "people": new.people} | ({"ask": new.ask} if ask_again else {})
    await scope.session.execute(
        arriving.on_conflict_do_update(index_elements=[PetitionMarks.petition_id], set_=changed)
    )
    return Batch(len(found), found[-1].id if len(found) == AT_ONCE else "")


def _row(one: Compared, *, desk: Desk) -> dict[str, object]:
    words = compared_words(title=one.title, requests=one.requests, facts=one.facts, reasons=one.reasons)
    asked = may_be_asked(origin=one.origin, category=one.category, accused=one.accused, confidential=one.confidential)
    return {
        "petition_id": one.id,
        "petition_no": one.petition_no,
        "collab_no": one.collab_no,
        "marks": list(desk.match.marks(marks(words))),
        "people": sorted({desk.match.person(kind, number) for kind, number in one.people}),
        "ask": "due" if asked else "never",
    }
