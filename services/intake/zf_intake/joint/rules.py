"""Decisions on matters of several agencies: who leads, when the answer is due, what is missing, who has confirmed. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from zf_law.deadline_rules import ZONE
from zf_law.problems import Problem

LEAD_RULE_MAIN, LEAD_RULE_CASE, LEAD_RULE_OPEN, LEAD_RULE_DECIDED = "main_request", "running_case", "open", "decided"
DISPUTE_RULE = "G02"
Band = Literal["confirmed", "waiting", "late", "failed", "rejected"]
LeadRule = Literal["main_request", "running_case", "decided", "open"]


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A sub-matter as the hall wants it."""

    part_no: int
    agency: str
    request_nos: tuple[int, ...]
    main: bool = False
    case_no: str = ""
    accused: bool = False


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A sub-matter as it stands. `due_at`: the last moment of its handling; `answered`: its answer is here."""

    part_no: int
    agency: str
    answered: bool
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class JointFacts:
    """The joint matter at the moment of an act, seen from the agency `here`."""

    here: str
    host: str
    lead: str
    state: str
    parts: tuple[PartFacts, ...]
    replied_parts: frozenset[int]
    now: datetime

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(part.part_no for part in self.parts if not part.answered)

    @property
    def answer_due(self) -> datetime | None:
        """The earliest end of a part: then the answer goes out with what is there (handbook 4.1)."""
        return min((part.due_at for part in self.parts if part.due_at is not None), default=None)


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """What a split depends on: where, which requests there are, and to whom nothing may go."""

    here: str
    hall_host: str
    requests: frozenset[int]
    receivers: frozenset[str]
    accused_agencies: frozenset[str]
    already_joint: bool = False


def split_problems(parts: Sequence[PartPlan], facts: SplitFacts) -> list[Problem]:
    """Every request in exactly one part, every part with an agency of its own that may get it."""
    if facts.here != facts.hall_host:
        return [Problem("joint.not_the_hall")]
    if facts.already_joint:
        return [Problem("joint.already_split")]
    problems: list[Problem] = []
    agencies = [part.agency for part in parts]
    for place, agency in enumerate(agencies):
        field = f"parts[{place}].agency"
        if agency in agencies[:place]:
            problems.append(Problem("joint.agency_twice", {"field": field, "agency": agency}))
        problems += agency_problems(agency, facts, field=field)
    if len(set(agencies)) < 2:
        problems.append(Problem("joint.one_agency_only", {"field": "parts"}))
    if sum(part.main for part in parts) > 1:
        problems.append(Problem("joint.two_main_parts", {"field": "parts"}))
    if sum(part.accused for part in parts) > 1:
        problems.append(Problem("joint.two_accused_parts", {"field": "parts"}))
    return problems + _request_problems(parts, facts.requests)


def agency_problems(agency: str, facts: SplitFacts, *, field: str) -> list[Problem]:
    """An agency that may hold a part: one we exchange with, or ourselves, and none that is accused (PET 30(3))."""
    if agency != facts.here and agency not in facts.receivers:
        return [Problem("joint.agency_unknown", {"field": field, "agency": agency})]
    if agency in facts.accused_agencies:
        return [Problem("petition.receiver_is_accused", {"field": field})]
    return []


def lead_of(parts: Sequence[PartPlan]) -> tuple[str, LeadRule]:
    """The agency of the main request; else the one that holds the running case; else nobody yet (handbook 4.1)."""
    mains = {part.agency for part in parts if part.main}
    if len(mains) == 1:
        return mains.pop(), "main_request"
    running = {part.agency for part in parts if part.case_no}
    if len(running) == 1:
        return running.pop(), "running_case"
    return "", "open"


def dispute_problems(facts: JointFacts, *, proposed: str) -> list[Problem]:
    """Whoever has a part, or the hall, may put the question of the lead to the committee, as long as nothing is answered."""
    agencies = {part.agency for part in facts.parts}
    if facts.here not in agencies | {facts.host}:
        return [Problem("joint.not_concerned")]
    if facts.state != "open":
        return [Problem("joint.cannot_dispute", {"state": facts.state})]
    if proposed and proposed not in agencies:
        return [Problem("joint.not_a_part", {"field": "proposed", "agency": proposed})]
    return []


def decision_problems(*, state: str, about: str, agency: str, concerned: Collection[str]) -> list[Problem]:
    """The committee names the lead from the agencies with a part; competence it may give to anyone it exchanges with."""
    if state != "open":
        return [Problem("joint.dispute_decided")]
    if agency not in concerned:
        code = "joint.not_a_part" if about == "lead" else "joint.agency_unknown"
        return [Problem(code, {"field": "agency", "agency": agency})]
    return []


def reply_problems(facts: JointFacts) -> list[Problem]:
    """One combined answer: when all parts are in, or at the earliest end of a part with the missing ones named."""
    if facts.here != facts.lead:
        return [Problem("joint.not_the_lead", {"agency": facts.lead or "—"})]
    if facts.state == "disputed":
        return [Problem("joint.lead_is_disputed")]
    answered = {part.part_no for part in facts.parts if part.answered}
    if not answered - facts.replied_parts:
        return [Problem("joint.nothing_new_to_answer")]
    due = facts.answer_due
    if facts.missing and (due is None or facts.now <= due):
        until = due.astimezone(ZONE).date().isoformat() if due else "—"
        numbers = "、".join(str(number) for number in facts.missing)
        return [Problem("joint.parts_missing", {"numbers": numbers, "until": until})]
    return []


def state_after_reply(facts: JointFacts) -> str:
    return "answered" if facts.missing else "completed"


def reassign_problems(part: PartFacts | None, facts: JointFacts, *, returned: bool) -> list[Problem]:
    """A part moves only after its holder was freed of it, and never once it is answered."""
    if facts.here != facts.host:
        return [Problem("joint.not_the_hall")]
    if part is None:
        return [Problem("joint.part_unknown")]
    if part.answered or not returned:
        return [Problem("joint.part_stays", {"number": part.part_no, "agency": part.agency})]
    return []


def band(*, step: str, now: datetime, warn_at: datetime | None, fail_at: datetime | None) -> Band:
    """Has the other agency confirmed? Nothing known yet counts as waiting until its time has come."""
    if step in ("delivered", "opened"):
        return "confirmed"
    if step == "rejected":
        return "rejected"
    if step == "failed" or (fail_at is not None and now >= fail_at):
        return "failed"
    return "late" if warn_at is not None and now >= warn_at else "waiting"


def _request_problems(parts: Sequence[PartPlan], requests: frozenset[int]) -> list[Problem]:
    problems: list[Problem] = []
    taken: set[int] = set()
    for place, part in enumerate(parts):
        field = f"parts[{place}].request_nos"
        unknown = sorted(set(part.request_nos) - requests)
        twice = sorted(set(part.request_nos) & taken)
        if unknown:
            problems.append(Problem("joint.request_unknown", {"field": field, "numbers": _numbers(unknown)}))
        if twice:
            problems.append(Problem("joint.request_twice", {"field": field, "numbers": _numbers(twice)}))
        taken |= set(part.request_nos)
    left = sorted(requests - taken)
    if left:
        problems.append(Problem("joint.request_left", {"field": "parts", "numbers": _numbers(left)}))
    return problems


def _numbers(numbers: Sequence[int]) -> str:
    return "、".join(str(number) for number in numbers)


def objection_problems(*, here: str, host: str, objection: str) -> list[Problem]:
    """The hall answers an objection to a part once."""
    if here != host:
        return [Problem("joint.not_the_hall")]
    return [] if objection == "open" else [Problem("joint.no_objection")]


def coordination_problems(
    *, receiver: str, partners: Collection[str], accused: Collection[str], due: date, today: date
) -> list[Problem]:
    problems: list[Problem] = []
    if receiver not in partners:
        problems.append(Problem("joint.agency_unknown", {"field": "receiver", "agency": receiver}))
    if receiver in accused:
        problems.append(Problem("petition.receiver_is_accused", {"field": "receiver"}))
    if due <= today:
        problems.append(Problem("joint.due_not_ahead", {"field": "due"}))
    return problems


def answer_problems(*, answerable: bool, former: str, outcome: str) -> list[Problem]:
    """A request is agreed to or declined once; only what was agreed can be done afterwards."""
    if not answerable:
        return [Problem("joint.not_answerable")]
    if former in ("declined", "done") or (former == "agreed" and outcome != "done"):
        return [Problem("joint.answered_already")]
    return []


def task_problems(*, done: bool) -> list[Problem]:
    return [Problem("joint.task_done")] if done else []


def competence_problems(*, origin_agency: str, objection_id: str, state: str) -> list[Problem]:
    """The committee is asked after the objection was answered: the matter is back at *received* and still here."""
    if not origin_agency or not objection_id or state != "received":
        return [Problem("joint.object_first")]
    return []
