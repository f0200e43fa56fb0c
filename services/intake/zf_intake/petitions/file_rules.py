"""A petition as decisions see it: loaded once, changed only by writing a new one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from zf_intake.petitions.form_rules import marks
from zf_intake.timelimits.rules import Clock
from zf_law.moments import last_instant
from zf_law.petition_facts import ActFacts, ClosingFacts, FiveFixes, Parties, PetitionFacts


@dataclass(frozen=True, slots=True)
class PetitionFile:
    """One petition with all that an act depends on. `set_flags` are the marks that acts set."""

    id: str
    petition_no: str
    collab_no: str
    origin: str
    origin_agency: str
    origin_petition_no: str
    unit: str
    title: str
    category: str
    complaint_kind: str
    litigation: bool
    serious: str
    urgent: bool
    sensitivity: str
    state: str
    set_flags: frozenset[str]
    competent_agency: str
    parties: Parties
    first_handler_name: str
    fixes: FiveFixes
    closing: ClosingFacts
    closing_id: str
    leader_received: bool
    leader_replied: bool
    registered_by: str
    duty: str
    participants: Mapping[str, str]
    last_act_at: datetime
    version: int
    open_requests: frozenset[int] = frozenset()
    clocks: tuple[Clock, ...] = field(default=())

    @property
    def flags(self) -> frozenset[str]:
        return marks(
            category=self.category,
            complaint_kind=self.complaint_kind,
            litigation=self.litigation,
            serious=self.serious,
            set_by_acts=sorted(self.set_flags),
        )

    def clock(self, rule: str) -> Clock | None:
        """The newest clock of this rule, whether it still runs or not."""
        return max((clock for clock in self.clocks if clock.rule == rule), key=lambda one: one.id, default=None)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts."""

    id: str
    unit: str = ""


def facts_of(
    file: PetitionFile,
    *,
    person: Person,
    acted_at: datetime,
    now: datetime,
    given: ActFacts | None = None,
    closing: ClosingFacts | None = None,
) -> PetitionFacts:
    """The file as the guards of the stage table want it. `closing` is what is being proposed now."""
    return PetitionFacts(
        petition_id=file.id,
        state=file.state,
        acted_at=acted_at,
        now=now,
        actor_id=person.id,
        actor_unit=person.unit,
        flags=file.flags,
        last_act_at=file.last_act_at,
        parties=file.parties,
        fixes=file.fixes,
        closing=closing or file.closing,
        given=given or ActFacts(),
        open_requests=file.open_requests,
        leader_received=file.leader_received,
        leader_replied=file.leader_replied,
        objection_until=_until(file, "X03.objection"),
        review_until=_until(file, "X05"),
        final_review_until=_until(file, "X06"),
    )


def _until(file: PetitionFile, rule: str) -> datetime | None:
    clock = file.clock(rule)
    return last_instant(clock.due) if clock is not None else None
