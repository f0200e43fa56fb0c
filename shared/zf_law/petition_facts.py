"""The facts of a petition at the moment of an act: everything a guard may look at, gathered by the caller."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

FOUR_CHECKS = ("facts_established", "measures_done", "problem_solved", "petitioner_settled")
"""四个不放过, each with evidence (S-009)."""


@dataclass(frozen=True, slots=True)
class FiveFixes:
    """五定 (S-008): leader, person, plan, date, standard."""

    leader_id: str = ""
    officer_id: str = ""
    plan: str = ""
    due: date | None = None
    standard: str = ""

    def missing(self) -> tuple[str, ...]:
        have = {
            "leader": self.leader_id,
            "officer": self.officer_id,
            "plan": self.plan,
            "due": self.due,
            "standard": self.standard,
        }
        return tuple(name for name, value in have.items() if not value)


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What was put forward for closing. `evidenced` are the checks of FOUR_CHECKS that have evidence."""

    path: str = ""
    proposed_by: str = ""
    evidenced: frozenset[str] = frozenset()
    follow_up_until: date | None = None
    confirmed_by: str = ""
    confirmation_level: str = ""
    case_no: str = ""
    case_no_told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EarlierMatter:
    """The matter a duplicate points to."""

    id: str
    open: bool
    finally_reviewed: bool


@dataclass(frozen=True, slots=True)
class Parties:
    """Who has to do with the petition. Units are codes of the own agency; `accused_*` are restricted knowledge."""

    first_handler_id: str = ""
    officer_id: str = ""
    unit: str = ""
    accused_units: frozenset[str] = frozenset()
    accused_agencies: frozenset[str] = frozenset()
    accused_people: frozenset[str] = frozenset()
    recused: frozenset[str] = frozenset()
    answerers: frozenset[str] = frozenset()
    """Accounts that issued an answer or an opinion on this petition."""


@dataclass(frozen=True, slots=True)
class ActFacts:
    """What the act itself brings along. Empty where the act does not need it."""

    explanation: str = ""
    receiver: str = ""
    partners: frozenset[str] = frozenset()
    report_day: date | None = None
    unit: str = ""
    officer_id: str = ""
    ground_earlier: str = ""
    earlier: EarlierMatter | None = None
    late_reason: str = ""
    answered_requests: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PetitionFacts:
    """`deadlines` maps the rules of the petition to their last instant, ended clocks included."""

    petition_id: str
    state: str
    acted_at: datetime
    now: datetime
    actor_id: str
    actor_unit: str = ""
    flags: frozenset[str] = frozenset()
    last_act_at: datetime | None = None
    parties: Parties = Parties()
    fixes: FiveFixes = FiveFixes()
    closing: ClosingFacts = ClosingFacts()
    given: ActFacts = ActFacts()
    open_requests: frozenset[int] = frozenset()
    leader_received: bool = False
    leader_replied: bool = False
    objection_until: datetime | None = None
    review_until: datetime | None = None
    final_review_until: datetime | None = None
