"""One act of the table on a notice, by a person of the side it belongs to; the other side is told in the same commit."""

from dataclasses import replace

from zf_contracts.http.notices import ActOnNotice
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_law.side_acts import SideAct, Standing, act_problems, given_names, sides_of
from zf_liaison.clocks.queries import periods_of
from zf_liaison.desk import Desk
from zf_liaison.directory.officer_queries import officer_in_charge
from zf_liaison.files.bind_files import bind_files
from zf_liaison.notices.authority import READ, require
from zf_liaison.notices.load_queries import load_notice
from zf_liaison.notices.rules import kind_problems, needs_of, reply_problems, second_problems
from zf_liaison.notices.tables import SupervisionNotice
from zf_liaison.notices.tell_casemgmt import tell_casemgmt
from zf_liaison.notices.tell_other_side import tell_other_side
from zf_liaison.notices.write_deed import write_deed
from zf_liaison.numbers.give_number import give_number
from zf_liaison.steps.deed import Deed
from zf_platform.errors import Conflict, Refused
from zf_platform.transaction import Scope


async def act_on_notice(scope: Scope, command: ActOnNotice, *, notice_id: str, desk: Desk) -> None:
    """Raises Conflict for an older version, Forbidden without authority, Refused with all reasons otherwise."""
    notice = require(scope.actor, READ, notice=await load_notice(scope, notice_id))
    kind = desk.law.notices.kinds[notice.kind]
    act = desk.law.notices.table.acts.get(command.act)
    if act is None or act.from_ == ("new",):
        raise Refused((Problem("supervision.act_unknown", {"act": command.act, "field": "act"}),))
    require(scope.actor, kind.permission_of(act), notice=notice)
    if command.version != notice.version:
        raise Conflict((Problem("version.stale", {"version": command.version, "current": notice.version}),))
    problems = _problems(scope, command, act, notice=notice, desk=desk)
    if notice.state in act.from_:
        problems += reply_problems(act, kind, await periods_of(scope, notice.id), at=scope.now)
    if problems:
        raise Refused(problems)
    if act.id == "approve":
        notice.notice_no = await give_number(scope, kind.document, law=desk.law)
        notice.approver_name = scope.actor.name
    await _carry_out(scope, command, act, notice=notice, desk=desk)
    scope.record(
        f"notice.{act.id}", object_kind="notice", object_id=notice.id, basis=kind.basis, reason=command.text[:200]
    )


async def _carry_out(
    scope: Scope, command: ActOnNotice, act: SideAct, *, notice: SupervisionNotice, desk: Desk
) -> None:
    deed = Deed(
        id=scope.new_id(),
        act=act,
        agency=scope.identity.agency,
        by_name=scope.actor.name,
        at=scope.now,
        text=command.text,
        until=command.until,
        unit=command.unit,
        late_reason=command.late_reason,
        officer=await officer_in_charge(scope, notice.addressee) if act.id == "urge" else "",
    )
    files = await bind_files(scope, command.files, matter_id=notice.id, act_id=deed.id)
    message_id = await tell_other_side(scope, notice, deed, files=files, partners=desk.partners, law=desk.law)
    if act.id == "serve":
        notice.message_id = message_id
    deed = replace(deed, message_id=message_id)
    await write_deed(scope, notice, deed, law=desk.law)
    await tell_casemgmt(scope, notice, deed, law=desk.law)


def _problems(
    scope: Scope, command: ActOnNotice, act: SideAct, *, notice: SupervisionNotice, desk: Desk
) -> list[Problem]:
    law, here = desk.law, scope.identity.agency
    kind = law.notices.kinds[notice.kind]
    sides = sides_of(here=here, issuer=notice.issuer, other=notice.addressee)
    given = given_names(
        [
            ("text", command.text),
            ("until", command.until),
            ("evidence", command.files),
            ("late_reason", command.late_reason),
        ]
    )
    full = replace(act, needs=needs_of(act, kind))
    standing = Standing(notice.state, notice.mark)
    problems = act_problems(law.notices.table, full, standing=standing, sides=sides, given=given)
    problems += second_problems(act, drafter=notice.drafter, actor=scope.actor.account_id)
    problems += kind_problems(act, kind, signed=notice.signed_at is not None)
    if command.until is not None and "until" not in act.needs:
        problems.append(Problem("supervision.until_not_asked", {"field": "until"}))
    elif command.until is not None and command.until <= scope.now.astimezone(ZONE).date():
        problems.append(Problem("task.due_not_ahead", {"field": "until"}))
    if command.unit and command.unit not in {unit.code for unit in law.agencies.by_code(here).units}:
        problems.append(Problem("account.unit_unknown", {"unit": command.unit, "field": "unit"}))
    return problems
