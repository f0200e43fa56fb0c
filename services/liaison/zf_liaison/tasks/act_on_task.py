"""One act of the table on a task, by a person of the side it belongs to; the other side is told in the same commit."""

from dataclasses import replace

from zf_contracts.http.supervision import ActOnMatter
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_law.side_acts import SideAct, Standing, act_problems, given_names, sides_of
from zf_liaison.desk import Desk
from zf_liaison.directory.officer_queries import officer_in_charge
from zf_liaison.files.bind_files import bind_files
from zf_liaison.steps.deed import Deed
from zf_liaison.tasks.authority import READ, require
from zf_liaison.tasks.load_queries import load_task
from zf_liaison.tasks.rules import until_problems
from zf_liaison.tasks.tables import SupervisedTask
from zf_liaison.tasks.tell_account import tell_account
from zf_liaison.tasks.tell_other_side import tell_other_side
from zf_liaison.tasks.write_deed import write_deed
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope


async def act_on_task(scope: Scope, command: ActOnMatter, *, task_id: str, desk: Desk) -> None:
    """Raises Conflict for an older version, Refused with all reasons for an act that is not possible now."""
    task = require(scope.actor, READ, task=await load_task(scope, task_id))
    act = desk.law.tasks.table.acts.get(command.act)
    if act is None or act.from_ == ("new",):
        raise Refused((Problem("supervision.act_unknown", {"act": command.act, "field": "act"}),))
    require(scope.actor, act.permission, task=task)
    if command.version != task.version:
        raise Conflict((Problem("version.stale", {"version": command.version, "current": task.version}),))
    problems = _problems(scope, command, act, task=task, desk=desk)
    if problems:
        raise Refused(problems)
    deed = Deed(
        id=scope.new_id(),
        act=act,
        agency=scope.identity.agency,
        by_name=scope.actor.name,
        at=scope.now,
        text=command.text,
        until=command.until,
        leader=command.leader,
        unit=command.unit,
        officer=await officer_in_charge(scope, task.assignee) if act.id == "remind" else "",
    )
    files = await bind_files(scope, command.files, matter_id=task.id, act_id=deed.id)
    message_id = await tell_other_side(scope, task, deed, files=files, partners=desk.partners)
    await write_deed(scope, task, replace(deed, message_id=message_id), law=desk.law)
    await tell_account(scope, task, reason=command.text, partners=desk.partners)
    scope.record(f"task.{act.id}", object_kind="task", object_id=task.id, basis=act.basis, reason=command.text[:200])


def _problems(scope: Scope, command: ActOnMatter, act: SideAct, *, task: SupervisedTask, desk: Desk) -> list[Problem]:
    sides = sides_of(here=scope.identity.agency, issuer=task.issuer, other=task.assignee)
    given = given_names(
        [("text", command.text), ("until", command.until), ("evidence", command.files), ("leader", command.leader)]
    )
    standing = Standing(task.state, task.mark)
    problems = act_problems(desk.law.tasks.table, act, standing=standing, sides=sides, given=given)
    if "until" not in act.needs and command.until is not None:
        problems.append(Problem("supervision.until_not_asked", {"field": "until"}))
    today = scope.now.astimezone(ZONE).date()
    problems += until_problems(act, until=command.until, due=task.due, today=today)
    units = {unit.code for unit in desk.law.agencies.by_code(scope.identity.agency).units}
    if command.unit and command.unit not in units:
        problems.append(Problem("account.unit_unknown", {"unit": command.unit, "field": "unit"}))
    return problems
