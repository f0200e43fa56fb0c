"""oversight: missed days of supervised tasks (S-051), one by one and counted for a period."""

import datetime as dt

from pydantic import AwareDatetime

from zf_contracts.http.base import View


class InactionRow(View):
    """One missed day. state: unreported | late. `days_late` until the report, or until today."""

    task_id: str
    task_no: str
    title: str
    issuer: str
    agency: str
    unit: str
    due: dt.date
    state: str
    reported_at: AwareDatetime | None
    days_late: int


class UnitInaction(View):
    """What one unit has to answer for; a unit is empty where only the agency is known."""

    agency: str
    unit: str
    unreported: int
    late: int


class InactionCounts(View):
    """GET /inaction of oversight: days missed in this period, both days included; the first 500 one by one."""

    since: dt.date
    until: dt.date
    units: tuple[UnitInaction, ...]
    items: tuple[InactionRow, ...]
    total: int
