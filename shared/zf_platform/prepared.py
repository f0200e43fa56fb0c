"""A statement written in SQLAlchemy, compiled once and run through the driver, inside the session's transaction.

On a hot path SQLAlchemy's own way costs five to ten times the driver's CPU (direct.py says how much), most of it for looking
the statement up and for entering and leaving a greenlet. Here the mapped columns still decide names and types; only the
execution is the driver's. What a use case asks for in this way makes its span like every other statement of it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import asyncpg
from sqlalchemy import ARRAY, ClauseElement, ColumnElement, Text, any_, bindparam, insert, literal, select, update
from sqlalchemy.dialects.postgresql import asyncpg as dialects
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import ReturningUpdate

from zf_platform.bulk import table_of
from zf_platform.direct import driver_of, whole
from zf_platform.sql_spans import statement_span

_DIALECT = dialects.dialect()  # type: ignore[no-untyped-call]
Process = Callable[[object], object] | None


class Prepared:
    """`statement` has a `bindparam("name")` for each value that changes, and `one_of` in the place of `in_`."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    async def rows(self, session: AsyncSession, **values: object) -> Sequence[asyncpg.Record]:
        text, given, order = self._compiled
        unknown = values.keys() - given.keys()
        if unknown:
            raise TypeError(f"the statement has no {', '.join(sorted(unknown))}")
        filled = {**given, **values}
        arguments = [_sent(filled[name], process) for name, process in order]
        driver = await driver_of(session)
        with whole(session), statement_span(text):
            found: Sequence[asyncpg.Record] = await driver.fetch(text, *arguments)
        return found

    async def one(self, session: AsyncSession, **values: object) -> asyncpg.Record | None:
        """The only row, or None."""
        found = await self.rows(session, **values)
        if len(found) > 1:
            raise RuntimeError("more than one row")
        return found[0] if found else None

    @cached_property
    def _compiled(self) -> tuple[str, Mapping[str, object], Sequence[tuple[str, Process]]]:
        """Its text, the values it already has, and its places: which value stands there and how it is sent."""
        compiled = self._statement.compile(dialect=_DIALECT)
        assert isinstance(compiled, SQLCompiler)
        if compiled.post_compile_params:
            raise TypeError("a list is given as one array here: one_of(column, values)")
        order = [(name, _bind(compiled, name)) for name in compiled.positiontup or ()]
        return compiled.string, compiled.params, order


def change_one(model: type[DeclarativeBase], columns: Sequence[str]) -> Prepared:
    """UPDATE of the row `at_id` while it still has `at_version`; answers with its id, or nothing when somebody was faster."""
    return Prepared(_change(model, columns))


def change_and_note(
    model: type[DeclarativeBase], columns: Sequence[str], log: type[DeclarativeBase], noted: Sequence[str]
) -> Prepared:
    """The same, and one row of `log` if it was changed, in one statement; its values are `note_` and the column's name."""
    changed = _change(model, columns).cte("changed")
    table = table_of(log)
    values = [bindparam(f"note_{name}", type_=table.c[name].type) for name in noted]
    return Prepared(
        insert(table).from_select(list(noted), select(*values).select_from(changed)).returning(table.c["id"])
    )


def _change(model: type[DeclarativeBase], columns: Sequence[str]) -> ReturningUpdate[tuple[str]]:
    table = table_of(model)
    same = (table.c["id"] == bindparam("at_id"), table.c["version"] == bindparam("at_version"))
    changed = {name: bindparam(name, type_=table.c[name].type) for name in columns}
    return update(table).where(*same).values(changed).returning(table.c["id"])


def one_of(column: ColumnElement[str] | InstrumentedAttribute[str], values: Iterable[str]) -> ColumnElement[bool]:
    """`column.in_(values)` as a comparison with one array, so that the statement has the same text for every list."""
    return column == any_(literal(list(values), ARRAY(Text)))


def _bind(compiled: SQLCompiler, name: str) -> Process:
    process: Process = compiled.binds[name].type.dialect_impl(_DIALECT).bind_processor(_DIALECT)
    return process


def _sent(value: object, process: Process) -> object:
    return value if process is None else process(value)
