"""intake and oversight: the periodic screening of petitions (清理排查; S-019), its list and its reports."""

import datetime as dt
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Versioned, View


class DrawReport(Command):
    """POST /screening/reports: draw up the report of the period that this day lies in."""

    day: dt.date


class SendReport(Versioned):
    """POST /screening/reports/{screening_id}/sending: the owner has checked the figures as shown; they go to the committee."""

    note: str = Field(default="", max_length=1000)


class ScreenedCount(View):
    """How many there are of one class, against its target."""

    item: str
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    count: int
    target: int


class ScreeningView(View):
    """GET /screening: both days are included."""

    since: dt.date
    until: dt.date
    counts: tuple[ScreenedCount, ...]


class ScreenedRow(View):
    """GET /screening/matters: one matter of a class, within sight."""

    petition_id: str
    petition_no: str
    title: str
    unit: str
    officer_name: str
    received_at: AwareDatetime
    closed_at: AwareDatetime | None


class ReportFigure(View):
    item: str
    count: int
    target: int


class ReportView(View):
    """GET /screening/reports. `overdue`: not sent by `due_on`."""

    id: str
    first_day: dt.date
    last_day: dt.date
    due_on: dt.date
    state: Literal["draft", "sent"]
    overdue: bool
    figures: tuple[ReportFigure, ...]
    drawn_at: AwareDatetime
    note: str
    checked_by_name: str
    sent_at: AwareDatetime | None
    version: int


class LedgerPeriod(View):
    first_day: dt.date
    last_day: dt.date


class AgencyLedger(View):
    """What one agency reported of the period; without `reported_at` it has not reported."""

    agency: str
    figures: tuple[ReportFigure, ...]
    reported_at: AwareDatetime | None


class LedgersView(View):
    """GET /ledger-reports of oversight: one period with all agencies side by side, and the periods there are."""

    periods: tuple[LedgerPeriod, ...]
    first_day: dt.date | None
    last_day: dt.date | None
    agencies: tuple[AgencyLedger, ...]
