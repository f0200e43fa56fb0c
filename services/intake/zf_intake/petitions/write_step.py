"""Write one line of the timeline of a petition: who did what, when it was done and when it was entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.search_entries import note_for_search
from zf_intake.petitions.tables import PetitionStep
from zf_law.documents import Documents
from zf_platform.bulk import into
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Step:
    """What the file after the act does not say. `documents`: type, title and number of each."""

    act: str
    basis: str
    at: datetime
    from_state: str
    note: str = ""
    documents: Sequence[Mapping[str, str]] = ()


def listed(numbers: Mapping[str, str], *, documents: Documents) -> list[dict[str, str]]:
    """Documents of an act, type → number, as the timeline names them."""
    return [{"type": kind, "title": documents.by_id(kind).zh, "number": number} for kind, number in numbers.items()]


async def write_step(scope: Scope, step: Step, *, file: PetitionFile, desk: Desk) -> None:
    """`file` is the petition after the act. Whatever moves a petition is then found as it stands."""
    await scope.session.execute(
        into(PetitionStep),
        {
            "id": scope.new_id(),
            "petition_id": file.id,
            "version": file.version,
            "at": step.at,
            "recorded_at": scope.now,
            "act": step.act,
            "actor_id": scope.actor.account_id,
            "actor_name": scope.actor.name,
            "agency": scope.actor.agency,
            "basis": step.basis,
            "documents": [dict(one) for one in step.documents],
            "note": step.note,
            "from_state": step.from_state,
            "to_state": file.state,
        },
    )
    note_for_search(scope, file.id, desk=desk)
