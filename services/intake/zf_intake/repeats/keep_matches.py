"""Keep that another agency has a matter of the same person, or with nearly the same words: its number, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert

from zf_intake.repeats.tables import PeerMatch
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class PeerMatchFound:
    """`petition_id` is ours, `petition_no` the other agency's."""

    petition_id: str
    petition_no: str
    same_person: bool
    same_subject: bool


async def keep_matches(scope: Scope, agency: str, found: Sequence[PeerMatchFound]) -> None:
    """Told twice, or from both sides, it stands once."""
    for one in found:
        row = insert(PeerMatch).values(
            petition_id=one.petition_id,
            agency=agency,
            petition_no=one.petition_no,
            same_person=one.same_person,
            same_subject=one.same_subject,
            learned_at=scope.now,
        )
        await scope.session.execute(row.on_conflict_do_nothing())
