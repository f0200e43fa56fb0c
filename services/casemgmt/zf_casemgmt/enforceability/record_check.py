"""The trial judge answers the points of the check; a later check in the same instance takes the place of the earlier one."""

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.enforceability import rules
from zf_casemgmt.enforceability.rules import Answers
from zf_casemgmt.enforceability.tables import EnforceabilityCheck
from zf_casemgmt.office import Office
from zf_contracts.http.enforceability import RecordEnforceability
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def record_check(scope: Scope, case_id: str, command: RecordEnforceability, *, office: Office) -> None:
    file = await load_case(scope, case_id)
    require(scope.actor, "court.decide", file=file, agency=office.agency.code, seen=command.version)
    law = office.law.enforceability
    given = Answers(command.contents, command.answers, command.notes)
    problems = rules.check_problems(given, state=file.state, law=law)
    if office.kind not in law.kinds or file.holder != office.kind:
        problems = [Problem("enforceability.not_on_trial")]
    if problems:
        raise Refused(problems)
    result = rules.result(given)
    await touch_case(scope, file)
    await scope.session.execute(
        insert(EnforceabilityCheck).values(
            id=scope.new_id(),
            case_id=case_id,
            state=file.state,
            contents=list(command.contents),
            answers=dict(command.answers) if command.contents else {},
            notes=dict(command.notes),
            result=result,
            opinion=command.opinion,
            checked_by=scope.actor.account_id,
            checked_by_name=scope.actor.name,
            checked_at=scope.now,
        )
    )
    scope.record(
        "enforceability.check",
        object_kind="case",
        object_id=case_id,
        reason=command.opinion[:500],
        basis=law.basis,
        after={"contents": list(command.contents), "answers": dict(command.answers), "result": result},
    )
