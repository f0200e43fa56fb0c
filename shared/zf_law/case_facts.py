"""The facts of a case at the moment of an act: everything a guard may look at, gathered by the caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

CUSTODY_STATES = frozenset({"detained", "arrested"})


@dataclass(frozen=True, slots=True)
class SuspectFacts:
    id: str
    state: str
    custody_until: date | None = None
    at_large: bool = False
    minor: bool = False

    @property
    def in_custody(self) -> bool:
        return self.state in CUSTODY_STATES or (self.state == "arrest_requested" and self.custody_until is not None)


@dataclass(frozen=True, slots=True)
class ExitCheck:
    """出口审核五项（S-047）: 事实清楚、证据充分、定性准确、程序合法、手续完备."""

    facts_clear: bool
    evidence_sufficient: bool
    charge_accurate: bool
    procedure_lawful: bool
    formalities_complete: bool
    checker_id: str
    passed: bool

    @property
    def all_points(self) -> bool:
        substance = self.facts_clear and self.evidence_sufficient and self.charge_accurate
        return substance and self.procedure_lawful and self.formalities_complete


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """Everything a guard may look at. `targets` are the suspects the act is about; empty means all of them.

    `documents` are the ids of document types on file for this step; `deadlines` maps running rule ids to due days.
    """

    case_id: str
    agency_kind: str
    state: str
    holder_kind: str
    version: int
    acted_at: datetime
    now: datetime
    actor_id: str
    actor_roles: tuple[str, ...]
    returns: int = 0
    adjournments: int = 0
    suspects: tuple[SuspectFacts, ...] = ()
    targets: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    exit_check: ExitCheck | None = None
    head_signed_by: str | None = None
    open_transfer: bool = False
    last_act_at: datetime | None = None
    flags: frozenset[str] = frozenset()
    participants: Mapping[str, str] = field(default_factory=dict)
    deadlines: Mapping[str, date | datetime] = field(default_factory=dict)

    @property
    def in_custody(self) -> bool:
        return any(suspect.in_custody for suspect in self.suspects)

    def targeted(self) -> tuple[SuspectFacts, ...]:
        return tuple(suspect for suspect in self.suspects if not self.targets or suspect.id in self.targets)
