"""Put an act of a case to the committee (提请集体议案)."""

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.deliberations import queries
from zf_casemgmt.deliberations.proposal_rules import Proposal, proposal_problems
from zf_casemgmt.deliberations.rules import PROPOSED
from zf_casemgmt.deliberations.tables import Deliberation
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import ProposeDeliberation
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def propose_deliberation(scope: Scope, case_id: str, command: ProposeDeliberation, *, office: Office) -> str:
    """Returns the id. Refused when the act is outside the committee's reach or is being discussed or decided already."""
    file = await load_case(scope, case_id)
    require(scope.actor, "deliberation.propose", file=file, agency=office.agency.code, seen=command.version)
    await _refuse_impossible(scope, command, file=file, office=office)
    deliberation_id = scope.new_id()
    await scope.session.execute(
        insert(Deliberation).values(
            id=deliberation_id,
            case_id=case_id,
            question=command.question,
            act=command.act,
            suspect_id=command.suspect_id,
            asked=command.asked,
            report=command.report,
            proposed_by=scope.actor.account_id,
            proposed_by_name=scope.actor.name,
            proposed_at=scope.now,
            state=PROPOSED,
            supersedes=command.supersedes,
            supersede_reason=command.supersede_reason,
        )
    )
    scope.record(
        "deliberation.propose",
        object_kind="deliberation",
        object_id=deliberation_id,
        reason=command.asked[:500],
        basis=office.law.deliberations.questions[command.question].basis,
        after={"case": case_id, "act": command.act, "suspect": command.suspect_id, "supersedes": command.supersedes},
    )
    return deliberation_id


async def _refuse_impossible(scope: Scope, command: ProposeDeliberation, *, file: CaseFile, office: Office) -> None:
    problems = proposal_problems(
        Proposal(command.question, command.act, command.suspect_id, command.supersedes, command.supersede_reason),
        state=file.state,
        papers={paper.type for paper in file.papers},
        standing=file.standing,
        open_acts=await queries.open_acts(scope.session, file.id),
        law=office.law.deliberations,
        stages=office.law.stages,
        kind=office.kind,
    )
    if command.suspect_id and file.suspect(command.suspect_id) is None:
        problems.append(Problem("suspect.none_named"))
    if problems:
        raise Refused(problems)
