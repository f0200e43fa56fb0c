"""Our part of a joint matter is answered: the answer goes to the lead agency and to the hall, not to the petitioner (S-023)."""

from zf_contracts.petition_values import PetitionAnswer, RequestResult
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.joint.queries import load_joint, part_of_petition
from zf_intake.joint.record_sub_answer import record_sub_answer
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.outgoing_queries import answer_body
from zf_platform.transaction import Scope

MESSAGE = "petition.sub_reply.issued"


async def give_sub_answer(scope: Scope, file: PetitionFile, *, desk: Desk) -> None:
    """Nothing happens for a petition that is no part. Requests are told by their numbers in the matter."""
    part = await part_of_petition(scope, file.id)
    if part is None:
        return
    matter = await load_joint(scope, part.joint_id)
    answer = await answer_body(scope, file, notice_id=scope.new_id())
    numbers = dict(enumerate(part.request_nos, start=1))
    results = tuple(
        RequestResult(no=numbers[one.no], outcome=one.outcome) for one in answer.results if one.no in numbers
    )
    body: PetitionAnswer = answer.model_copy(
        update={"part_no": part.part_no, "results": results, "acted_at": scope.now, "served_at": None}
    )
    await record_sub_answer(scope, body, agency=scope.identity.agency)
    await issue(scope, MESSAGE, body, to={matter.lead_agency, matter.host}, petition_id=file.id, desk=desk)
