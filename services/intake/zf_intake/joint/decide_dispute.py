"""The committee decides who leads, or who is competent (PET 24); everybody concerned is told with reason and basis."""

from sqlalchemy import select

from zf_contracts.http.joint import DecideDispute
from zf_contracts.petition_statements import CompetenceDecision
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.joint.queries import joint_of
from zf_intake.joint.record_decision import record_decision
from zf_intake.joint.rules import decision_problems
from zf_intake.joint.tables import Dispute
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.competence.decided"


async def decide_dispute(scope: Scope, dispute_id: str, command: DecideDispute, *, desk: Desk) -> None:
    dispute = await scope.session.scalar(select(Dispute).where(Dispute.id == dispute_id).with_for_update())
    if dispute is None:
        raise NotFound
    if dispute.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": dispute.version}),))
    here = scope.identity.agency
    partners = {one.code for one in desk.law.agencies.partners(here)} | {here}
    concerned = set(dispute.agencies) if dispute.about == "lead" else partners
    problems = decision_problems(state=dispute.state, about=dispute.about, agency=command.agency, concerned=concerned)
    if problems:
        raise Refused(problems)
    body = _decision(scope, dispute, command)
    matter = await joint_of(scope, dispute.collab_no)
    told = {*dispute.agencies, dispute.raised_by, *((matter.host,) if matter else ())}
    await record_decision(scope, body, desk=desk)
    await issue(scope, MESSAGE, body, to=told, petition_id=matter.petition_id if matter else "", desk=desk)
    scope.record(
        "joint.decide_dispute",
        object_kind="dispute",
        object_id=dispute_id,
        reason=command.reason[:500],
        basis=command.basis or "PET 24",
        after={"agency": command.agency},
    )


def _decision(scope: Scope, dispute: Dispute, command: DecideDispute) -> CompetenceDecision:
    return CompetenceDecision.model_validate(
        {
            "notice_id": scope.new_id(),
            "collab_no": dispute.collab_no,
            "petition_no": dispute.petition_no,
            "acted_at": scope.now,
            "dispute": dispute.id,
            "about": dispute.about,
            "of": dispute.of,
            "part_no": dispute.part_no,
            "agency": command.agency,
            "reason": command.reason,
            "basis": command.basis or "PET 24",
            "decided_by": scope.actor.name,
        }
    )
