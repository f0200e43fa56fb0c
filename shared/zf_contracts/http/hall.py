"""intake: the floor of the hall (接待大厅): desks, numbers, hand-overs, ratings, calling screen, list of the day."""

from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Versioned, View

DeskState = Literal["open", "paused", "closed"]
Outcome = Literal["answered", "registered", "advised", "litigation", "left"]


class DutyCard(Command):
    """岗位责任牌 of a window: what is done there, what may be decided, whose post it is and who stands in (S-028)."""

    code: str = Field(min_length=1, max_length=8, pattern=r"^[0-9A-Za-z]+$")
    name: str = Field(min_length=1, max_length=40)
    agency: str = Field(min_length=1, max_length=32)
    queues: tuple[str, ...] = Field(min_length=1, max_length=12)
    room: str = Field(default="", max_length=60)
    services: tuple[str, ...] = Field(default=(), max_length=20)
    powers: str = Field(default="", max_length=500)
    person_name: str = Field(default="", max_length=60)
    substitute_name: str = Field(default="", max_length=60)


class AddDesk(DutyCard):
    """POST /hall/desks."""


class ChangeDesk(DutyCard, Versioned):
    """POST /hall/desks/{desk_id}."""


class SetDesk(Versioned):
    """POST /hall/desks/{desk_id}/state: who opens a desk serves there from now on."""

    state: DeskState
    reason: str = Field(default="", max_length=200)


class IssueTicket(Command):
    """POST /hall/tickets. A visit of five or more is led to the room for collective visits, whatever the queue."""

    queue: str = Field(min_length=1, max_length=32)
    priority: str = Field(default="normal", max_length=32)
    people: int = Field(default=1, ge=1, le=999)
    matter: str = Field(default="", max_length=32)


class HandOver(Versioned):
    """POST /hall/tickets/{ticket_id}/hand-over: the visitor is walked to another queue or desk (S-026)."""

    queue: str = Field(min_length=1, max_length=32)
    desk_id: str | None = Field(default=None, max_length=64)
    reason: str = Field(min_length=2, max_length=500)


class TakeOver(Versioned):
    """POST /hall/tickets/{ticket_id}/taking: the desk that now serves the visitor."""

    desk_id: str = Field(min_length=1, max_length=64)


class CompleteVisit(Versioned):
    """POST /hall/tickets/{ticket_id}/completion. `standards` is the receiver's own check list (S-012)."""

    outcome: Outcome
    petition_id: str | None = Field(default=None, max_length=64)
    standards: tuple[str, ...] = Field(default=(), max_length=12)


class RateVisit(Command):
    """The visitor's word on the spot. `kept` are the points of the reception standard that the visitor confirms."""

    score: int = Field(ge=1, le=5)
    kept: tuple[str, ...] = Field(default=(), max_length=12)
    comment: str = Field(default="", max_length=500)


class DeskView(View):
    id: str
    code: str
    name: str
    agency: str
    queues: tuple[str, ...]
    room: str
    services: tuple[str, ...]
    powers: str
    person_name: str
    substitute_name: str
    state: DeskState
    clerk_id: str | None
    clerk_name: str
    since: AwareDatetime
    version: int


class PeerDeskView(View):
    """GET /hall/peer-desks: a window of another agency in its own house."""

    agency: str
    code: str
    name: str
    state: DeskState
    clerk_name: str
    services: tuple[str, ...]
    since: AwareDatetime


class DeskChangeRow(View):
    """One line of the roster as it really was."""

    desk_name: str
    state: str
    clerk_name: str
    reason: str
    at: AwareDatetime


class TicketView(View):
    """A number as the staff sees it. No name: who comes is asked at the desk, not at the machine."""

    id: str
    number: str
    queue: str
    queue_zh: str
    queue_en: str
    room: str
    priority: str
    priority_zh: str
    priority_en: str
    people: int
    matter: str
    state: str
    state_zh: str
    state_en: str
    desk_id: str | None
    clerk_id: str | None
    clerk_name: str
    issued_at: AwareDatetime
    called_at: AwareDatetime | None
    calls: int
    skips: int
    over_waited: bool
    outcome: str
    petition_id: str | None
    version: int


class IssuedTicket(TicketView):
    """What the ticket machine gets: the number and the code for the slip's QR."""

    code: str


class SlipView(View):
    """号票 as printed and as the visitor's phone shows it. `ahead` counts whom a desk of this queue would call before."""

    number: str
    hall_zh: str
    hall_en: str
    queue_zh: str
    queue_en: str
    room: str
    priority_zh: str
    priority_en: str
    people: int
    state: str
    state_zh: str
    state_en: str
    desk_name: str
    ahead: int
    issued_at: AwareDatetime
    rated: bool
    standards: tuple["ChoiceView", ...]


class ChoiceView(View):
    """A code of reception.toml with its names."""

    id: str
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""


class HallView(View):
    """GET /hall: what the ticket machine and the forms offer."""

    agency: str
    zh: str
    en: str
    joint: bool
    queues: tuple[ChoiceView, ...]
    priorities: tuple[ChoiceView, ...]
    standards: tuple[ChoiceView, ...]
    matters: tuple[ChoiceView, ...]
    collective_from: int
    handover_minutes: int


class QueueCount(View):
    queue: str
    zh: str
    en: str
    waiting: int
    over_waited: int
    oldest_at: AwareDatetime | None
    open_desks: int


class HandoverView(View):
    id: str
    ticket_id: str
    number: str
    ticket_version: int
    from_desk: str
    from_clerk_name: str
    to_queue: str
    to_desk: str
    reason: str
    state: Literal["pending", "taken", "returned"]
    at: AwareDatetime
    due_at: AwareDatetime
    settled_at: AwareDatetime | None


class CounterView(View):
    """GET /hall/counter: the desk of the person who asks, the number there, and who waits."""

    desk: DeskView | None
    current: TicketView | None
    last: TicketView | None
    queues: tuple[QueueCount, ...]
    arrivals: tuple[HandoverView, ...]
    given: tuple[HandoverView, ...]
    desks: tuple[DeskView, ...]


class CallRow(View):
    number: str
    queue_zh: str
    queue_en: str
    place: str
    called_at: AwareDatetime
    calls: int


class ScreenView(View):
    """GET /hall/screen: public, no names. Newest call first."""

    hall_zh: str
    hall_en: str
    calls: tuple[CallRow, ...]
    queues: tuple[QueueCount, ...]
