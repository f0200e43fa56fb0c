"""intake: the list of the day and the ratings of the reception hall."""

from datetime import date

from pydantic import AwareDatetime

from zf_contracts.http.base import View
from zf_contracts.http.hall import HandoverView


class DailyTicket(View):
    ticket_id: str
    number: str
    queue: str
    queue_zh: str
    queue_en: str
    state_zh: str
    state_en: str
    issued_at: AwareDatetime
    waited_minutes: int
    desk_name: str
    clerk_name: str


class DailyView(View):
    """GET /hall/daily: what fell through on one day (handbook 4.1, item 7), and the figures of the day."""

    day: date
    issued: int
    served: int
    no_shows: int
    unreceived: tuple[DailyTicket, ...]
    over_waited: tuple[DailyTicket, ...]
    not_taken: tuple[HandoverView, ...]
    without_first_handler: tuple[DailyTicket, ...]


class ReceiverRating(View):
    receiver_id: str
    receiver_name: str
    visits: int
    rated: int
    average: float | None
    low: int


class RatingsView(View):
    """GET /hall/ratings: per receiver, with how often each point of the standard was confirmed."""

    since: date
    until: date
    receivers: tuple[ReceiverRating, ...]
    kept: tuple["StandardCount", ...]


class StandardCount(View):
    id: str
    zh: str
    en: str
    claimed: int
    confirmed: int
    rated: int
