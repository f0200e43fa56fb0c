"""Reading imports: the list, one report with its first errors, saved mappings, and the rejected rows as a workbook."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from zf_contracts.http.base import Page, Reason
from zf_contracts.http.ledgers import ImportReport, ImportRow, LedgerSourceView, RowReport
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.desk import Desk
from zf_intake.ledgers.sealed_rows import open_sealed
from zf_intake.ledgers.tables import LedgerImport, LedgerRow, LedgerSource
from zf_law.problems import Problem, describe, next_step
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope
from zf_platform.workbooks import write_sheet

FIRST_FEW = 50
REASON_TITLE = "退回原因"


@dataclass(frozen=True, slots=True)
class Counts:
    by_state: Mapping[str, int]
    duplicates: int

    def of(self, *states: str) -> int:
        return sum(self.by_state.get(state, 0) for state in states)


async def list_imports(scope: Scope, *, cursor: str) -> Page[ImportRow]:
    """Newest first."""
    statement = select(LedgerImport).order_by(LedgerImport.created_at.desc(), LedgerImport.id.desc())
    after = read_cursor(cursor)
    if after is not None:
        at, row_id = after
        statement = statement.where(
            (LedgerImport.created_at < at) | ((LedgerImport.created_at == at) & (LedgerImport.id < row_id))
        )
    found = (await scope.session.scalars(statement.limit(PAGE + 1))).all()
    shown = found[:PAGE]
    counts = await _counts(scope, [one.id for one in shown])
    last = shown[-1] if len(found) > PAGE else None
    return Page(
        items=tuple(ImportRow.model_validate(_row(one, counts[one.id])) for one in shown),
        next_cursor=write_cursor(last.created_at, last.id) if last else None,
    )


async def show_import(scope: Scope, import_id: str, *, same_file: bool = False) -> ImportReport:
    one = await _load(scope, import_id)
    counts = (await _counts(scope, [one.id]))[one.id]
    return ImportReport.model_validate(
        {
            **_row(one, counts),
            "file_digest": one.file_digest,
            "columns": one.columns,
            "errors": await _errors(scope, one.id),
            "doubles": await _doubles(scope, one.id),
            "late": one.late,
            "open": one.unanswered,
            "same_file": same_file,
        }
    )


async def list_sources(scope: Scope) -> Page[LedgerSourceView]:
    rows = await scope.session.scalars(select(LedgerSource).order_by(LedgerSource.source))
    return Page(items=tuple(_source(row) for row in rows))


def _source(row: LedgerSource) -> LedgerSourceView:
    names = ("source", "title", "channel", "unit", "columns", "saved_by_name", "saved_at")
    return LedgerSourceView.model_validate({name: getattr(row, name) for name in names})


async def rejected_workbook(scope: Scope, import_id: str, *, desk: Desk) -> tuple[str, bytes]:
    """(file name, content): the rejected lines as they were, with the reason behind them, ready to be mended and imported."""
    one = await _load(scope, import_id)
    rows = (
        await scope.session.scalars(
            select(LedgerRow)
            .where(LedgerRow.import_id == import_id, LedgerRow.state == "rejected")
            .order_by(LedgerRow.line)
        )
    ).all()
    lines = [_line(row, width=len(one.header), desk=desk) for row in rows]
    content = await asyncio.to_thread(write_sheet, "退回", [*one.header, REASON_TITLE], lines)
    scope.record("ledger.read_rejected", object_kind="ledger_import", object_id=import_id, sensitive_read=True)
    return f"{one.source}-{one.id[:8]}-退回.xlsx", content


def _line(row: LedgerRow, *, width: int, desk: Desk) -> list[str]:
    cells = list(open_sealed(row.sealed, key=desk.key).cells)
    reason = "；".join(describe(problem) for problem in _problems(row.problems))
    return [*(cells + [""] * width)[:width], reason]


async def _load(scope: Scope, import_id: str) -> LedgerImport:
    one = await scope.session.scalar(select(LedgerImport).where(LedgerImport.id == import_id))
    if one is None:
        raise NotFound
    return one


async def _counts(scope: Scope, ids: Sequence[str]) -> Mapping[str, Counts]:
    rows = await scope.session.execute(
        select(
            LedgerRow.import_id,
            LedgerRow.state,
            func.count().label("rows"),
            func.count().filter(LedgerRow.same_as > 0).label("doubles"),
        )
        .where(LedgerRow.import_id.in_(ids))
        .group_by(LedgerRow.import_id, LedgerRow.state)
    )
    states: dict[str, dict[str, int]] = {one: {} for one in ids}
    doubles = dict.fromkeys(ids, 0)
    for row in rows:
        states[row.import_id][row.state] = row.rows
        doubles[row.import_id] += row.doubles
    return {one: Counts(states[one], doubles[one]) for one in ids}


def _row(one: LedgerImport, counts: Counts) -> dict[str, object]:
    """`accepted` are those that are in and those that still wait."""
    return {
        "id": one.id,
        "source": one.source,
        "source_title": one.source_title,
        "file_name": one.file_name,
        "state": one.state,
        "rows": counts.of(*counts.by_state),
        "accepted": counts.of("accepted", "registered"),
        "rejected": counts.of("rejected"),
        "known": counts.of("known"),
        "duplicates": counts.duplicates,
        "registered": counts.of("registered"),
        "created_by_name": one.created_by_name,
        "created_at": one.created_at,
        "started_at": one.started_at,
        "ended_at": one.ended_at,
        "version": one.version,
    }


async def _errors(scope: Scope, import_id: str) -> tuple[RowReport, ...]:
    rows = await scope.session.execute(
        select(LedgerRow.line, LedgerRow.problems)
        .where(LedgerRow.import_id == import_id, LedgerRow.state == "rejected")
        .order_by(LedgerRow.line)
        .limit(FIRST_FEW)
    )
    return tuple(
        RowReport(line=row.line, reasons=tuple(_reason(problem) for problem in _problems(row.problems))) for row in rows
    )


async def _doubles(scope: Scope, import_id: str) -> tuple[RowReport, ...]:
    rows = await scope.session.execute(
        select(LedgerRow.line, LedgerRow.same_as)
        .where(LedgerRow.import_id == import_id, LedgerRow.same_as > 0)
        .order_by(LedgerRow.line)
        .limit(FIRST_FEW)
    )
    return tuple(RowReport(line=row.line, same_as_line=row.same_as) for row in rows)


def _problems(stored: Sequence[Mapping[str, object]]) -> list[Problem]:
    return [
        Problem(
            str(one["code"]),
            {name: value if isinstance(value, int) else str(value) for name, value in one.items() if name != "code"},
        )
        for one in stored
    ]


def _reason(problem: Problem) -> Reason:
    return Reason(
        code=problem.code,
        zh=describe(problem),
        en=describe(problem, language="en"),
        next_zh=next_step(problem),
        next_en=next_step(problem, language="en"),
        field=str(problem.values["field"]) if "field" in problem.values else None,
    )
