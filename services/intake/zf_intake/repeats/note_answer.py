"""Another agency answered what we asked: its numbers stand beside our petitions."""

from sqlalchemy import select

from zf_contracts.petition_matches import MatchAnswer
from zf_intake.repeats.keep_matches import PeerMatchFound, keep_matches
from zf_intake.repeats.tables import PetitionMarks
from zf_platform.transaction import Scope


async def note_answer(scope: Scope, told: MatchAnswer, *, sender: str) -> None:
    """Only about petitions that were really asked about; anything else in the answer is not ours."""
    numbers = {one.asked_no for one in told.matches}
    rows = await scope.session.execute(
        select(PetitionMarks.petition_no, PetitionMarks.petition_id).where(
            PetitionMarks.petition_no.in_(numbers), PetitionMarks.ask == "asked"
        )
    )
    asked = {row.petition_no: row.petition_id for row in rows}
    await keep_matches(
        scope,
        sender,
        [
            PeerMatchFound(asked[one.asked_no], one.petition_no, one.same_person, one.same_subject)
            for one in told.matches
            if one.asked_no in asked
        ],
    )
