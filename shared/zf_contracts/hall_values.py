"""What the reception of one agency tells another: its calendar, its windows, the appointments of both sides.

A visitor's name and wish travel to the one agency that shall receive him, in messages of level L3; calendars and windows
carry names of officials only.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.values import Value

AppointmentState = Literal[
    "requested", "offered", "reassigned", "refused", "confirmed", "checked_in", "held", "no_show", "cancelled"
]


class HallTold(Value):
    """Head of every body. `notice_id` names one act of the sender; `subject` orders what belongs together."""

    notice_id: str = Field(max_length=64)
    subject: str = Field(max_length=64)
    acted_at: AwareDatetime


class SessionLine(Value):
    """One published session. `moved_from` and the decision stand there when it was changed."""

    session_id: str = Field(max_length=64)
    day: dt.date
    named: tuple[dt.date, ...] = Field(max_length=10)
    starts: str = Field(max_length=5)
    ends: str = Field(max_length=5)
    place: str = Field(default="", max_length=100)
    provisional: bool = False
    leader_name: str = Field(default="", max_length=60)
    leader_title: str = Field(default="", max_length=60)
    state: Literal["published", "held", "missed", "cancelled"]
    moved_from: dt.date | None = None
    decision_no: str = Field(default="", max_length=80)
    decision_reason: str = Field(default="", max_length=500)
    version: int = Field(ge=1)


class SessionsTold(HallTold):
    """Sessions of the sender as they stand now; others of its calendar are not touched (S-001)."""

    kind: Literal["sessions"] = "sessions"
    sessions: tuple[SessionLine, ...] = Field(max_length=200)


class DeskTold(HallTold):
    """A window of the sender opened, paused or closed; who serves there and what for (S-023)."""

    kind: Literal["desk"] = "desk"
    code: str = Field(max_length=8)
    name: str = Field(max_length=40)
    state: Literal["open", "paused", "closed"]
    clerk_name: str = Field(default="", max_length=60)
    services: tuple[Annotated[str, Field(max_length=100)], ...] = Field(default=(), max_length=20)
    since: AwareDatetime


class AppointmentTold(HallTold):
    """One appointment as the sender sees it after its act; the receiver keeps whichever of the two is further (S-002, S-003).

    `home` is where the visitor booked, `host` the agency of the leader. `offer_no` counts the offers of the host.
    """

    kind: Literal["appointment"] = "appointment"
    appointment_id: str = Field(max_length=64)
    appointment_no: str = Field(max_length=40)
    home: str = Field(max_length=32)
    host: str = Field(max_length=32)
    matter: str = Field(max_length=32)
    brief: str = Field(max_length=2000)
    petition_no: str = Field(default="", max_length=40)
    petitioner_name: str = Field(max_length=100)
    people: int = Field(ge=1, le=999)
    named_id: str = Field(default="", max_length=64)
    named_name: str = Field(default="", max_length=60)
    wish: str = Field(default="", max_length=200)
    requested_at: AwareDatetime
    state: AppointmentState
    offer_no: int = Field(ge=0, le=99)
    leader_id: str = Field(default="", max_length=64)
    leader_name: str = Field(default="", max_length=60)
    leader_title: str = Field(default="", max_length=60)
    meets_at: AwareDatetime | None = None
    room: str = Field(default="", max_length=60)
    reason: str = Field(default="", max_length=500)
    consent: bool | None = None
    reply: str = Field(default="", max_length=2000)


HallBody = Annotated[SessionsTold | DeskTold | AppointmentTold, Field(discriminator="kind")]
