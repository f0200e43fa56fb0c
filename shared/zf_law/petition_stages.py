"""Petitions as data: states, acts, the lawful ways to answer, the grounds of refusal, and what is possible from here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zf_law.problems import Problem
from zf_law.reading import Label
from zf_law.stage_checks import NEW

if TYPE_CHECKING:
    from zf_law.petition_facts import PetitionFacts

CLOSING_PATHS = ("settled", "procedure_exhausted", "lawfully_terminated", "litigation_path")
"""The four closing paths (handbook 3.6 A to D)."""


@dataclass(frozen=True, slots=True)
class PetitionState:
    """`told` are the plain words for the petitioner; in an `end` nothing is owed any more."""

    id: str
    zh: str
    en: str
    end: bool
    told: Label


@dataclass(frozen=True, slots=True)
class PetitionAct:
    """One lawful act on a petition. Without `to` the state stays.

    `events` are anchor events for deadline rules. `stops` are clocks the act fulfils, `cancels` clocks that no longer
    make sense, `restarts` clocks that begin anew. `path` is the closing path that the act proposes; an act that
    `rechecks_path` asks the guards of that proposal again. An `automatic` act
    follows from a message, not from a person. `names` labels flags for sentences to people.
    """

    id: str
    act: str
    zh: str
    en: str
    from_: tuple[str, ...]
    to: str | None
    permission: str
    documents: tuple[str, ...]
    guards: tuple[str, ...]
    needs_flags: tuple[str, ...]
    refuses_flags: tuple[str, ...]
    sets_flags: tuple[str, ...]
    clears_flags: tuple[str, ...]
    events: tuple[str, ...]
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    cancels: tuple[str, ...]
    restarts: tuple[str, ...]
    extends: tuple[str, ...]
    tells: tuple[str, ...]
    path: str
    rechecks_path: bool
    automatic: bool
    basis: str
    confidence: str
    names: Mapping[str, Label] = field(repr=False, compare=False)

    @property
    def opens(self) -> bool:
        return NEW in self.from_


@dataclass(frozen=True, slots=True)
class AnswerWay:
    """One of the six ways to answer an appeal claim (PET 31). Only the one with `opinion` gets a handling opinion."""

    id: str
    zh: str
    en: str
    opinion: bool
    basis: str


@dataclass(frozen=True, slots=True)
class RefusalGround:
    """Why acceptance may be refused. `earlier` is what must be true of the earlier matter: open | finally_reviewed.

    `basis_zh` is the article as the written notice cites it.
    """

    id: str
    zh: str
    en: str
    earlier: str
    basis: str
    basis_zh: str


@dataclass(frozen=True, slots=True)
class HearingFigures:
    """How long before a hearing it is told, and how many sit on its panel at least."""

    notice_days: int
    panel_least: int


@dataclass(frozen=True, slots=True)
class FirstTarget:
    """初信初访: within how many days a first petition of these ways is to be answered. Internal: it blocks nothing."""

    days: int
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PetitionOption:
    """One act with what stands against it now; no problems means that it can be done."""

    act: PetitionAct
    problems: tuple[Problem, ...]


class PetitionStages:
    """All states, marks, acts, ways and grounds."""

    def __init__(
        self,
        *,
        states: Mapping[str, PetitionState],
        flags: Mapping[str, Label],
        acts: Sequence[PetitionAct],
        side_acts: Mapping[str, Label],
        ways: Mapping[str, AnswerWay],
        refusals: Mapping[str, RefusalGround],
        hearing: HearingFigures,
        first_target: FirstTarget,
    ) -> None:
        self.states = dict(states)
        self.flags = dict(flags)
        self.acts = tuple(acts)
        self.side_acts = dict(side_acts)
        self.ways = dict(ways)
        self.refusals = dict(refusals)
        self.hearing = hearing
        self.first_target = first_target
        self._by_act = {act.act: act for act in self.acts}

    def act(self, name: str) -> PetitionAct:
        """An unknown act raises KeyError: acts are named by the program, never from outside."""
        return self._by_act[name]

    def label(self, name: str) -> Label:
        """What an entry of the timeline is called; an unknown name stands for itself."""
        act = self._by_act.get(name)
        return Label(act.zh, act.en) if act else self.side_acts.get(name, Label(name, name))

    def proposing(self, path: str) -> PetitionAct | None:
        """The act that proposes a closing on this path."""
        return next((act for act in self.acts if path and act.path == path), None)

    def from_state(self, state: str) -> tuple[PetitionAct, ...]:
        return tuple(act for act in self.acts if state in act.from_)

    def open_states(self) -> tuple[str, ...]:
        """States in which something is still owed; the first handler's list is made of them."""
        return tuple(state.id for state in self.states.values() if not state.end)

    def plan(self, facts: PetitionFacts) -> tuple[PetitionOption, ...]:
        """What a person can do now, first what is possible, then the rest with the reasons."""
        from zf_law.petition_guards import standing_problems  # Guards read acts; the plan only borrows their answer.

        found = [
            PetitionOption(act, tuple(standing_problems(act, facts)))
            for act in self.from_state(facts.state)
            if not act.automatic
        ]
        return tuple(sorted(found, key=lambda option: len(option.problems) > 0))
