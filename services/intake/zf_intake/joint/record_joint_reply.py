"""The combined answer of the lead agency: kept in every node concerned; in the hall the petition itself is answered by it."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.petition_values import PetitionJointAnswer
from zf_intake.desk import Desk
from zf_intake.joint.queries import results_of
from zf_intake.joint.tables import JointMatter, JointReply
from zf_intake.petitions.note_peer import note_peer
from zf_intake.petitions.record_joint_answer import JointAnswerGiven, record_joint_answer
from zf_platform.transaction import Scope


async def record_joint_reply(scope: Scope, body: PetitionJointAnswer, *, sender: str, desk: Desk) -> bool:
    """Only the lead answers for all. False: the matter, or the decision who leads, is not here yet."""
    matter = await scope.session.scalar(
        select(JointMatter).where(JointMatter.collab_no == body.collab_no).with_for_update()
    )
    if matter is None or matter.lead_agency != sender:
        return False
    statement = insert(JointReply).values(
        joint_id=matter.id,
        edition=body.edition,
        lead_agency=sender,
        body=body.text,
        parts=[part.part_no for part in body.parts],
        missing=list(body.missing),
        issued_at=body.acted_at,
        answered_by=body.answered_by,
    )
    await scope.session.execute(statement.on_conflict_do_nothing())
    matter.state = "answered" if body.missing else "completed"
    matter.version += 1
    await scope.session.flush()
    if matter.petition_id:
        await _answer_petition(scope, matter, body, sender=sender, desk=desk)
    return True


async def _answer_petition(
    scope: Scope, matter: JointMatter, body: PetitionJointAnswer, *, sender: str, desk: Desk
) -> None:
    """Complete, it answers the petition; with parts missing the petition stays open for them."""
    agency = desk.law.agencies.find(sender)
    given = JointAnswerGiven(
        text=body.text,
        results=await results_of(scope, matter.id),
        answered_by=body.answered_by,
        agency_name=agency.name_zh if agency else sender,
        issued_at=body.acted_at,
    )
    await record_joint_answer(scope, matter.petition_id, given)
    act = "receive_partial_reply" if body.missing else "receive_joint_reply"
    await note_peer(scope, matter.petition_id, act, at=body.acted_at, note=given.agency_name, desk=desk)
