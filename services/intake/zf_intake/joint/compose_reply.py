"""The lead agency gives the one combined answer: when all parts are in, or at the earliest end of a part (handbook 4.1)."""

from zf_contracts.http.joint import ComposeReply
from zf_contracts.petition_values import PartAnswer, PetitionJointAnswer
from zf_intake.desk import Desk
from zf_intake.joint.authority import require_joint
from zf_intake.joint.issue import issue
from zf_intake.joint.queries import facts_of, next_edition, parts_of, replied_parts
from zf_intake.joint.record_joint_reply import record_joint_reply
from zf_intake.joint.rules import JointFacts, reply_problems
from zf_intake.joint.tables import JointMatter
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.joint_reply.issued"
_MOST = 5000


async def compose_reply(scope: Scope, joint_id: str, command: ComposeReply, *, desk: Desk) -> None:
    """Parts that are not in are named by their numbers; a later edition tells what came in after."""
    matter = await require_joint(scope, joint_id, "petition.answer", seen_version=command.version)
    facts = await facts_of(scope, matter, now=scope.now)
    problems = reply_problems(facts)
    if problems:
        raise Refused(problems)
    body = await _answer(scope, matter, command, facts=facts)
    await record_joint_reply(scope, body, sender=scope.identity.agency, desk=desk)
    told = {matter.host, *(part.agency for part in facts.parts)}
    own = next((part for part in await parts_of(scope, matter.id) if part.own_petition_id), None)
    await issue(scope, MESSAGE, body, to=told, petition_id=own.own_petition_id if own else "", desk=desk)
    scope.record("joint.reply", object_kind="joint_matter", object_id=matter.id, after={"edition": body.edition})


async def _answer(
    scope: Scope, matter: JointMatter, command: ComposeReply, *, facts: JointFacts
) -> PetitionJointAnswer:
    told = await replied_parts(scope, matter.id)
    parts = await parts_of(scope, matter.id)
    own = next((part for part in parts if part.own_petition_id), None)
    return PetitionJointAnswer(
        notice_id=scope.new_id(),
        collab_no=matter.collab_no,
        petition_no=own.petition_no if own else "",
        acted_at=scope.now,
        lead_agency=scope.identity.agency,
        edition=await next_edition(scope, matter.id),
        text=command.body,
        parts=tuple(
            PartAnswer.model_validate(
                {
                    "part_no": part.part_no,
                    "agency": part.agency,
                    "outcome": part.outcome or None,
                    "text": part.answer_text[:_MOST],
                }
            )
            for part in parts
            if part.answered_at is not None and part.part_no not in told
        ),
        missing=facts.missing,
        answered_by=scope.actor.name,
    )
