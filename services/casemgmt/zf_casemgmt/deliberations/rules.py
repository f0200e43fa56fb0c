"""Who may do what in a discussion, and what its votes come to. Facts in, problems or the result out. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zf_casemgmt.deliberations.binding_rules import ADOPTED, REJECTED, UNDECIDED
from zf_law.act_guards import Values, labels, local_time
from zf_law.deliberations import CONVENER, Committee
from zf_law.problems import Problem
from zf_law.reading import Label

PROPOSED, CONVENED, CLOSED, WITHDRAWN = "proposed", "convened", "closed", "withdrawn"
FOR, AGAINST, OWN = "for", "against", "own"
STANDING, CARRIED_OUT, SUPERSEDED = "standing", "carried_out", "superseded"
CHAIR, DEPUTY, MEMBER = "chair", "deputy", "member"
LEADERS = frozenset({CHAIR, DEPUTY})
_MINUTE = timedelta(minutes=1)
"""Forms give minutes, so a meeting that begins in this minute is not in the past."""


@dataclass(frozen=True, slots=True)
class Seat:
    """One member in one discussion. `recused` says why the member may not vote; `opinion` is empty until it is given."""

    account_id: str
    name: str
    duty: str
    present: bool = False
    recused: str = ""
    opinion: str = ""

    @property
    def votes(self) -> bool:
        return self.present and not self.recused


@dataclass(frozen=True, slots=True)
class Discussion:
    """What decisions about a discussion depend on besides its seats."""

    state: str
    convened_by: str
    convened_by_name: str
    meets_at: datetime | None


@dataclass(frozen=True, slots=True)
class Count:
    """The votes as they were given; `missing` are members who did not vote: absent or withdrawn."""

    members: int
    favour: int
    against: int
    own: int

    @property
    def missing(self) -> int:
        return self.members - self.favour - self.against - self.own


def convening_problems(
    found: Discussion,
    *,
    seats: Sequence[Seat],
    actor_id: str,
    roles: Collection[str],
    meets_at: datetime,
    now: datetime,
    committee: Committee,
    names: Mapping[str, Label],
) -> list[Problem]:
    """One convener: whoever comes second is told who was first."""
    if found.state == CONVENED:
        return [Problem("deliberation.convened_already", {"name": found.convened_by_name})]
    if found.state != PROPOSED:
        return [Problem("deliberation.over")]
    problems: list[Problem] = []
    if not set(roles) & set(committee.conveners):
        problems.append(
            Problem("deliberation.may_not_convene", labels("roles", [names[r] for r in committee.conveners]))
        )
    mine = next((seat for seat in seats if seat.account_id == actor_id), None)
    if mine is None or mine.duty not in LEADERS:
        problems.append(Problem("deliberation.convener_leads_not", _named(committee)))
    elif mine.recused:
        problems.append(Problem("deliberation.convener_took_part"))
    problems += size_problems(len(seats), committee=committee)
    if meets_at < now - _MINUTE:
        problems.append(Problem("deliberation.time_past", {"field": "meets_at"}))
    return problems


def size_problems(members: int, *, committee: Committee) -> list[Problem]:
    """Whether the committee as it stands may be convened at all."""
    counted: Values = {"members": members, **_named(committee)}
    if members < committee.members_least:
        return [Problem("deliberation.too_few_members", {"least": committee.members_least, **counted})]
    if committee.odd and members % 2 == 0:
        return [Problem("deliberation.members_even", counted)]
    return []


def session_problems(found: Discussion, *, now: datetime) -> list[Problem]:
    """Whether the discussion is going on: convened, begun, not closed."""
    if found.state == PROPOSED:
        return [Problem("deliberation.not_convened")]
    if found.state != CONVENED or found.meets_at is None:
        return [Problem("deliberation.over")]
    if now < found.meets_at - _MINUTE:
        return [Problem("deliberation.not_begun", {"meets_at": local_time(found.meets_at)})]
    return []


def leading_problems(found: Discussion, *, actor_id: str) -> list[Problem]:
    if found.state == CONVENED and found.convened_by != actor_id:
        return [Problem("deliberation.convener_only", {"name": found.convened_by_name})]
    return []


def withdrawal_problems(found: Discussion, *, actor_id: str) -> list[Problem]:
    if found.state not in (PROPOSED, CONVENED):
        return [Problem("deliberation.over")]
    return leading_problems(found, actor_id=actor_id)


def attendance_problems(
    seats: Sequence[Seat], *, present: Collection[str], recusals: Mapping[str, str]
) -> list[Problem]:
    """Whoever has given an opinion was there and could vote; that cannot be recorded away."""
    known = {seat.account_id for seat in seats}
    unknown = [one for one in (*present, *recusals) if one not in known]
    problems = [Problem("deliberation.seat_unknown", {"account": one}) for one in unknown]
    spoken = [seat for seat in seats if seat.opinion]
    return problems + [
        Problem("deliberation.has_spoken", {"name": seat.name})
        for seat in spoken
        if seat.account_id not in present or seat.account_id in recusals
    ]


def opinion_problems(
    found: Discussion, seats: Sequence[Seat], *, actor_id: str, now: datetime, committee: Committee
) -> list[Problem]:
    """Whether this member may speak now: seated, present, not withdrawn, once, and the convener after everybody else."""
    problems = session_problems(found, now=now)
    if problems:
        return problems
    mine = next((seat for seat in seats if seat.account_id == actor_id), None)
    if mine is None:
        return [Problem("deliberation.no_seat", _named(committee))]
    if mine.recused:
        return [Problem("deliberation.recused", {"reason": mine.recused})]
    if mine.opinion:
        return [Problem("deliberation.opinion_given")]
    if not mine.present:
        return [Problem("deliberation.absent")]
    silent = [seat for seat in seats if seat.votes and not seat.opinion and seat.account_id != actor_id]
    if committee.speaks_last == CONVENER and actor_id == found.convened_by and silent:
        return [Problem("deliberation.leader_speaks_last", {"names": _names(silent)})]
    return quorum_problems(seats, committee=committee)


def quorum_problems(seats: Sequence[Seat], *, committee: Committee) -> list[Problem]:
    present = sum(seat.votes for seat in seats)
    if committee.quorum.exceeded_by(present, whole=len(seats)):
        return []
    return [Problem("deliberation.no_quorum", {"present": present, "members": len(seats)})]


def closing_problems(found: Discussion, seats: Sequence[Seat], *, now: datetime, committee: Committee) -> list[Problem]:
    problems = session_problems(found, now=now)
    if problems:
        return problems
    silent = [seat for seat in seats if seat.votes and not seat.opinion]
    if silent:
        problems.append(Problem("deliberation.opinions_missing", {"names": _names(silent)}))
    return problems + quorum_problems(seats, committee=committee)


def count(seats: Sequence[Seat]) -> Count:
    given = [seat.opinion for seat in seats if seat.votes]
    return Count(len(seats), given.count(FOR), given.count(AGAINST), given.count(OWN))


def result(votes: Count, *, committee: Committee) -> str:
    """More than the majority's share of all members decides; an opinion of one's own counts for neither side."""
    if committee.majority.exceeded_by(votes.favour, whole=votes.members):
        return ADOPTED
    if committee.majority.exceeded_by(votes.against, whole=votes.members):
        return REJECTED
    return UNDECIDED


def dissents(seats: Sequence[Seat], outcome: str) -> tuple[Seat, ...]:
    """Members who spoke otherwise than it was resolved."""
    agreeing = {ADOPTED: FOR, REJECTED: AGAINST}.get(outcome, "")
    return tuple(seat for seat in seats if seat.opinion and seat.opinion != agreeing)


def _named(committee: Committee) -> Values:
    return labels("committee", [Label(committee.zh, committee.en)])


def _names(seats: Sequence[Seat]) -> str:
    return "、".join(seat.name for seat in seats)
