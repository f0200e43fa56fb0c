"""Counts of the screening, the matters of one class, and the reports; the newest first."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from zf_contracts.http.base import Page
from zf_contracts.http.screening import ReportFigure, ReportView, ScreenedCount, ScreenedRow, ScreeningView
from zf_intake.board.period_rules import Period, asked_period
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.petitions.screening_queries import count_of, matters_of
from zf_intake.screening.tables import ScreeningReport
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.petition_screening import ScreeningItem
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

REPORTS_SHOWN = 24


def today(scope: Scope) -> date:
    return scope.now.astimezone(ZONE).date()


async def screening(scope: Scope, *, since: date | None, until: date | None, law: Law) -> ScreeningView:
    """The period that runs today, unless days are named."""
    period = chosen_period(scope, since=since, until=until, law=law)
    return ScreeningView(since=period.since, until=period.until, counts=await counts(scope, period, law=law))


async def counts(scope: Scope, period: Period, *, law: Law) -> tuple[ScreenedCount, ...]:
    found: list[ScreenedCount] = []
    for item in law.screening.items.values():
        number = await count_of(scope, item, begin=period.begin, end=period.end)
        same = {name: getattr(item, name) for name in ("zh", "en", "hint_zh", "hint_en", "target")}
        found.append(ScreenedCount(item=item.id, count=number, **same))
    return tuple(found)


async def matters(scope: Scope, item: ScreeningItem, *, period: Period, cursor: str) -> Page[ScreenedRow]:
    after = read_cursor(cursor)
    found = await matters_of(scope, item, begin=period.begin, end=period.end, after=after, limit=PAGE + 1)
    shown = found[:PAGE]
    same = ("petition_no", "title", "unit", "officer_name", "received_at", "closed_at")
    rows = tuple(ScreenedRow(petition_id=one.id, **{name: getattr(one, name) for name in same}) for one in shown)
    more = write_cursor(shown[-1].received_at, shown[-1].id) if len(found) > PAGE else None
    return Page(items=rows, next_cursor=more)


async def reports(scope: Scope) -> tuple[ReportView, ...]:
    statement = select(ScreeningReport).order_by(ScreeningReport.first_day.desc()).limit(REPORTS_SHOWN)
    return tuple(report_view(scope, row) for row in await scope.session.scalars(statement))


def report_view(scope: Scope, row: ScreeningReport) -> ReportView:
    same = (
        "id", "first_day", "last_day", "due_on", "state", "drawn_at", "note", "checked_by_name", "sent_at", "version",
    )  # fmt: skip
    return ReportView(
        **{name: getattr(row, name) for name in same},
        figures=tuple(ReportFigure.model_validate(one) for one in row.figures),
        overdue=row.state == "draft" and row.due_on < today(scope),
    )


def chosen_period(scope: Scope, *, since: date | None, until: date | None, law: Law) -> Period:
    first, last = law.screening.period_of(until or today(scope))
    period, problems = asked_period(since or first, until or last, today=today(scope))
    if problems:
        raise Refused(problems)
    return period


def item_named(item: str, *, law: Law) -> ScreeningItem:
    found = law.screening.items.get(item)
    if found is None:
        raise Refused((Problem("screening.item_unknown", {"field": "item", "item": item}),))
    return found


def instants(first_day: date, last_day: date) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the first moment after the last."""
    begin = datetime.combine(first_day, time.min, tzinfo=ZONE)
    return begin, datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=ZONE)
