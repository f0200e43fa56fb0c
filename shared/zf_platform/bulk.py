"""Insert many rows with one prepared statement, whatever their number: one array per column, unfolded by the server."""

from collections.abc import Mapping, Sequence

from sqlalchemy import DefaultClause, Insert, Table, insert
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase

from zf_platform.direct import Direct

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]


def insert_many(target: Table | type[DeclarativeBase], columns: Sequence[str], *, then: str = "") -> Direct:
    """`then` follows the SELECT: a conflict clause, RETURNING. Its values are `**as_arrays(rows, columns)`."""
    return Direct(f"{insert_text(target, columns)} {then}")


def insert_text(target: Table | type[DeclarativeBase], columns: Sequence[str], *, prefix: str = "") -> str:
    """Its text, for a statement that does more. `prefix` tells its values from those of the other parts.

    Where a column has a default of the server, a value that is None leaves it to that.
    """
    table = target if isinstance(target, Table) else table_of(target)
    types = {name: table.c[name].type.compile(_DIALECT) for name in columns}
    arrays = ", ".join(f":{prefix}{name} ::{types[name]}[]" for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    chosen = ", ".join(_value(table, name) for name in columns)
    return f"INSERT INTO {table.name} ({names}) SELECT {chosen} FROM unnest({arrays}) AS given ({names})"  # noqa: S608 - our own names


def _value(table: Table, name: str) -> str:
    default = table.c[name].server_default
    if not isinstance(default, DefaultClause) or table.c[name].nullable:
        return f'given."{name}"'
    text = default.arg if isinstance(default.arg, str) else str(default.arg)
    return f'coalesce(given."{name}", {text})'


def as_arrays(
    rows: Sequence[Mapping[str, object]], columns: Sequence[str], *, prefix: str = ""
) -> dict[str, list[object]]:
    return {prefix + name: [row[name] for row in rows] for name in columns}


def into(model: type[DeclarativeBase]) -> Insert:
    """INSERT of rows that are given as parameters: `execute(into(Petition), row)`.

    `insert(Petition).values(row)` builds an expression for each value of each row and looks all of them up in the cache of
    statements; a wide row costs more CPU so than the rest of its registration.
    """
    return insert(table_of(model))


def table_of(model: type[DeclarativeBase]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table
