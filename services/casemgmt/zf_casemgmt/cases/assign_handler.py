"""Name the handler (承办人) of a case, with the reason; whoever handled it before stays a participant."""

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.search_entries import note_for_search
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import AssignHandler
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

HANDLER = "handler"


async def assign_handler(scope: Scope, case_id: str, command: AssignHandler, *, office: Office) -> int:
    """Returns the new version. Nobody who checked the exit of this case becomes its handler."""
    file = await load_case(scope, case_id)
    require(scope.actor, "case.assign", file=file, agency=office.agency.code, seen=command.version)
    unit = command.unit or file.unit
    problems: list[Problem] = []
    if office.agency.unit(unit) is None:
        problems.append(Problem("case.unit_unknown", {"unit": unit, "field": "unit"}))
    if file.participants.get(command.handler_id, HANDLER) != HANDLER:
        role = file.participants[command.handler_id]
        problems.append(Problem("authority.exclusive_roles", {"played": role, "wanted": HANDLER}))
    if problems:
        raise Refused(problems)
    changes: dict[str, object] = {
        "handler_id": command.handler_id,
        "handler_name": command.handler_name,
        "unit": unit,
        "participants": {**file.participants, command.handler_id: HANDLER},
    }
    version = await touch_case(scope, file, changes=changes)
    note_for_search(scope, case_id, office=office)
    scope.record(
        "case.assign",
        object_kind="case",
        object_id=case_id,
        reason=command.reason,
        before={"handler": file.handler_id, "unit": file.unit},
        after={"handler": command.handler_id, "unit": unit},
    )
    return version
