"""Circulars as everybody here reads them, and what could be named in the next one."""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from zf_contracts.http.circulars import CircularRow, CircularView, MissedDayView
from zf_contracts.supervision_values import MissedDay
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_liaison.circulars.missed_queries import missed_days, named_already
from zf_liaison.circulars.rules import period_problems
from zf_liaison.circulars.tables import TaskCircular
from zf_platform.errors import NotFound, Refused
from zf_platform.transaction import Scope

_MOST = 200
_USUAL = timedelta(days=89)


async def list_circulars(scope: Scope, *, law: Law) -> tuple[CircularRow, ...]:
    """Newest first."""
    rows = await scope.session.scalars(select(TaskCircular).order_by(TaskCircular.issued_at.desc()).limit(_MOST))
    return tuple(CircularRow.model_validate(_row(one, law=law)) for one in rows)


async def show_circular(scope: Scope, circular_id: str, *, law: Law) -> CircularView:
    """Raises NotFound."""
    row = await scope.session.scalar(select(TaskCircular).where(TaskCircular.id == circular_id))
    if row is None:
        raise NotFound
    lines = [MissedDay.model_validate(line, strict=False) for line in row.lines]
    shown = {"text": row.text, "issued_by": row.issued_by, "lines": _lines(lines, law=law)}
    return CircularView.model_validate({**_row(row, law=law), **shown})


async def next_lines(scope: Scope, *, since: date | None, until: date | None, law: Law) -> tuple[MissedDayView, ...]:
    """What was missed of this agency's tasks in a period (the last quarter); lines of earlier circulars say so."""
    today = scope.now.astimezone(ZONE).date()
    last = until or today
    first = since or last - min(_USUAL, last - date.min)
    problems = period_problems(since=first, until=last, today=today)
    if problems:
        raise Refused(problems)
    named = await named_already(scope)
    missed = await missed_days(scope, since=first, until=last)
    return tuple(
        view.model_copy(update={"named": (view.task_id, view.due.isoformat()) in named})
        for view in _lines(missed, law=law)
    )


def _row(row: TaskCircular, *, law: Law) -> dict[str, object]:
    agency = law.agencies.find(row.issuer)
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "issuer": row.issuer,
        "issuer_zh": agency.name_zh if agency else row.issuer,
        "issuer_en": agency.name_en if agency else row.issuer,
        "since": row.since,
        "until": row.until,
        "count": len(row.lines),
        "issued_at": row.issued_at,
    }


def _lines(lines: Iterable[MissedDay], *, law: Law) -> tuple[MissedDayView, ...]:
    found = []
    for line in lines:
        agency = law.agencies.find(line.agency)
        names = (agency.name_zh, agency.name_en) if agency else (line.agency, line.agency)
        found.append(MissedDayView(**line.model_dump(), agency_zh=names[0], agency_en=names[1]))
    return tuple(found)
