"""We were given a matter, objected, and were not heard: the committee is asked who is competent (PET 24)."""

from zf_contracts.http.joint import AskCompetence
from zf_contracts.petition_statements import CompetenceDispute
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.joint.record_dispute import record_dispute
from zf_intake.joint.rules import competence_problems
from zf_intake.joint.watch_dispute import committees, dispute_due
from zf_intake.petitions.take_up import take_up
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.competence.disputed"


async def ask_competence(scope: Scope, petition_id: str, command: AskCompetence, *, desk: Desk) -> str:
    """Handling goes on meanwhile: the clocks of the petitioner do not wait for the agencies. Returns the dispute's id."""
    file = await take_up(scope, petition_id, "petition.route", version=command.version)
    problems = competence_problems(origin_agency=file.origin_agency, objection_id=file.objection_id, state=file.state)
    if problems:
        raise Refused(problems)
    here = scope.identity.agency
    body = CompetenceDispute(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=scope.now,
        about="competence",
        of=file.origin_notice_id,
        part_no=file.part_no,
        agencies=(here, file.origin_agency),
        proposed=file.origin_agency,
        reason=command.reason,
        answer_due=dispute_due(scope.now, desk=desk),
    )
    await record_dispute(scope, body, raised_by=here, desk=desk)
    await issue(scope, MESSAGE, body, to=committees(here, desk=desk), petition_id=file.id, desk=desk)
    scope.record(
        "joint.dispute", object_kind="petition", object_id=file.id, reason=command.reason[:500], basis="PET 24"
    )
    return body.notice_id
