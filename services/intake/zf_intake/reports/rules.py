"""Decisions on a case report. Pure: facts in, problems or answers out.

有案必受、受案必登、受案必复: no rule here looks at what was reported. Only a form that cannot be stored is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zf_law.agencies import Agency
from zf_law.deadlines import UnknownRule, compute
from zf_law.loader import Law
from zf_law.numbering import mask_citizen_id
from zf_law.problems import Problem

REGISTRATION_RULE = "P01"
CLOCK_TOLERANCE = timedelta(minutes=5)
"""A terminal whose clock runs a little ahead is no reason to turn a reporter away."""


@dataclass(frozen=True, slots=True)
class ReportForm:
    """What the form must have right before it can be stored."""

    unit: str
    received_at: datetime
    occurred_on: date | None
    registered_at: datetime
    on_paper_at: datetime | None = None


def form_problems(form: ReportForm, *, agency: Agency) -> list[Problem]:
    """Only slips of the form: an unknown unit, or times that have not come yet."""
    problems: list[Problem] = []
    if agency.unit(form.unit) is None:
        problems.append(Problem("report.unit_unknown", {"field": "unit", "unit": form.unit}))
    if form.received_at > form.registered_at + CLOCK_TOLERANCE:
        problems.append(Problem("report.received_in_future", {"field": "received_at"}))
    if form.on_paper_at is not None and not form.received_at <= form.on_paper_at <= form.registered_at:
        problems.append(Problem("report.registered_outside", {"field": "registered_at"}))
    today = form.registered_at.astimezone(form.received_at.tzinfo).date()
    if form.occurred_on is not None and form.occurred_on > max(today, form.registered_at.date()):
        problems.append(Problem("report.occurred_in_future", {"field": "occurred_on"}))
    return problems


def registered_late(*, received_at: datetime, registered_at: datetime, law: Law) -> bool:
    """Whether registration came after the limit of P01. It is shown and counted, never a reason to refuse."""
    try:
        rule = law.deadlines.rule(REGISTRATION_RULE, on=received_at.date())
    except UnknownRule:  # Reported before the oldest rule we know; today's measure then.
        rule = law.deadlines.rule(REGISTRATION_RULE, on=registered_at.date())
    due = compute(rule, anchor=received_at, calendar=law.calendar).due
    return isinstance(due, datetime) and registered_at > due


def reporter_is_visible(*, confidential: bool, is_registrar: bool, may_read_restricted: bool) -> bool:
    """Who asked for secrecy is known to the officer who wrote it down and to those with that permission (CPL 111(3))."""
    return not confidential or is_registrar or may_read_restricted


def masked(number: str) -> str:
    """First six and last two characters; a short number is hidden as a whole."""
    return mask_citizen_id(number)


def attach_problems(*, attached: str | None, case_id: str) -> list[Problem]:
    """One report opens one case; hearing of it twice changes nothing, hearing of another is a fault."""
    if attached is None or attached == case_id:
        return []
    return [Problem("report.has_other_case", {"case": attached})]
