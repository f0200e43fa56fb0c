"""liaison: liaison officers of all agencies, and the self-test of the line to a peer."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, View

Post = Literal["officer", "deputy"]


class OfficerEntry(Command):
    """What stands in the directory about one officer."""

    unit: str = Field(min_length=1, max_length=32)
    post: Post
    name: Line = Field(min_length=1, max_length=60)
    title: Line = Field(default="", max_length=60)
    phone: Line = Field(min_length=3, max_length=40)
    term_from: date
    term_until: date | None = None
    absent_from: date | None = None
    absent_until: date | None = None
    substitute: Line = Field(default="", max_length=60)


class AddLiaisonOfficer(OfficerEntry):
    """POST /liaison-officers. An agency adds its own officers only."""


class ChangeLiaisonOfficer(OfficerEntry):
    """POST /liaison-officers/{officer_id}. `ended`: the post is given up; the entry stays readable."""

    version: int = Field(ge=1)
    ended: bool = False


class LiaisonOfficerRow(View):
    """`acting`: who is to be spoken to today; empty while nobody is in office. `ours`: this agency may change it."""

    id: str
    agency: str
    agency_zh: str
    agency_en: str
    unit: str
    unit_zh: str
    unit_en: str
    post: Post
    name: str
    title: str
    phone: str
    term_from: date
    term_until: date | None = None
    absent_from: date | None = None
    absent_until: date | None = None
    substitute: str
    ended: bool
    standing: Literal["acting", "absent", "not_yet", "over"]
    acting: str
    ours: bool
    told_at: AwareDatetime
    version: int


class LineTest(View):
    """Answer to POST /peers/{peer}/tests: the message whose evidences show the times of each step."""

    message_id: str
