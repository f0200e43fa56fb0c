"""What an act changes in a case record: state, holder, suspects, flags, counters. Facts in, outcome out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from zf_casemgmt.cases.file_rules import CaseFile, SuspectFile
from zf_casemgmt.moment_rules import Moment
from zf_contracts.values import ExitCheck
from zf_law import guards
from zf_law.agencies import AgencyKind
from zf_law.case_facts import CUSTODY_STATES, CaseFacts
from zf_law.problems import Problem
from zf_law.stages import NEW, Stages, Transition

AT_LARGE = "at_large"
CASE = "case"
SUSPECT = "suspect"
PACKAGE_MESSAGES = frozenset(
    {
        "case.transfer.submitted",
        "arrest.approval.requested",
        "enforcement.handover.sent",
        "case.transfer.receipted",
        "case.transfer.returned",
    }
)
"""Tells that ride with a package or its answer; every other tell is a notice of its own."""


@dataclass(frozen=True, slots=True)
class Move:
    """One act on a record.

    `told`: another agency acted and a message says so. `registered`: a person of ours acted in another service, which
    checked the act; we only follow. `adopted`: a package is the proof of where its sender stands, so
    the steps between are not asked for. `clock_from` is set where clocks run from receipt instead of from the act.
    `suspect_states` are the states a package tells.
    """

    act: str
    acted_at: datetime
    targets: frozenset[str] = frozenset()
    documents: tuple[str, ...] = ()
    note: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    told: bool = False
    adopted: bool = False
    registered: bool = False
    actor_id: str = ""
    actor_name: str = ""
    agency: str = ""
    agency_kind: str = ""
    transfer_id: str | None = None
    clock_from: datetime | None = None
    suspect_states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The record after the act."""

    state: str
    holder: str
    returns: int
    adjournments: int
    flags: frozenset[str]
    suspects: tuple[SuspectFile, ...]
    open_transfer: str | None
    gate_used: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: the account and its roles; empty roles mean that no person acts."""

    account_id: str
    roles: tuple[str, ...]


def case_facts(
    file: CaseFile, move: Move, *, person: Person, kind: AgencyKind, now: datetime, numbered: Collection[str]
) -> CaseFacts:
    """The record as guards see it for this act."""
    return CaseFacts(
        case_id=file.id,
        agency_kind=kind,
        state=file.state,
        holder_kind=file.holder,
        version=file.version,
        acted_at=move.acted_at,
        now=now,
        actor_id=person.account_id,
        actor_roles=person.roles,
        returns=file.returns,
        adjournments=file.adjournments,
        suspects=tuple(suspect.facts() for suspect in file.suspects),
        targets=move.targets,
        documents=types_on_file(file, move, numbered=numbered),
        exit_check=gate_check(file.exit_check),
        head_signed_by=file.head_signed_by or None,
        open_transfer=file.open_transfer is not None,
        last_act_at=file.last_act_at,
        flags=file.flags,
        participants=file.participants,
        deadlines={clock.rule: clock.due for clock in file.clocks},
    )


def types_on_file(file: CaseFile, move: Move, *, numbered: Collection[str]) -> frozenset[str]:
    """Types that count for this act.

    A numbered decision counts only in the round it was made in: the second return needs its own decision. An act on a
    suspect counts papers about that suspect, and papers about the whole case only when the act cites them.
    """
    return frozenset(
        paper.type
        for paper in file.papers
        if (paper.round == file.returns or paper.type not in numbered)
        and (not move.targets or paper.id in move.documents or paper.suspect_id in move.targets)
    )


def gate_check(check: ExitCheck | None) -> guards.ExitCheck | None:
    """The recorded five points in the form the guards of the gate read."""
    if check is None:
        return None
    return guards.ExitCheck(
        facts_clear=check.facts_clear,
        evidence_sufficient=check.evidence_sufficient,
        charge_accurate=check.charge_accurate,
        procedure_lawful=check.procedure_lawful,
        formalities_complete=check.formalities_complete,
        checker_id=check.checked_by,
        passed=check.passed,
    )


def problems_of(transition: Transition, facts: CaseFacts, move: Move, *, stages: Stages) -> list[Problem]:
    """Why the act is not possible; empty means it is."""
    if move.adopted:
        return adoption_problems(transition, facts, stages=stages)
    known = {suspect.id for suspect in facts.suspects}
    if not move.targets <= known:
        return [Problem("suspect.none_named")]
    if transition.aggregate == SUSPECT and not move.targets:
        return [Problem("suspect.none_named")]
    return guards.decide(transition, facts, by_message=move.told or move.registered)


def adoption_problems(transition: Transition, facts: CaseFacts, *, stages: Stages) -> list[Problem]:
    """A package fits the record if the sender can have come to its state without an act of ours in between."""
    targets = {transition.to, *transition.from_, *transition.from_by_message}
    others_reach = reachable(stages, facts.state, without=facts.agency_kind, flags=facts.flags)
    if facts.state == NEW or facts.state in targets or targets & others_reach:
        return []
    return [Problem("package.does_not_fit", {"state": facts.state, "act": transition.act})]


def reachable(stages: Stages, state: str, *, without: str, flags: Collection[str]) -> frozenset[str]:
    """States that other agencies alone can bring the case to from here.

    Acts that belong to another origin of the case (own investigation, supervision commission) are none of its ways.
    """
    origins = {flag for one in stages.transitions if one.opens_case for flag in one.sets_flags} - set(flags)
    ways = [
        one
        for one in stages.transitions
        if one.aggregate == CASE and without not in one.agency_kinds and not origins & set(one.needs_flags)
    ]
    found, pending = {state}, [state]
    while pending:
        here = pending.pop()
        ahead = {one.to for one in ways if here in one.from_ and one.to is not None} - found
        found |= ahead
        pending += ahead
    return frozenset(found)


def apply(transition: Transition, file: CaseFile, move: Move, *, stages: Stages) -> Outcome:
    """The record after the act; call it only when `problems_of` found nothing."""
    state = _state_after(transition, file, move)
    flags = (file.flags | frozenset(transition.sets_flags)) - frozenset(transition.clears_flags)
    return Outcome(
        state=state,
        holder=_holder_after(state, file, move, stages=stages),
        returns=file.returns + (transition.counts == "returns"),
        adjournments=file.adjournments + (transition.counts == "adjournments"),
        flags=flags,
        suspects=tuple(_suspect_after(transition, suspect, move) for suspect in file.suspects),
        open_transfer=move.transfer_id if transition.package and not move.told else file.open_transfer,
        gate_used=(transition.gate and not move.told) or state != file.state,
    )


def _state_after(transition: Transition, file: CaseFile, move: Move) -> str:
    if transition.aggregate == CASE and transition.to is not None:
        return transition.to
    if move.adopted and file.state == NEW:
        return transition.from_[0]
    return file.state


def _holder_after(state: str, file: CaseFile, move: Move, *, stages: Stages) -> str:
    """States with one holder decide it. In shared states (in transit, enforcement) whoever held the case keeps it."""
    holders = [str(kind) for kind in stages.state(state).holders]
    if len(holders) == 1:
        return holders[0]
    for known in (file.holder, move.agency_kind):
        if known in holders:
            return known
    return holders[0]


def _suspect_after(transition: Transition, suspect: SuspectFile, move: Move) -> SuspectFile:
    told = move.suspect_states.get(suspect.id)
    state = told or suspect.state
    concerned = not move.targets or suspect.id in move.targets
    if transition.aggregate == SUSPECT and concerned and transition.to is not None:
        state = transition.to
    if state == suspect.state:
        return suspect
    return replace(
        suspect,
        state=state,
        at_large=True if state == AT_LARGE else suspect.at_large and state not in CUSTODY_STATES,
    )


def covered(suspects: Sequence[SuspectFile], *, ends: Mapping[str, Moment]) -> tuple[SuspectFile, ...]:
    """Suspects with the end of their custody as the clocks now say; whoever is free has none."""
    return tuple(
        replace(suspect, custody_until=ends.get(suspect.id, suspect.custody_until) if _is_held(suspect) else None)
        for suspect in suspects
    )


def _is_held(suspect: SuspectFile) -> bool:
    return suspect.facts().in_custody


def notices(transition: Transition) -> tuple[tuple[str, tuple[AgencyKind, ...]], ...]:
    """(message, kinds of agency) of every tell that is a notice of its own."""
    return tuple((tell.message, tell.to) for tell in transition.tells if tell.message not in PACKAGE_MESSAGES)


def package_acts(stages: Stages, *, package: str, kind: str) -> tuple[Transition, ...]:
    """Acts with which an agency of this kind sends such a package."""
    return tuple(
        transition
        for transition in stages.transitions
        if transition.package == package and kind in transition.agency_kinds
    )


def answer_acts(stages: Stages, *, message: str, state: str, kind: str) -> tuple[Transition, ...]:
    """Acts with which an agency of this kind answers a package: they tell the sender by `message`."""
    return tuple(
        transition
        for transition in stages.transitions
        if kind in transition.agency_kinds
        and any(tell.message == message for tell in transition.tells)
        and state in (*transition.from_, *transition.from_by_message)
    )
