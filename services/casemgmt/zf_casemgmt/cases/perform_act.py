"""An act by a person: authority, documents named, then `advance`."""

from dataclasses import dataclass

from zf_casemgmt.cases.advance import Moved, advance
from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.rules import Move
from zf_casemgmt.enforceability.rules import REASON_FACT
from zf_casemgmt.enforceability.unchecked import unchecked
from zf_casemgmt.enforceability.use_check import use_check
from zf_casemgmt.notices.apply_waiting import apply_waiting
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import PerformAct
from zf_law.problems import Problem
from zf_law.stages import Transition
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Performed:
    moved: Moved
    version: int


async def perform_act(scope: Scope, case_id: str, command: PerformAct, *, office: Office) -> Performed:
    """Refuses acts that belong to a package: they are done by sending or accepting it."""
    transition = office.law.stages.find(command.act)
    if transition is None:
        raise Refused((Problem("stage.unknown_act", {"act": command.act}),))
    file = await load_case(scope, case_id)
    require(scope.actor, transition.permission, file=file, agency=office.agency.code, seen=command.version)
    problems = _problems(transition, command, file=file)
    problems += await unchecked(scope, file, act=command.act, facts=command.facts, office=office)
    if problems:
        raise Refused(problems)
    move = Move(
        act=command.act,
        acted_at=command.acted_at,
        targets=frozenset({command.suspect_id}) if command.suspect_id else frozenset(),
        documents=command.documents,
        note=command.note,
        facts={name: value for name, value in command.facts.items() if name != REASON_FACT},
        agency_kind=office.kind,
    )
    moved = await advance(scope, move, file=file, office=office)
    await use_check(scope, file, act=command.act, facts=command.facts, office=office)
    taken = await apply_waiting(scope, case_id, office=office)
    return Performed(moved, moved.file.version + taken)


def _problems(transition: Transition, command: PerformAct, *, file: CaseFile) -> list[Problem]:
    problems: list[Problem] = []
    if transition.package or any(tell.message == "case.transfer.receipted" for tell in transition.tells):
        problems.append(Problem("stage.needs_package", {"act": transition.act}))
    if any(tell.message == "case.transfer.returned" for tell in transition.tells):
        problems.append(Problem("stage.needs_package", {"act": transition.act}))
    if transition.opens_case and file.state not in transition.from_:
        problems.append(Problem("stage.wrong_state", {"state": file.state, "act": transition.act}))
    known = {paper.id for paper in file.papers}
    problems += [
        Problem("document.not_on_file", {"document": document})
        for document in command.documents
        if document not in known
    ]
    return problems
