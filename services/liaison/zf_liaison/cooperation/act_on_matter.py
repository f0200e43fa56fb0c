"""One act of the kind's table, by a person of the side it belongs to; the other side is told in the same commit."""

from dataclasses import replace
from datetime import date

from zf_contracts.http.cooperation import ActOnCooperation
from zf_law.cooperation import CooperationKind, completed, only_problems, stated_problems
from zf_law.cooperation_facts import Facts
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_law.side_acts import NEW, SideAct, Standing, act_problems, given_names
from zf_liaison.cooperation.authority import READ, apart_problems, require, require_known, sides_for
from zf_liaison.cooperation.cause_effect import cause_effect
from zf_liaison.cooperation.fact_rules import given_facts, read_facts
from zf_liaison.cooperation.load_queries import load_matter
from zf_liaison.cooperation.period_rules import last_days, period_problems
from zf_liaison.cooperation.rules import past_days, strange_agencies
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.cooperation.tell_act import tell_act
from zf_liaison.cooperation.write_deed import write_deed
from zf_liaison.desk import Desk
from zf_liaison.files.bind_files import bind_files
from zf_liaison.steps.deed import Deed
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope


async def act_on_matter(scope: Scope, command: ActOnCooperation, *, matter_id: str, desk: Desk) -> None:
    """Raises Conflict for an older version, Forbidden without authority, Refused with all reasons otherwise."""
    matter = require(scope.actor, READ, matter=await load_matter(scope, matter_id))
    kind = desk.law.cooperation.kinds[matter.kind]
    act = kind.table.acts.get(command.act)
    if act is None or act.from_ == (NEW,):
        raise Refused((Problem("supervision.act_unknown", {"act": command.act, "field": "act"}),))
    require(scope.actor, act.permission, matter=matter)
    require_known(scope.actor, matter, kind=kind)
    if command.version != matter.version:
        raise Conflict((Problem("version.stale", {"version": command.version, "current": matter.version}),))
    facts = given_facts(command.facts)
    problems = _problems(scope, command, act, facts=facts, matter=matter, kind=kind, desk=desk)
    problems += await apart_problems(scope, matter, act, kind=kind)
    if problems:
        raise Refused(problems)
    facts = completed(kind, act.id, known=read_facts(matter.facts), given=facts)
    deed = Deed(
        id=scope.new_id(),
        act=act,
        agency=scope.identity.agency,
        by_name=scope.actor.name,
        at=scope.now,
        text=command.text,
        until=command.until,
        unit=command.unit,
    )
    files = await bind_files(scope, command.files, matter_id=matter.id, act_id=deed.id)
    told = await tell_act(scope, matter, deed, facts=facts, files=files, kind=kind, partners=desk.partners)
    await write_deed(scope, matter, replace(deed, message_id=told), facts=facts, law=desk.law)
    await cause_effect(scope, matter, act=act.id, kind=kind, desk=desk)
    scope.record(
        f"cooperation.{act.id}",
        object_kind="cooperation",
        object_id=matter.id,
        basis=act.basis,
        reason=command.text[:200],
    )


def _problems(
    scope: Scope,
    command: ActOnCooperation,
    act: SideAct,
    *,
    facts: Facts,
    matter: CooperationMatter,
    kind: CooperationKind,
    desk: Desk,
) -> list[Problem]:
    sides = sides_for(scope, matter, kind=kind)
    given = given_names([("text", command.text), ("until", command.until), ("evidence", command.files)])
    standing = Standing(matter.state, matter.mark)
    problems = act_problems(kind.table, act, standing=standing, sides=sides, given=given)
    known = read_facts(matter.facts)
    problems += only_problems(kind, act, known)
    problems += period_problems(act, kind, opened_at=matter.opened_at, now=scope.now, law=desk.law)
    problems += _fact_problems(scope, act, facts, known=known, kind=kind, desk=desk)
    if command.until is not None and "until" not in act.needs:
        problems.append(Problem("supervision.until_not_asked", {"field": "until"}))
    elif command.until is not None and command.until <= _today(scope):
        problems.append(Problem("task.due_not_ahead", {"field": "until"}))
    units = {unit.code for unit in desk.law.agencies.by_code(scope.identity.agency).units}
    if command.unit and command.unit not in units:
        problems.append(Problem("account.unit_unknown", {"unit": command.unit, "field": "unit"}))
    return problems


def _fact_problems(
    scope: Scope, act: SideAct, facts: Facts, *, known: Facts, kind: CooperationKind, desk: Desk
) -> list[Problem]:
    problems = stated_problems(kind, act.id, known=known, given=facts)
    named = (scope.identity.agency, *desk.partners.all())
    problems += strange_agencies(kind.fields_of(act.id), facts, known=named)
    ending = last_days(kind, now=scope.now, law=desk.law)
    return problems or past_days(facts, last_days=ending, today=_today(scope))


def _today(scope: Scope) -> date:
    return scope.now.astimezone(ZONE).date()
