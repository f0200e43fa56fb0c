"""Keep what a new petition is recognised by: marks of its text, hashes of its people."""

from zf_contracts.http.petitions import PetitionContent
from zf_intake.desk import Desk
from zf_intake.repeats.match_rules import may_be_asked
from zf_intake.repeats.pair_rules import compared_words
from zf_intake.repeats.rules import marks
from zf_intake.repeats.tables import PetitionMarks
from zf_platform.bulk import into
from zf_platform.transaction import Scope


async def keep_marks(
    scope: Scope, petition_id: str, content: PetitionContent, *, numbers: tuple[str, str], origin: str, desk: Desk
) -> None:
    """`numbers`: of the petition and of the matter. Under the match key equal texts and people meet, and nobody reads them."""
    words = compared_words(title=content.title, requests=content.requests, facts=content.facts, reasons=content.reasons)
    people = {desk.match.person(one.id_kind, one.id_number) for one in content.persons if one.id_number}
    asked = may_be_asked(
        origin=origin, category=content.category, accused=bool(content.accused), confidential=content.confidential
    )
    petition_no, collab_no = numbers
    await scope.session.execute(
        into(PetitionMarks),
        {
            "petition_id": petition_id,
            "petition_no": petition_no,
            "collab_no": collab_no,
            "marks": list(desk.match.marks(marks(words))),
            "people": sorted(people),
            "ask": "due" if asked else "never",
        },
    )
