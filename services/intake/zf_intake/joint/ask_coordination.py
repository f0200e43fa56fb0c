"""Ask another agency for help with a matter outside our competence, until a day (S-018)."""

from zf_contracts.http.joint import AskCoordination
from zf_contracts.petition_statements import CoordinationRequest
from zf_intake.desk import Desk
from zf_intake.joint.issue import issue
from zf_intake.joint.rules import coordination_problems
from zf_intake.petitions.authority import require
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.number_queries import vulnerable_marks
from zf_law.deadlines import ZONE
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

MESSAGE = "petition.coordination.requested"


async def ask_coordination(scope: Scope, petition_id: str, command: AskCoordination, *, desk: Desk) -> str:
    """The content stays here: what is asked is said in the request. Returns the id of the request."""
    file = await load_petition(scope, petition_id)
    require(scope.actor, "petition.handle", file=file)
    problems = coordination_problems(
        receiver=command.receiver,
        partners=frozenset(one.code for one in desk.law.agencies.partners(scope.identity.agency)),
        accused=file.parties.accused_agencies,
        due=command.due,
        today=scope.now.astimezone(ZONE).date(),
    )
    if problems:
        raise Refused(problems)
    body = CoordinationRequest(
        notice_id=scope.new_id(),
        collab_no=file.collab_no,
        petition_no=file.petition_no,
        acted_at=scope.now,
        asked=command.asked,
        due=command.due,
        vulnerable=await vulnerable_marks(scope, file.id),
        contact=scope.actor.name,
    )
    await issue(scope, MESSAGE, body, to={command.receiver}, petition_id=file.id, desk=desk)
    scope.record("joint.ask_coordination", object_kind="petition", object_id=file.id, basis="S-018")
    return body.notice_id
