"""What a clock is, and the act as clocks see it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from zf_casemgmt.moment_rules import Moment
from zf_law.deadlines import Interval
from zf_law.stages import Transition

OPEN_STATES = ("running", "paused")
Outcome = Literal["met", "met_late", "breached", "cancelled", "lapsed", "elapsed", "paused"]
"""met 按期、met_late 逾期办结、breached 超期未办、cancelled 不再适用、lapsed 权利期满未行使、elapsed 期满；paused is no end."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One running or paused period of a case; `suspect_id` is None when it belongs to the whole case."""

    id: str
    rule: str
    suspect_id: str | None
    anchor: Moment
    due: Moment
    custody: bool
    extensions: int = 0
    excluded: tuple[Interval, ...] = ()
    state: str = "running"
    paused_since: date | None = None
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """What clocks depend on about a suspect, after the act."""

    id: str
    in_custody: bool
    state: str = ""


@dataclass(frozen=True, slots=True)
class ClockAct:
    """The act as clocks see it: `at` ends them, `anchor` starts them (a receiver's clock runs from its receipt)."""

    transition: Transition
    at: datetime
    anchor: datetime
    targets: frozenset[str]
    own_kind: str
    by_message: bool
    flags: frozenset[str]
    people: tuple[Person, ...]
    events: Mapping[str, datetime] = field(default_factory=dict)
    """When earlier events of this case took place, for rules that run from one of them."""
    ends_in: str = ""
    """The end state of the case that the act leads to; empty when the case goes on."""

    @property
    def in_custody(self) -> bool:
        return any(person.in_custody for person in self.people)

    def concerns(self, clock: Clock) -> bool:
        """An act on certain suspects leaves the clocks of the others alone."""
        return clock.suspect_id is None or not self.targets or clock.suspect_id in self.targets


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a clock, and when."""

    clock: Clock
    outcome: Outcome
    at: datetime
