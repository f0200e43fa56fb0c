"""The hall answers an agency that holds a part not to be its own: taken back, or upheld (PET 23(3))."""

from sqlalchemy import select

from zf_contracts.http.joint import AnswerPartObjection
from zf_contracts.petition_statements import RoutingDecision
from zf_intake.desk import Desk
from zf_intake.joint.authority import require_joint
from zf_intake.joint.issue import issue
from zf_intake.joint.rules import objection_problems
from zf_intake.joint.tables import JointPart
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.routing.decided"


async def answer_part_objection(
    scope: Scope, joint_id: str, part_no: int, command: AnswerPartObjection, *, desk: Desk
) -> None:
    """A part that is taken back waits for another agency; until then nobody handles it, and everybody sees that."""
    matter = await require_joint(scope, joint_id, "petition.split", seen_version=command.version)
    part = await scope.session.scalar(
        select(JointPart).where(JointPart.joint_id == matter.id, JointPart.part_no == part_no).with_for_update()
    )
    if part is None:
        raise NotFound
    problems = objection_problems(here=scope.identity.agency, host=matter.host, objection=part.objection)
    if problems:
        raise Refused(problems)
    part.objection = "returned" if command.agree else "upheld"
    matter.version += 1
    await scope.session.flush()
    body = RoutingDecision.model_validate(
        {
            "notice_id": scope.new_id(),
            "collab_no": matter.collab_no,
            "acted_at": scope.now,
            "of": part.notice_id,
            "objection": part.objection_id,
            "part_no": part_no,
            "outcome": part.objection,
            "reason": command.reason,
        }
    )
    await issue(scope, MESSAGE, body, to={part.agency}, petition_id=matter.petition_id, desk=desk)
    scope.record(
        "joint.answer_objection",
        object_kind="joint_matter",
        object_id=matter.id,
        reason=command.reason[:500],
        after={"part": part_no, "outcome": part.objection},
    )
