"""Put the question who leads to the committee: from the hall when no rule tells, or from an agency that has a part."""

from zf_contracts.petition_statements import CompetenceDispute
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.joint.queries import parts_of
from zf_intake.joint.record_dispute import record_dispute
from zf_intake.joint.tables import JointMatter
from zf_intake.joint.watch_dispute import committees, dispute_due
from zf_platform.transaction import Scope

MESSAGE = "petition.competence.disputed"


async def open_dispute(scope: Scope, matter: JointMatter, *, proposed: str, reason: str, desk: Desk) -> str:
    """Returns the id of the dispute. The committee and the hall are told; the others hear the decision."""
    parts = await parts_of(scope, matter.id)
    own = next((part for part in parts if part.own_petition_id), None)
    body = CompetenceDispute(
        notice_id=scope.new_id(),
        collab_no=matter.collab_no,
        petition_no=own.petition_no if own else "",
        acted_at=scope.now,
        about="lead",
        of=matter.id,
        agencies=tuple(dict.fromkeys(part.agency for part in parts)),
        proposed=proposed,
        reason=reason,
        answer_due=dispute_due(scope.now, desk=desk),
    )
    await record_dispute(scope, body, raised_by=scope.identity.agency, desk=desk)
    told = {*committees(scope.identity.agency, desk=desk), matter.host}
    petition_id = matter.petition_id or (own.own_petition_id if own else "")
    await issue(scope, MESSAGE, body, to=told, petition_id=petition_id, desk=desk)
    scope.record("joint.dispute", object_kind="joint_matter", object_id=matter.id, reason=reason[:500])
    return body.notice_id
