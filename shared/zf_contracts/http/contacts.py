"""intake: planned contacts with a petitioner. The second meeting, revisits, home visits; planned, recorded, overdue."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Line, Reason, Text, Versioned, View

ContactKind = Literal["second_meeting", "revisit", "home_visit"]
HomeVisitReason = Literal["agitated", "disabled", "ill", "immobile"]
Risk = Literal["", "none", "low", "high"]


class PlanContact(Versioned):
    """POST /petitions/{id}/contacts; `version` is the petition's. `told_at`: when the petitioner was told of it.

    A second meeting records the first: the opinions heard then (`first_opinions`) and the talk (`first_talk`).

    A revisit repeats every `repeat_days` until a record ends it. A home visit names why, and who is asked to come along.
    """

    kind: ContactKind
    planned_at: AwareDatetime
    place: Line = Field(default="", max_length=300)
    person_id: Line = Field(min_length=1, max_length=64)
    person_name: Line = Field(min_length=1, max_length=100)
    plan: Text = Field(default="", max_length=5000)
    told_at: AwareDatetime | None = None
    repeat_days: int | None = Field(default=None, ge=1, le=365)
    reasons: tuple[HomeVisitReason, ...] = Field(default=(), max_length=4)
    partners: tuple[Annotated[Line, Field(max_length=32)], ...] = Field(default=(), max_length=10)
    first_opinions: Text = Field(default="", max_length=5000)
    first_talk: Text = Field(default="", max_length=5000)


class RecordContact(Versioned):
    """POST /contacts/{id}/record; `version` is the contact's. Which texts are needed follows from its kind."""

    held_at: AwareDatetime
    opinions: Text = Field(default="", max_length=5000)
    talk: Text = Field(default="", max_length=5000)
    answer: Text = Field(default="", max_length=5000)
    situation: Text = Field(default="", max_length=5000)
    risk: Risk = ""
    action: Text = Field(default="", max_length=5000)
    present: tuple[Annotated[Line, Field(max_length=100)], ...] = Field(default=(), max_length=20)
    ends: bool = False


class ContactView(View):
    """state: planned | held. `partners` maps an agency to its answer: asked, agreed, declined, done."""

    id: str
    petition_id: str
    petition_no: str
    title: str
    kind: str
    no: int
    planned_at: AwareDatetime
    place: str
    person_id: str
    person_name: str
    plan: str
    told_at: AwareDatetime | None
    repeat_days: int | None
    reasons: tuple[str, ...]
    partners: dict[str, str]
    state: str
    overdue: bool
    held_at: AwareDatetime | None
    first_opinions: str = ""
    first_talk: str = ""
    opinions: str
    talk: str
    answer: str
    situation: str
    risk: str
    action: str
    present: tuple[str, ...]
    recorded_by_name: str
    version: int


class ContactsView(View):
    """Of one petition: what was planned and held, and why a further one cannot be planned now."""

    petition_id: str
    petition_no: str
    title: str
    petition_version: int
    contacts: tuple[ContactView, ...]
    hindrances: dict[str, tuple[Reason, ...]]
    today: date
