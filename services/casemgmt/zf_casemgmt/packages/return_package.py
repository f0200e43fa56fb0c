"""Give a package back, or ask once for what is missing, with coded reasons."""

from dataclasses import replace

from sqlalchemy import update

from zf_casemgmt.cases.advance import advance
from zf_casemgmt.cases.answer_rules import return_act
from zf_casemgmt.cases.file_rules import Paper
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.rules import Move
from zf_casemgmt.documents.issue import Draft, issue_document
from zf_casemgmt.office import Office
from zf_casemgmt.packages import rules
from zf_casemgmt.packages.accept import DECIDE
from zf_casemgmt.packages.answer import Officer, answer_returned
from zf_casemgmt.packages.queries import find_locked
from zf_casemgmt.packages.tables import PackageRecord
from zf_contracts.http.casemgmt import ReturnPackage
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Conflict, Forbidden, Refused
from zf_platform.transaction import Scope


async def return_package(scope: Scope, package_id: str, command: ReturnPackage, *, office: Office) -> str:
    """Returns the effect told to the sender: return, supplement or refuse. A supplement is asked for once."""
    row = await find_locked(scope.session, scope.actor, package_id)
    _require_decision(scope, row, command, office=office)
    effect = rules.effect_of(command.problems, office.law.return_codes, kind=row.kind, supplement=command.supplement)
    if row.state == rules.ACCEPTED:
        await _give_back_case(scope, row, command, office=office)
    await scope.session.execute(
        update(PackageRecord)
        .where(PackageRecord.id == row.id, PackageRecord.version == row.version)
        .values(
            state=rules.SUPPLEMENT_REQUESTED if command.supplement else rules.RETURNED,
            decided_at=command.acted_at,
            decided_by=scope.actor.account_id,
            decided_by_name=scope.actor.name,
            problems=[problem.model_dump(mode="json") for problem in command.problems],
            version=row.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    by = Officer(scope.actor.account_id, scope.actor.name)
    answer_returned(scope, row, effect=effect, problems=command.problems, at=command.acted_at, by=by)
    scope.record(
        "package.return", object_kind="package", object_id=row.id, reason=_codes(command), after={"effect": effect}
    )
    return effect


def _require_decision(scope: Scope, row: PackageRecord, command: ReturnPackage, *, office: Office) -> None:
    if scope.actor.reach(DECIDE) is None:
        raise Forbidden((Problem("authority.no_permission", {"permission": DECIDE}),))
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    problems = rules.return_problems(
        command.problems, office.law.return_codes, kind=row.kind, supplement=command.supplement
    )
    if row.state == rules.ARRIVED:
        problems.append(Problem("package.not_opened"))
    elif row.state not in (rules.OPENED, rules.ACCEPTED):
        problems.append(Problem("package.decided", {"state": row.state}))
    if command.supplement and row.package_version > 1:
        problems.append(Problem("package.supplement_once"))
    if command.acted_at > scope.now:
        problems.append(Problem("stage.act_in_future", {"acted_at": command.acted_at.isoformat()}))
    if problems:
        raise Refused(problems)


async def _give_back_case(scope: Scope, row: PackageRecord, command: ReturnPackage, *, office: Office) -> None:
    """After acceptance only an act of the stage table gives the case back: the court's check of an indictment."""
    assert row.case_id is not None
    file = await load_case(scope, row.case_id)
    act = return_act(office.law.stages, file, kind=office.kind, targets=frozenset(), supplement=command.supplement)
    if act is None:
        raise Refused((Problem("package.decided", {"state": row.state}),))
    papers = []
    for type_id in act.documents:
        draft = Draft(
            type=type_id,
            dated=command.acted_at.astimezone(ZONE).date(),
            fields=_fields(act, type_id, command, office=office),
        )
        issued = await issue_document(scope, draft, file=file, office=office)
        papers.append(Paper(issued.id, issued.type, None, file.returns))
    move = Move(
        act=act.act,
        acted_at=command.acted_at,
        documents=tuple(paper.id for paper in papers),
        note=_codes(command),
        agency_kind=office.kind,
        transfer_id=row.transfer_id,
    )
    await advance(scope, move, file=replace(file, papers=(*file.papers, *papers)), office=office)


def _fields(act: Transition, type_id: str, command: ReturnPackage, *, office: Office) -> dict[str, str]:
    values = {
        "codes": "、".join(problem.code for problem in command.problems),
        "reason": _codes(command),
        "items": _codes(command),
        "due": act.basis,
    }
    return {name: values[name] for name in office.law.documents.by_id(type_id).fields if name in values}


def _codes(command: ReturnPackage) -> str:
    return "；".join(f"{problem.code} {problem.text}".strip() for problem in command.problems)[:2000]
