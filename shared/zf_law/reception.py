"""The reception of visitors as data: halls with queues, priority classes, session rule, standard, matters, promises."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from zf_law.agencies import Agency, AgencyKind
from zf_law.reading import Label

NORMAL = "normal"
COLLECTIVE = "collective"


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """优先类别. A lower rank is called first; `over_wait_minutes` is the longest wait that may pass unnoticed."""

    id: str
    zh: str
    en: str
    rank: int
    over_wait_minutes: int


@dataclass(frozen=True, slots=True)
class Queue:
    """One series of numbers. `agency` answers for it; `room` is set where the visitor does not go to a window."""

    id: str
    agency: str
    letter: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    room: str


@dataclass(frozen=True, slots=True)
class HallPlan:
    """The reception of one node."""

    agency: str
    joint: bool
    zh: str
    en: str
    queues: tuple[Queue, ...]

    def queue(self, queue_id: str) -> Queue | None:
        return next((queue for queue in self.queues if queue.id == queue_id), None)


@dataclass(frozen=True, slots=True)
class CounterFigures:
    handover_minutes: int
    call_skips: int
    recent_calls: int
    collective_from: int


@dataclass(frozen=True, slots=True)
class SessionRule:
    """When leaders receive: days of the month and weekdays (0 is Monday)."""

    id: str
    kinds: tuple[AgencyKind, ...]
    valid_from: date
    valid_to: date | None
    days_of_month: tuple[int, ...]
    weekdays: tuple[int, ...]
    publish_days_before: int
    starts: time
    ends: time
    zh: str
    en: str
    basis: str

    def valid_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def names(self, on: date) -> bool:
        """Whether the rule itself names this day, working day or not."""
        return self.valid_on(on) and (on.day in self.days_of_month or on.weekday() in self.weekdays)


@dataclass(frozen=True, slots=True)
class Promise:
    """服务承诺: one item with its published limit. `unit_kinds`: the first kind of unit that the agency has keeps it."""

    id: str
    clock: str
    amount: int
    unit: str
    zh: str
    en: str
    accountable_zh: str
    accountable_en: str
    unit_kinds: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    basis: str

    def valid_on(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def unit_of(self, agency: Agency) -> str:
        """The code of the unit that has to keep it; empty where the agency has none of these kinds."""
        found = (unit.code for kind in self.unit_kinds for unit in agency.units if unit.kind == kind)
        return next(found, "")


@dataclass(frozen=True, slots=True)
class Reception:
    """Everything of reception.toml."""

    version: str
    counter: CounterFigures
    priorities: Mapping[str, PriorityClass]
    halls: Mapping[str, HallPlan]
    session_rules: tuple[SessionRule, ...]
    standards: Mapping[str, Label]
    matters: Mapping[str, Label]
    promises: tuple[Promise, ...]

    def hall(self, agency: str) -> HallPlan | None:
        return self.halls.get(agency)

    def joint_hall(self) -> HallPlan | None:
        return next((hall for hall in self.halls.values() if hall.joint), None)

    def session_rule(self, kind: AgencyKind, *, on: date) -> SessionRule | None:
        """The rule in force for this kind of agency on that day."""
        return next((rule for rule in self.session_rules if kind in rule.kinds and rule.valid_on(on)), None)

    def promises_on(self, on: date) -> tuple[Promise, ...]:
        return tuple(promise for promise in self.promises if promise.valid_on(on))
