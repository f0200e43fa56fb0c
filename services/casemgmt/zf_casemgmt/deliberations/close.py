"""Close a discussion: the rules count the votes; a majority for or against becomes a resolution that binds the case."""

from zf_casemgmt.deliberations import rules
from zf_casemgmt.deliberations.binding_rules import UNDECIDED
from zf_casemgmt.deliberations.load import Loaded, load_deliberation, require_step, require_version
from zf_casemgmt.deliberations.resolve import resolve
from zf_casemgmt.deliberations.save import save_deliberation
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import CloseDeliberation
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope


async def close_deliberation(scope: Scope, deliberation_id: str, command: CloseDeliberation, *, office: Office) -> None:
    """By the convener, when everybody who may vote has spoken. Without a majority nothing is resolved and nothing binds."""
    loaded = await load_deliberation(scope, deliberation_id, office=office)
    require_step(scope.actor, "deliberation.convene", loaded, office=office)
    require_version(loaded, command.version)
    problems = _problems(scope, loaded, office=office)
    if problems:
        raise Refused(problems)
    with step(SpanName.CASE_DECIDE, case_id=loaded.file.id):
        votes = rules.count(loaded.seats)
        outcome = rules.result(votes, committee=loaded.committee)
    changes: dict[str, object] = {
        "state": rules.CLOSED,
        "outcome": outcome,
        "ended_at": scope.now,
        "conclusion": command.conclusion,
    }
    await save_deliberation(scope, loaded.row, changes)
    number = ""
    if outcome != UNDECIDED:
        number = await resolve(scope, loaded, outcome=outcome, votes=votes, text=command.conclusion, office=office)
    scope.record(
        "deliberation.close",
        object_kind="deliberation",
        object_id=deliberation_id,
        reason=command.conclusion[:500],
        basis=loaded.committee.basis,
        after={
            "outcome": outcome,
            "number": number,
            "votes": [votes.members, votes.favour, votes.against, votes.own],
            "dissents": [seat.account_id for seat in rules.dissents(loaded.seats, outcome)],
        },
    )


def _problems(scope: Scope, loaded: Loaded, *, office: Office) -> list[Problem]:
    problems = rules.closing_problems(
        loaded.discussion, loaded.seats, now=scope.now, committee=loaded.committee
    ) or rules.leading_problems(loaded.discussion, actor_id=scope.actor.account_id)
    transition = office.law.stages.transition(loaded.row.act)
    if not problems and loaded.file.state not in transition.from_:
        state = office.law.stages.state(loaded.file.state)
        return [Problem("deliberation.case_moved_on", {"state": state.zh, "state_en": state.en})]
    return problems
