"""What can be done with a case now, by whom, and why not; and where the case stands on its way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.rules import SUSPECT, Move, types_on_file
from zf_law.problems import Problem
from zf_law.stages import Stages, Transition

MAIN_WAY = (
    "intake_registered",
    "filing_review",
    "investigating",
    "exit_review",
    "transfer_pending",
    "prosecution_review",
    "indictment_pending",
    "court_check",
    "first_instance",
    "appeal_window",
    "effective",
    "enforcement_handover",
    "closed",
)
_BESIDE = {
    "alert_received": "intake_registered",
    "referred_out": "filing_review",
    "not_filed": "filing_review",
    "withdrawn": "investigating",
    "supplementary_investigation": "prosecution_review",
    "conditional_non_prosecution": "prosecution_review",
    "not_prosecuted": "prosecution_review",
    "second_instance": "appeal_window",
    "death_review": "appeal_window",
}
"""States off the main way, and the step after which they are shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    transition: Transition
    suspect_id: str | None
    problems: tuple[Problem, ...]
    missing: tuple[str, ...]


def choices(
    file: CaseFile,
    *,
    stages: Stages,
    kind: str,
    now: datetime,
    numbered: frozenset[str],
    against: Callable[[Transition, Move], Sequence[Problem]],
) -> tuple[Choice, ...]:
    """Every act this agency can begin from here, possible ones first. `against` gives the reasons against one."""
    found = [
        _choice(transition, move, file=file, numbered=numbered, problems=tuple(against(transition, move)))
        for transition in stages.from_state(file.state)
        if kind in transition.agency_kinds
        for move in _moves(transition, file, now=now)
    ]
    return tuple(sorted(found, key=lambda choice: len(choice.problems) > 0))


def _moves(transition: Transition, file: CaseFile, *, now: datetime) -> Iterator[Move]:
    cited = tuple(paper.id for paper in file.papers) if transition.package else ()
    at = max(now, file.last_act_at) if file.last_act_at is not None else now
    if transition.aggregate != SUSPECT:
        yield Move(act=transition.act, acted_at=at, documents=cited)
        return
    for suspect in file.suspects:
        if suspect.state in transition.suspect_from:
            yield Move(act=transition.act, acted_at=at, targets=frozenset({suspect.id}), documents=cited)


def _choice(
    transition: Transition, move: Move, *, file: CaseFile, numbered: frozenset[str], problems: tuple[Problem, ...]
) -> Choice:
    have = types_on_file(file, move, numbered=numbered)
    missing = [document for document in transition.documents if document not in have]
    missing += [group[0] for group in transition.documents_any if not have.intersection(group)]
    return Choice(transition, next(iter(move.targets), None), problems, tuple(missing))


def way(state: str, *, end: bool) -> tuple[tuple[str, str], ...]:
    """(state, done | current | ahead) along the main way; a state beside it stands after its step."""
    steps = list(MAIN_WAY)
    if state not in steps:
        steps.insert(steps.index(_BESIDE[state]) + 1, state)
    here = steps.index(state)
    if end:
        steps = steps[: here + 1]
    return tuple(
        (step, "done" if place < here else "current" if place == here else "ahead") for place, step in enumerate(steps)
    )
