"""Read a ledger and say what would come in, without registering anything: the dry run of every import (S-019)."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from zf_contracts.http.ledgers import LedgerMapping
from zf_intake.desk import Desk
from zf_intake.ledgers.check_rules import ACCEPTED, MOST_ROWS, Verdict, in_turn, judge
from zf_intake.ledgers.late_rules import MEASURED, measure
from zf_intake.ledgers.mapping_rules import (
    Cell,
    LedgerRow,
    cleaned,
    header_problems,
    mapping_problems,
    matter_key,
    places,
    read_row,
)
from zf_intake.ledgers.read_content import content_problems, read_content
from zf_intake.ledgers.sealed_rows import seal
from zf_intake.ledgers.tables import LedgerEntry, LedgerImport
from zf_intake.ledgers.tables import LedgerRow as StoredRow
from zf_law.agencies import Agency
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope
from zf_platform.workbooks import Sheet, cell_name, read_sheet

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class LedgerFile:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Checked:
    """`same_file`: this file of this source was checked before, and the former import stands."""

    import_id: str
    same_file: bool


@dataclass(frozen=True, slots=True)
class _Read:
    header: list[str]
    verdicts: list[Verdict]
    cells: Mapping[int, Sequence[Cell]]
    late: dict[str, int]
    unanswered: int


async def check_file(scope: Scope, file: LedgerFile, *, mapping: LedgerMapping, desk: Desk) -> Checked:
    """The import with a verdict on every row. Raises Refused for a file, a mapping or a header that cannot be read."""
    agency = desk.law.agencies.by_code(scope.identity.agency)
    unit = mapping.unit or scope.actor.unit
    problems = mapping_problems(mapping.columns)
    if agency.unit(unit) is None:
        problems.append(Problem("petition.unit_unknown", {"field": "unit", "unit": unit}))
    if problems:
        raise Refused(problems)
    digest = "sha256:" + hashlib.sha256(file.content).hexdigest()
    former = await _former(scope, mapping.source, digest)
    if former is not None:
        return Checked(former, same_file=True)
    known = frozenset(await scope.session.scalars(select(LedgerEntry.key).where(LedgerEntry.source == mapping.source)))
    placed = mapping.model_copy(update={"unit": unit})
    read = await asyncio.to_thread(
        _read, file.content, mapping=placed, known=known, agency=agency, now=scope.now, desk=desk
    )
    import_id = await _store(scope, file, read, mapping=placed, digest=digest, desk=desk)
    counts = Counter(verdict.state for verdict in read.verdicts)
    scope.record("ledger.check", object_kind="ledger_import", object_id=import_id, after={**counts, "digest": digest})
    return Checked(import_id, same_file=False)


async def _former(scope: Scope, source: str, digest: str) -> str | None:
    return await scope.session.scalar(
        select(LedgerImport.id).where(
            LedgerImport.source == source, LedgerImport.file_digest == digest, LedgerImport.state != "cancelled"
        )
    )


def _read(
    content: bytes, *, mapping: LedgerMapping, known: frozenset[str], agency: Agency, now: datetime, desk: Desk
) -> _Read:
    """All of it beside the event loop: unpacking, cleaning and checking twenty thousand rows takes seconds."""
    sheet = read_sheet(content)
    header = sheet.rows[0] if sheet.rows else ()
    problems = header_problems(mapping.columns, header)
    lines = {line: cells for line, cells in enumerate(sheet.rows[1:], start=2) if any(map(cleaned, cells))}
    if len(lines) > MOST_ROWS:
        problems.append(Problem("ledger.too_many_rows", {"field": "file", "rows": len(lines), "limit": MOST_ROWS}))
    if problems:
        raise Refused(problems)
    rows = _rows(sheet, lines, mapping=mapping)
    more = {row.line: _registration_problems(row, mapping=mapping, agency=agency, now=now, desk=desk) for row in rows}
    matters = {row.line: desk.key.keyed_hash("matter", matter_key(row)) for row in rows}
    verdicts = judge(rows, matters=matters, more=more, known=known)
    late = dict.fromkeys(MEASURED, 0)
    taken = [one.row for one in verdicts if one.state == ACCEPTED]
    for row in taken:
        assert row.received is not None
        found = measure(row.received, row.answered, law=desk.law, today=now.astimezone(ZONE).date())
        for name, one in found.items():
            late[name] += one.late
    unanswered = sum(row.answered is None for row in taken)
    return _Read([cleaned(title) for title in header], verdicts, lines, late, unanswered)


def _rows(sheet: Sheet, lines: Mapping[int, Sequence[Cell]], *, mapping: LedgerMapping) -> list[LedgerRow]:
    where = places(mapping.columns, sheet.rows[0])
    return [
        read_row(
            cells,
            line=line,
            where=where,
            formulas=sheet.formulas,
            names={name: cell_name(line, column) for name, column in where.items()},
        )
        for line, cells in lines.items()
    ]


def _registration_problems(
    row: LedgerRow, *, mapping: LedgerMapping, agency: Agency, now: datetime, desk: Desk
) -> list[Problem]:
    if row.problems:
        return []
    names = {name: f"{mapping.columns[name]}（{row.line}）" for name in mapping.columns}
    content = read_content(row, source=mapping.source, channel=mapping.channel, unit=mapping.unit, names=names)
    if isinstance(content, list):
        return content
    return content_problems(content, agency=agency, law=desk.law, now=now)


async def _store(
    scope: Scope, file: LedgerFile, read: _Read, *, mapping: LedgerMapping, digest: str, desk: Desk
) -> str:
    import_id = scope.new_id()
    await scope.session.execute(
        insert(LedgerImport).values(
            id=import_id,
            source=mapping.source,
            source_title=mapping.title,
            channel=mapping.channel,
            unit=mapping.unit,
            columns=mapping.columns,
            header=read.header,
            file_name=file.name[:200],
            file_digest=digest,
            state="checked",
            late=read.late,
            unanswered=read.unanswered,
            created_by=scope.actor.account_id,
            created_by_name=scope.actor.name,
            created_by_unit=scope.actor.unit,
            created_at=scope.now,
        )
    )
    turns = in_turn(read.verdicts)
    for start in range(0, len(turns), _CHUNK):
        rows = [
            _stored(one, place=place, import_id=import_id, cells=read.cells[one.row.line], desk=desk)
            for place, one in enumerate(turns[start : start + _CHUNK], start=start)
        ]
        await scope.session.execute(insert(StoredRow), rows)
    return import_id


def _stored(verdict: Verdict, *, place: int, import_id: str, cells: Sequence[Cell], desk: Desk) -> dict[str, object]:
    return {
        "import_id": import_id,
        "line": verdict.row.line,
        "place": place,
        "key": verdict.row.key,
        "matter": verdict.matter,
        "state": verdict.state,
        "same_as": verdict.same_as,
        "problems": [{"code": problem.code, **problem.values} for problem in verdict.problems],
        "sealed": seal(verdict.row, cells, key=desk.key),
    }
