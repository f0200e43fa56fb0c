"""Insert many rows with one prepared statement, whatever their number: one array per column, unfolded by the server."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Insert, Table, insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase

from zf_platform.direct import Direct

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def insert_many(target: Table | type[DeclarativeBase], columns: Sequence[str], *, then: str = "") -> Direct:
    """`then` follows the SELECT: a conflict clause, RETURNING. Its values are `**as_arrays(rows, columns)`."""
    table = target if isinstance(target, Table) else _table(target)
    types = {name: table.c[name].type.compile(_DIALECT) for name in columns}
    arrays = ", ".join(f":{name} ::{types[name]}[]" for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    statement = f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays}) {then}"  # noqa: S608 - our own names
    return Direct(statement)


def as_arrays(rows: Sequence[Mapping[str, object]], columns: Sequence[str]) -> dict[str, list[object]]:
    return {name: [row[name] for row in rows] for name in columns}


def into(model: type[DeclarativeBase]) -> Insert:
    """INSERT of rows that are given as parameters: `execute(into(Petition), row)`.

    `insert(Petition).values(row)` builds an expression for each value of each row and looks all of them up in the cache of
    statements; a wide row costs more CPU so than the rest of its registration.
    """
    return insert(_table(model))


def _table(model: type[DeclarativeBase]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
