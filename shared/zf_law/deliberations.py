"""Collective decisions as data (集体议案与各类委员会): committees, questions, choices, requirements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.agencies import AgencyKind
from zf_law.reading import Label

ALWAYS, GRAVE = "always", "grave"
CONVENER, NOBODY = "convener", "nobody"
RESOLVED, CARRIED_OUT = "resolved", "carried_out"
"""When other agencies hear of a resolution."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of all members that must be exceeded, such as more than one half."""

    numerator: int
    denominator: int

    def exceeded_by(self, part: int, *, whole: int) -> bool:
        return part * self.denominator > self.numerator * whole


@dataclass(frozen=True, slots=True)
class Committee:
    """One committee and its rules of procedure.

    `conveners` are the roles that may call and lead it; `withdraws` the roles in a case whose holders may attend but not
    vote; `odd` says that the number of members must be odd; `speaks_last` whether the convener's opinion comes last;
    `tells_when` is resolved or carried_out: when the agencies concerned hear of it; `document` the type of paper a
    resolution becomes.
    """

    id: str
    zh: str
    en: str
    kinds: tuple[AgencyKind, ...]
    conveners: tuple[str, ...]
    withdraws: tuple[str, ...]
    members_least: int
    odd: bool
    quorum: Share
    majority: Share
    speaks_last: str
    tells_when: str
    document: str
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Question:
    """Why a matter is put to the committee; `needs_document` is the type of paper that must be on file."""

    id: str
    zh: str
    en: str
    kinds: tuple[AgencyKind, ...]
    needs_document: str
    basis: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Acts of which only one can follow; `tells` are the kinds of agency that a result concerns.

    `tells_by_act`: those that one of the acts concerns besides; `tells_holder`: whoever has the case.
    """

    id: str
    zh: str
    en: str
    acts: tuple[str, ...]
    tells: tuple[AgencyKind, ...]
    tells_by_act: Mapping[str, tuple[AgencyKind, ...]]
    tells_holder: bool

    def told_of(self, act: str, *, holder: AgencyKind) -> tuple[AgencyKind, ...]:
        of_stage = (holder,) if self.tells_holder else ()
        return (*self.tells, *self.tells_by_act.get(act, ()), *of_stage)


@dataclass(frozen=True, slots=True)
class Requirement:
    """Acts that wait for a resolution in their favour, `when` always or in a case marked as major or difficult."""

    when: str
    acts: tuple[str, ...]
    basis: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Deliberations:
    """Everything of deliberations.toml. `grounds` say why a case is marked as major or difficult."""

    version: str
    committees: tuple[Committee, ...]
    questions: Mapping[str, Question]
    choices: tuple[Choice, ...]
    requirements: tuple[Requirement, ...]
    grounds: Mapping[str, Label]

    def committee_of(self, kind: str) -> Committee | None:
        return next((one for one in self.committees if kind in one.kinds), None)

    def choices_of(self, act: str) -> tuple[Choice, ...]:
        return tuple(choice for choice in self.choices if act in choice.acts)

    def contrary(self, act: str) -> frozenset[str]:
        """The acts that cannot follow when this one is decided."""
        return frozenset(other for choice in self.choices_of(act) for other in choice.acts) - {act}

    def requirement_for(self, act: str, *, grave: bool) -> Requirement | None:
        return next(
            (one for one in self.requirements if act in one.acts and (one.when == ALWAYS or grave)),
            None,
        )

    def told_of(self, act: str, *, own: AgencyKind, holder: AgencyKind) -> tuple[AgencyKind, ...]:
        """Kinds of agency other than the own one that a resolution about this act concerns; `holder` has the case now."""
        found = (kind for choice in self.choices_of(act) for kind in choice.told_of(act, holder=holder))
        return tuple(dict.fromkeys(kind for kind in found if kind is not own))
