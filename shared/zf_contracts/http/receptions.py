"""intake: leader receptions (领导接访): duty roster, calendar by rule, published decisions, what was held (S-001)."""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Versioned, View


class SaveLeader(Command):
    """POST /receptions/leaders: put somebody on the duty roster, or change the portfolio. `version` 0: new."""

    account_id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1, max_length=60)
    portfolio: tuple[str, ...] = Field(default=(), max_length=20)
    rank: int = Field(ge=1, le=99)
    active: bool = True
    version: int = Field(default=0, ge=0)


class PlanSessions(Command):
    """POST /receptions/plan: make the calendar by the rule up to this day; what is there already stays."""

    until: dt.date


class PublishSessions(Command):
    """POST /receptions/publication: publish all planned sessions up to this day, with place."""

    until: dt.date
    place: str = Field(default="", max_length=100)


class DecideSession(Versioned):
    """POST /receptions/{session_id}/decision: move to `day`, or cancel without one, by a published decision."""

    day: dt.date | None = None
    decision_no: str = Field(min_length=1, max_length=80)
    reason: str = Field(min_length=2, max_length=500)
    urgent: bool = False


class AssignLeader(Versioned):
    """POST /receptions/{session_id}/leader: another leader of the roster takes the turn."""

    leader_id: str = Field(min_length=1, max_length=64)
    reason: str = Field(min_length=2, max_length=500)


class RecordSession(Versioned):
    """POST /receptions/{session_id}/record. `held_by` names a leader who stood in; empty means who was on duty."""

    held: bool
    held_by: str = Field(default="", max_length=64)
    received: int = Field(default=0, ge=0, le=999)
    note: str = Field(default="", max_length=1000)


class LeaderView(View):
    account_id: str
    name: str
    title: str
    portfolio: tuple[str, ...]
    rank: int
    active: bool
    version: int


class SessionView(View):
    """A session as everybody may see it once it is published. Names of leaders are public, visitors' never."""

    id: str
    agency: str
    day: dt.date
    named: tuple[dt.date, ...]
    starts: str
    ends: str
    place: str
    provisional: bool
    leader_id: str
    leader_name: str
    leader_title: str
    state: Literal["planned", "published", "held", "missed", "cancelled"]
    publish_by: dt.date
    published_at: AwareDatetime | None
    moved_from: dt.date | None
    urgent: bool
    decision_no: str
    decision_reason: str
    held_by_name: str
    received: int
    note: str
    version: int


class CalendarView(View):
    """GET /receptions: the published calendar. `rule_*` says by which rule it is made."""

    since: dt.date
    until: dt.date
    rule_zh: str
    rule_en: str
    sessions: tuple[SessionView, ...]


class LeaderTally(View):
    leader_id: str
    leader_name: str
    leader_title: str
    held: int
    missed: int
    stood_in_for: int
    stood_in: int


class SessionReport(View):
    """GET /receptions/report: sessions held and missed per leader, published late, and those without a record."""

    since: dt.date
    until: dt.date
    sessions: int
    held: int
    missed: int
    cancelled: int
    moved: int
    published_late: int
    leaders: tuple[LeaderTally, ...]
