"""Mark a case as major or difficult (重大疑难), so that its decisive acts wait for the committee; or lift the mark."""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.deliberations import queries
from zf_casemgmt.deliberations.load import committee_here
from zf_casemgmt.deliberations.tables import GraveMark
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import MarkGrave
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def mark_grave(scope: Scope, case_id: str, command: MarkGrave, *, office: Office) -> None:
    """Who may put the case to the committee may mark it; only who may convene the committee lifts the mark."""
    file = await load_case(scope, case_id)
    wanted = "deliberation.propose" if command.grave else "deliberation.convene"
    require(scope.actor, wanted, file=file, agency=office.agency.code, seen=command.version)
    committee_here(office)
    mark = await queries.grave_mark_of(scope.session, case_id)
    problems: list[Problem] = []
    if command.grave and command.ground not in office.law.deliberations.grounds:
        problems.append(Problem("deliberation.ground_unknown", {"field": "ground"}))
    if command.grave and mark is not None:
        problems.append(Problem("deliberation.marked_already"))
    if not command.grave and mark is None:
        problems.append(Problem("deliberation.not_marked"))
    if problems:
        raise Refused(problems)
    await _save(scope, case_id, command)
    await touch_case(scope, file)
    scope.record(
        "deliberation.mark" if command.grave else "deliberation.unmark",
        object_kind="case",
        object_id=case_id,
        reason=command.reason,
        after={"grave": command.grave, "ground": command.ground},
    )


async def _save(scope: Scope, case_id: str, command: MarkGrave) -> None:
    if not command.grave:
        await scope.session.execute(
            update(GraveMark)
            .where(GraveMark.case_id == case_id, GraveMark.lifted_at.is_(None))
            .values(lifted_at=scope.now)
            .execution_options(synchronize_session=False)
        )
        return
    await scope.session.execute(
        insert(GraveMark).values(
            id=scope.new_id(),
            case_id=case_id,
            ground=command.ground,
            reason=command.reason,
            marked_by=scope.actor.account_id,
            marked_by_name=scope.actor.name,
            marked_at=scope.now,
        )
    )
