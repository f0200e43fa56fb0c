"""A petition as decisions see it: loaded once, changed only by writing a new one. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    origin_notice_id: str
    part_no: int | None
    hand_over_id: str
    objection_id: str
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
    first_handler_unit: str
    first_handler_agency: str
    officer_name: str
    people_count: int
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
        """The clock of this rule that still runs, else the newest."""
        mine = (clock for clock in self.clocks if clock.rule == rule)
        return max(mine, key=lambda one: (one.open, last_instant(one.anchor), one.id), default=None)


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


def with_changes(file: PetitionFile, changes: Mapping[str, object]) -> PetitionFile:
    """The file after an act has set these columns, as far as later steps of the act look at them."""

    def text(name: str, before: str) -> str:
        value = changes.get(name, before)
        return value if isinstance(value, str) else before

    return replace(
        file,
        unit=text("unit", file.unit),
        duty=text("duty", file.duty),
        officer_name=text("officer_name", file.officer_name),
        competent_agency=text("competent_agency", file.competent_agency),
        hand_over_id=text("hand_over_id", file.hand_over_id),
        objection_id=text("objection_id", file.objection_id),
        parties=replace(
            file.parties,
            unit=text("unit", file.parties.unit),
            officer_id=text("officer_id", file.parties.officer_id),
        ),
    )


def _until(file: PetitionFile, rule: str) -> datetime | None:
    clock = file.clock(rule)
    return last_instant(clock.due) if clock is not None else None
