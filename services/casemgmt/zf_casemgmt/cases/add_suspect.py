"""Name a further suspect in a case."""

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.person_rules import id_problems
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.cases.write_suspect import NewSuspect, write_suspect
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import AddSuspect
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def add_suspect(scope: Scope, case_id: str, command: AddSuspect, *, office: Office) -> str:
    """Returns the suspect's id. The identity number must be well formed, or be absent."""
    file = await load_case(scope, case_id)
    require(scope.actor, "suspect.write", file=file, agency=office.agency.code, seen=command.version)
    today = scope.now.astimezone(ZONE).date()
    problems = id_problems(command.id_kind, command.id_number, tables=office.law.numbering, on=today)
    if office.law.stages.state(file.state).end:
        problems.append(Problem("case.ended", {"state": file.state}))
    if problems:
        raise Refused(problems)
    new = NewSuspect(
        name=command.name,
        id_kind=command.id_kind,
        id_number=command.id_number,
        sex=command.sex,
        birth_date=command.birth_date,
        charge=command.charge,
        at_large=command.at_large,
    )
    suspect = await write_suspect(scope, new, case_id=case_id, office=office)
    await touch_case(scope, file)
    scope.record("suspect.add", object_kind="suspect", object_id=suspect.id, after={"case": case_id})
    return suspect.id
