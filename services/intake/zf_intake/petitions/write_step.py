"""Write one line of the timeline of a petition: who did what, when it was done and when it was entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.search_entries import note_for_search
from zf_intake.petitions.tables import PetitionStep
from zf_law.petition_stages import PetitionAct
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Step:
    """What the file after the act does not say."""

    at: datetime
    from_state: str
    note: str = ""


async def write_step(
    scope: Scope, act: PetitionAct, *, step: Step, file: PetitionFile, documents: Mapping[str, str], desk: Desk
) -> None:
    """One line; of each document its title and number. Whatever moves a petition is then found as it stands."""
    titles = desk.law.documents
    await scope.session.execute(
        insert(PetitionStep).values(
            id=scope.new_id(),
            petition_id=file.id,
            version=file.version,
            at=step.at,
            recorded_at=scope.now,
            act=act.act,
            actor_id=scope.actor.account_id,
            actor_name=scope.actor.name,
            agency=scope.actor.agency,
            basis=act.basis,
            documents=[
                {"type": kind, "title": titles.by_id(kind).zh, "number": number} for kind, number in documents.items()
            ],
            note=step.note,
            from_state=step.from_state,
            to_state=file.state,
        )
    )
    note_for_search(scope, file.id, desk=desk)
