"""One case record as decisions see it: people, papers and clocks beside the record itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zf_casemgmt.deliberations.binding_rules import Standing
from zf_casemgmt.moment_rules import Moment, day_of
from zf_casemgmt.timelimits.clock_rules import Clock
from zf_contracts.values import ExitCheck
from zf_law.case_facts import SuspectFacts


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a suspect is; the number only in its encrypted form."""

    id_kind: str = "none"
    id_sealed: str = ""
    id_masked: str = ""
    sex: str = "unknown"
    birth_date: str | None = None
    charge: str = ""


@dataclass(frozen=True, slots=True)
class SuspectFile:
    id: str
    name: str
    state: str
    at_large: bool = False
    minor: bool = False
    custody_until: Moment | None = None
    identity: Identity = Identity()

    def facts(self) -> SuspectFacts:
        until = day_of(self.custody_until) if self.custody_until is not None else None
        return SuspectFacts(self.id, self.state, until, self.at_large, self.minor)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document on file as guards see it. `round` is the number of returns when it came on file."""

    id: str
    type: str
    suspect_id: str | None
    round: int


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case record with what decisions about it depend on, read in one go and locked."""

    id: str
    case_no: str
    collab_no: str
    title: str
    charge: str
    kind: str
    unit: str
    handler_id: str | None
    participants: Mapping[str, str]
    state: str
    holder: str
    returns: int
    adjournments: int
    flags: frozenset[str]
    exit_check: ExitCheck | None
    head_signed_by: str
    head_signed_name: str
    open_transfer: str | None
    sensitivity: str
    last_act_at: datetime | None
    version: int
    suspects: tuple[SuspectFile, ...] = ()
    papers: tuple[Paper, ...] = ()
    clocks: tuple[Clock, ...] = ()
    standing: Standing = field(default_factory=Standing)

    def suspect(self, suspect_id: str) -> SuspectFile | None:
        return next((suspect for suspect in self.suspects if suspect.id == suspect_id), None)
