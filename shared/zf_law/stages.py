"""The criminal-case pipeline as data: states, transitions, and what is possible from here and why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zf_law.agencies import AgencyKind
from zf_law.problems import Problem
from zf_law.reading import Label
from zf_law.stage_checks import NEW

if TYPE_CHECKING:
    from zf_law.guards import CaseFacts

__all__ = ["NEW", "PACKAGE_MESSAGE", "Option", "Stages", "State", "Tell", "Transition"]

PACKAGE_MESSAGE = "case.transfer.submitted"
"""A tell with this message is carried by the transfer package itself and is not sent a second time."""


@dataclass(frozen=True, slots=True)
class State:
    """`holders` are the agency kinds that hold the case in this state; `initial` states need no transition to them."""

    id: str
    zh: str
    en: str
    holders: tuple[AgencyKind, ...]
    end: bool
    initial: bool


@dataclass(frozen=True, slots=True)
class Tell:
    """A message that the act causes, with the kinds of agency that get it."""

    message: str
    to: tuple[AgencyKind, ...]

    @property
    def by_package(self) -> bool:
        return self.message == PACKAGE_MESSAGE


@dataclass(frozen=True, slots=True)
class Transition:
    """One lawful act. `id` is its T-number with a letter where one row of the handbook has several acts.

    `from_` are case states. `to` is the new case state (aggregate "case"), the new suspect state ("suspect") or None.
    A suspect act without `to` says something about a person (a notice was given) and leaves the state.
    `suspect_from` are the states a suspect may be in for a suspect act. `from_by_message` are further case states that
    are accepted when the act of another agency arrives late or an in-between state was not told to this agency.
    `documents` are all required; of each group in `documents_any` one is required. `event` is the anchor event for
    deadline rules. `counts` is "returns" or "adjournments" when the act uses up one of them. `package` is the transfer
    type that carries the act, `package_to` its possible receivers. `stops` are the clocks the act fulfils, `cancels` those
    that lose their object by it; `extends` names the rules the act extends. `names` labels roles, documents and flags for
    sentences to people.
    """

    id: str
    number: str
    act: str
    zh: str
    en: str
    aggregate: str
    from_: tuple[str, ...]
    from_by_message: tuple[str, ...]
    to: str | None
    suspect_from: tuple[str, ...]
    by: tuple[str, ...]
    agency_kinds: tuple[AgencyKind, ...]
    permission: str
    documents: tuple[str, ...]
    documents_any: tuple[tuple[str, ...], ...]
    documents_optional: tuple[str, ...]
    guards: tuple[str, ...]
    needs_flags: tuple[str, ...]
    refuses_flags: tuple[str, ...]
    sets_flags: tuple[str, ...]
    clears_flags: tuple[str, ...]
    event: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    cancels: tuple[str, ...]
    restarts: tuple[str, ...]
    extends: tuple[str, ...]
    tells: tuple[Tell, ...]
    package: str
    package_to: tuple[AgencyKind, ...]
    counts: str
    gate: bool
    automatic: bool
    basis: str
    confidence: str
    names: Mapping[str, Label] = field(repr=False, compare=False)

    @property
    def opens_case(self) -> bool:
        return NEW in self.from_


@dataclass(frozen=True, slots=True)
class Option:
    """One transition with what stands against it now; no problems means that it can be done."""

    transition: Transition
    problems: tuple[Problem, ...]


class Stages:
    """All states, suspect states, flags and transitions."""

    def __init__(
        self,
        *,
        states: Mapping[str, State],
        suspect_states: Mapping[str, Label],
        flags: Mapping[str, Label],
        transitions: Sequence[Transition],
    ) -> None:
        self.states = dict(states)
        self.suspect_states = dict(suspect_states)
        self.flags = dict(flags)
        self.transitions = tuple(transitions)
        self._by_act = {transition.act: transition for transition in self.transitions}

    def state(self, state_id: str) -> State:
        return self.states[state_id]

    def transition(self, act: str) -> Transition:
        """The transition of this act; an unknown act raises KeyError. Use `find` for acts that come from outside."""
        return self._by_act[act]

    def find(self, act: str) -> Transition | None:
        return self._by_act.get(act)

    def from_state(self, state: str) -> tuple[Transition, ...]:
        return tuple(transition for transition in self.transitions if state in transition.from_)

    def numbers(self) -> tuple[str, ...]:
        """The distinct T-numbers in order."""
        return tuple(dict.fromkeys(transition.number for transition in self.transitions))

    def plan(self, facts: CaseFacts, *, actor: str | None = None) -> tuple[Option, ...]:
        """What can happen to the case now, first what is possible, then the rest with the reasons.

        `actor` narrows the list to the acts that a role may trigger; without it the roles in `facts` are used.
        """
        from zf_law.guards import decide  # Guards read transitions; the plan only borrows their answer.

        roles = facts.actor_roles if actor is None else (actor,)
        candidates = [
            transition
            for transition in self.from_state(facts.state)
            if facts.agency_kind in transition.agency_kinds and set(transition.by) & set(roles)
        ]
        options = [Option(transition, tuple(decide(transition, facts))) for transition in candidates]
        return tuple(sorted(options, key=lambda option: len(option.problems) > 0))
