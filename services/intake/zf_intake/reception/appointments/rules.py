"""Decisions on appointments. Pure: standing and act in, next standing and problems out.

An appointment lives on two sides: *home*, where the visitor booked, and *host*, the agency of the leader. Each act belongs
to one side; the other hears of it. When both act at the same time, both keep the same standing: the greater one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from zf_law.problems import Problem


class State(StrEnum):
    REQUESTED = "requested"
    OFFERED = "offered"
    REASSIGNED = "reassigned"
    REFUSED = "refused"
    CONFIRMED = "confirmed"
    CHECKED_IN = "checked_in"
    HELD = "held"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """OFFER, REFUSE and HOLD are the host's; the others are said by or for the visitor, at home.

    The host never cancels: it refuses, and the visitor's consent or dissent is written down.
    """

    OFFER = "offer"
    REFUSE = "refuse"
    ACCEPT = "accept"
    DECLINE = "decline"
    CHECK_IN = "check_in"
    HOLD = "hold"
    NO_SHOW = "no_show"
    CANCEL = "cancel"


_ASKED = frozenset({State.REQUESTED, State.OFFERED, State.REASSIGNED, State.REFUSED, State.CONFIRMED})
_ANSWERED = frozenset({State.OFFERED, State.REASSIGNED, State.REFUSED})
MOVES: Mapping[Act, frozenset[State]] = {
    Act.OFFER: _ASKED,
    Act.REFUSE: _ASKED - {State.REFUSED},
    Act.ACCEPT: _ANSWERED,
    Act.DECLINE: _ANSWERED,
    Act.CHECK_IN: frozenset({State.CONFIRMED}),
    Act.HOLD: frozenset({State.CONFIRMED, State.CHECKED_IN}),
    Act.NO_SHOW: frozenset({State.CONFIRMED}),
    Act.CANCEL: _ASKED | {State.CHECKED_IN},
}
HOST_ACTS = frozenset({Act.OFFER, Act.REFUSE, Act.HOLD})
HOME_ACTS = frozenset(Act) - HOST_ACTS
ENDED = frozenset({State.HELD, State.NO_SHOW, State.CANCELLED})
STATE_NAMES: Mapping[State, tuple[str, str]] = {
    State.REQUESTED: ("待安排", "requested"),
    State.OFFERED: ("已安排，待确认", "offered"),
    State.REASSIGNED: ("更换领导，待同意", "another leader offered"),
    State.REFUSED: ("不能接访，待同意", "refused, consent awaited"),
    State.CONFIRMED: ("已确认", "confirmed"),
    State.CHECKED_IN: ("已到场", "checked in"),
    State.HELD: ("已接访", "held"),
    State.NO_SHOW: ("未到场", "not appeared"),
    State.CANCELLED: ("已取消", "cancelled"),
}
ASKS: Mapping[State, str] = {State.OFFERED: "time", State.REASSIGNED: "leader", State.REFUSED: "refusal"}
"""What the visitor is asked while his word is awaited."""
_RANK: Mapping[State, int] = {State.HELD: 3, State.NO_SHOW: 2, State.CANCELLED: 1}
_STAGE: Mapping[State, int] = {
    State.OFFERED: 1,
    State.REASSIGNED: 1,
    State.REFUSED: 1,
    State.REQUESTED: 2,
    State.CONFIRMED: 3,
    State.CHECKED_IN: 4,
}
"""Within one offer: the offer, then the visitor's answer (declined stands as requested again), then his coming."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`offer_no` counts what the host offered or refused; every answer belongs to one of them."""

    state: State
    offer_no: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        """Ended ones first by what really happened; among the living the newer offer, then the later step of it."""
        return (_RANK.get(self.state, 0), self.offer_no, _STAGE.get(self.state, 0))


def further(own: Standing, told: Standing) -> Standing:
    """Whichever has come further. Both sides decide alike, in whatever order they hear of each other."""
    return max(own, told, key=lambda one: one.order)


def step(standing: Standing, act: Act, *, to: State | None = None) -> tuple[Standing, list[Problem]]:
    """The next standing; `to` says what an offer amounts to (offered, or reassigned: another leader than named)."""
    if standing.state not in MOVES[act]:
        zh, en = STATE_NAMES[standing.state]
        return standing, [Problem("appointment.wrong_state", {"state": zh, "state_en": en})]
    if act is Act.OFFER:
        return Standing(to or State.OFFERED, standing.offer_no + 1), []
    if act is Act.REFUSE:
        return Standing(State.REFUSED, standing.offer_no + 1), []
    if act is Act.ACCEPT:
        agreed = State.CANCELLED if standing.state is State.REFUSED else State.CONFIRMED
        return Standing(agreed, standing.offer_no), []
    return Standing(_PLAIN[act], standing.offer_no), []


_PLAIN: Mapping[Act, State] = {
    Act.DECLINE: State.REQUESTED,
    Act.CHECK_IN: State.CHECKED_IN,
    Act.HOLD: State.HELD,
    Act.NO_SHOW: State.NO_SHOW,
    Act.CANCEL: State.CANCELLED,
}


def side_problems(act: Act, *, here: str, home: str, host: str) -> list[Problem]:
    """Each side does its own part. When home and host are one agency, that agency does both."""
    if (act in HOST_ACTS and here != host) or (act in HOME_ACTS and here != home):
        return [Problem("appointment.other_side", {"agency": host if act in HOST_ACTS else home})]
    return []


@dataclass(frozen=True, slots=True)
class Candidate:
    """A leader who may receive. `load` counts his open appointments."""

    account_id: str
    portfolio: Sequence[str]
    rank: int
    load: int = 0


def proposed(leaders: Sequence[Candidate], *, matter: str, named: str) -> tuple[str, str]:
    """(leader, why): the named one, else who has this matter in his portfolio and least to do, else the first in turn."""
    if any(one.account_id == named for one in leaders):
        return named, "named"
    fitting = [one for one in leaders if matter in one.portfolio]
    chosen = min(fitting or leaders, key=lambda one: (one.load, one.rank, one.account_id), default=None)
    if chosen is None:
        return "", "nobody"
    return chosen.account_id, "portfolio" if fitting else "rank"


@dataclass(frozen=True, slots=True)
class Offer:
    """What the host offers. `named` says that a leader was asked for by name, `fits` that it is the one offered.

    `agreed` is the leader whom the visitor has accepted before, if any.
    """

    leader_id: str
    leader_known: bool
    named: bool
    fits: bool
    agreed: str
    meets_at: datetime
    now: datetime
    reason: str


def offer_problems(offer: Offer) -> list[Problem]:
    problems: list[Problem] = []
    if not offer.leader_known:
        problems.append(Problem("reception.leader_unknown", {"field": "leader_id"}))
    if offer.meets_at <= offer.now:
        problems.append(Problem("appointment.time_past", {"field": "meets_at"}))
    if is_substitution(offer) and not offer.reason:
        problems.append(Problem("appointment.reason_needed", {"field": "reason"}))
    return problems


def is_substitution(offer: Offer) -> bool:
    """Neither the leader asked for by name nor the one agreed upon: a reason, and the visitor's consent (S-003)."""
    expected = offer.named or bool(offer.agreed)
    return expected and not (offer.named and offer.fits) and offer.leader_id != offer.agreed


EARLY = timedelta(hours=4)


def arrival_problems(act: Act, *, meets_at: datetime | None, now: datetime) -> list[Problem]:
    """Nobody appears days before, and nobody is written off before the time."""
    if meets_at is None:
        return []
    if act is Act.CHECK_IN and now < meets_at - EARLY:
        return [Problem("appointment.too_early")]
    if act is Act.NO_SHOW and now < meets_at:
        return [Problem("appointment.too_early")]
    return []


@dataclass(frozen=True, slots=True)
class Request:
    """One request for the report. `fits`: the leader in the appointment is the one asked for by name."""

    state: State
    named: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class Share:
    """点名接访: honoured when the named leader received, substituted when another did, lost when nobody did."""

    named: int
    honoured: int
    substituted: int
    lost: int

    @property
    def share(self) -> float | None:
        ended = self.honoured + self.substituted + self.lost
        return round(self.honoured / ended, 4) if ended else None


def honoured_share(requests: Sequence[Request]) -> Share:
    """A visitor who did not appear loses nothing of the agency's promise, so he is not counted as lost."""
    named = [one for one in requests if one.named]
    return Share(
        named=len(named),
        honoured=sum(one.state is State.HELD and one.fits for one in named),
        substituted=sum(one.state is State.HELD and not one.fits for one in named),
        lost=sum(one.state is State.CANCELLED for one in named),
    )
