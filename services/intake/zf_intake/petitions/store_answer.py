"""Write an answer beside the act that gave it; signed first by whoever issued it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from zf_intake.petitions.advance import Moved
from zf_intake.petitions.tables import PetitionAnswer
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an answer, opinion or review opinion. `served_at`: an answer given at once is served with it."""

    kind: str
    opinion: str
    issued_at: datetime
    way: str = ""
    result: str = ""
    claims: str = ""
    facts_and_reasons: str = ""
    legal_basis: str = ""
    body: str = ""
    served_at: datetime | None = None


async def store_answer(scope: Scope, moved: Moved, draft: Draft) -> str:
    """The id of the answer; its number is that of the document the act produced."""
    answer_id = scope.new_id()
    await scope.session.execute(
        insert(PetitionAnswer).values(
            id=answer_id,
            petition_id=moved.file.id,
            no=moved.file.version,
            kind=draft.kind,
            way=draft.way,
            result=draft.result,
            claims=draft.claims,
            facts_and_reasons=draft.facts_and_reasons,
            opinion=draft.opinion,
            legal_basis=draft.legal_basis,
            body=draft.body,
            document_no=next(iter(moved.documents.values()), ""),
            signed_by=scope.actor.account_id,
            signed_by_name=scope.actor.name,
            issued_by=scope.actor.account_id,
            issued_at=draft.issued_at,
            served_at=draft.served_at,
            served_how="in_person" if draft.served_at else "",
        )
    )
    return answer_id
