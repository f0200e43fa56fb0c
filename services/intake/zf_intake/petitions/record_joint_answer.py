"""The combined answer of a joint matter becomes an answer of the petition it began with, with a result for each request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from zf_intake.petitions.settle_requests import settle_requests
from zf_intake.petitions.tables import PetitionAnswer
from zf_platform.transaction import Scope

KIND = "joint_reply"


@dataclass(frozen=True, slots=True)
class JointAnswerGiven:
    """`results`: number of the request → supported | explained | not_supported."""

    text: str
    results: Mapping[int, str]
    answered_by: str
    agency_name: str
    issued_at: datetime


async def record_joint_answer(scope: Scope, petition_id: str, given: JointAnswerGiven) -> str:
    """Returns the id of the answer. It is served like every other one."""
    answer_id = scope.new_id()
    found = set(given.results.values())
    await scope.session.execute(
        insert(PetitionAnswer).values(
            id=answer_id,
            petition_id=petition_id,
            kind=KIND,
            way="",
            result=found.pop() if len(found) == 1 else "",
            claims="",
            facts_and_reasons="",
            opinion=given.text,
            legal_basis="",
            body="",
            document_no="",
            signed_by="",
            signed_by_name=f"{given.agency_name} {given.answered_by}".strip(),
            issued_by=scope.actor.account_id,
            issued_at=given.issued_at,
        )
    )
    await settle_requests(scope, petition_id, results=given.results, answer_id=answer_id)
    return answer_id
