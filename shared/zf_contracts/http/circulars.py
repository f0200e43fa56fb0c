"""liaison: circulars (通报) on supervised tasks that were not reported on their day."""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text, View


class DrawUpCircular(Command):
    """POST /circulars: everything missed in this period and not yet named in a circular. `text`: what is asked of all."""

    title: Line = Field(min_length=2, max_length=200)
    since: date
    until: date
    text: Text = Field(min_length=2, max_length=5000)


class MissedDayView(View):
    """`named`: already named in an earlier circular."""

    task_id: str
    task_no: str
    title: str
    agency: str
    agency_zh: str
    agency_en: str
    unit: str
    due: date
    reported_at: AwareDatetime | None
    days_late: int
    named: bool = False


class CircularRow(View):
    id: str
    number: str
    title: str
    issuer: str
    issuer_zh: str
    issuer_en: str
    since: date
    until: date
    count: int
    issued_at: AwareDatetime


class CircularView(CircularRow):
    text: str
    issued_by: str
    lines: tuple[MissedDayView, ...]
