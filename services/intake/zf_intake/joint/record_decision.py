"""The committee decided a dispute: who leads, or who is competent. Written down in every node it concerns, and carried out."""

from sqlalchemy import select

from zf_contracts.petition_statements import CompetenceDecision
from zf_intake.desk import Desk
from zf_intake.joint.carry_out_competence import carry_out_competence
from zf_intake.joint.end_dispute_watch import end_dispute_watch
from zf_intake.joint.give_sub_answer import give_sub_answer
from zf_intake.joint.queries import parts_of
from zf_intake.joint.tables import Dispute, JointMatter
from zf_intake.petitions.load import load_petition
from zf_platform.transaction import Scope


async def record_decision(scope: Scope, body: CompetenceDecision, *, desk: Desk) -> bool:
    """Nodes that were never told of the dispute learn of the decision alone. False: the matter itself is not here yet."""
    dispute = await scope.session.scalar(select(Dispute).where(Dispute.id == body.dispute).with_for_update())
    if dispute is not None:
        if dispute.state == "decided":
            return True
        dispute.state, dispute.decision_id = "decided", body.notice_id
        dispute.agency, dispute.decided_by, dispute.decided_at = body.agency, body.decided_by, body.acted_at
        dispute.decision_reason, dispute.decision_basis = body.reason, body.basis
        dispute.version += 1
        await end_dispute_watch(scope, dispute, at=body.acted_at, desk=desk)
        await scope.session.flush()
    if body.about == "lead":
        return await _name_lead(scope, body, desk=desk) or dispute is not None
    await carry_out_competence(scope, body, desk=desk)
    return True


async def _name_lead(scope: Scope, body: CompetenceDecision, *, desk: Desk) -> bool:
    """Whoever leads now has to have the answers that were given to the former one."""
    matter = await scope.session.scalar(
        select(JointMatter).where(JointMatter.collab_no == body.collab_no).with_for_update()
    )
    if matter is None:
        return False
    matter.lead_agency, matter.lead_rule = body.agency, "decided"
    matter.state = "open" if matter.state == "disputed" else matter.state
    matter.version += 1
    await scope.session.flush()
    for part in await parts_of(scope, matter.id):
        if part.own_petition_id and part.answered_at is not None:
            await give_sub_answer(scope, await load_petition(scope, part.own_petition_id), desk=desk)
    return True
