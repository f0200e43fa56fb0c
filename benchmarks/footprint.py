"""What one hand-over of ours leaves behind: rows by table, bytes of messages. `python -m benchmarks.footprint` prints the
table that raw_loop.py repeats. Counted by PostgreSQL's own statistics over a run of some hundred, divided by their number.
"""

import asyncio
from collections.abc import Mapping

import asyncpg

from benchmarks.ours import Ours
from benchmarks.prepare import Servers
from tests.fleet.sites import Site

_ROWS = """
    SELECT schemaname || '.' || CASE WHEN relname LIKE 'otel_span%' THEN 'otel_span' ELSE relname END AS name,
           sum(n_tup_ins) AS inserted, sum(n_tup_upd) AS updated, sum(n_tup_hot_upd) AS hot, sum(n_tup_del) AS deleted
    FROM pg_stat_user_tables GROUP BY 1
"""
_MESSAGES = """
    SELECT '{s}' || ' ' || type AS name, count(*) AS count, avg(length(body))::int AS bytes FROM {s}.outbox GROUP BY 1
"""
_WIDTHS = "SELECT avg(pg_column_size(t.*))::int FROM {table} t"
_FLUSH_SECONDS = 12.0
"""PostgreSQL's backends hand in their statistics when they have been idle for ten seconds."""

Counts = dict[str, tuple[float, ...]]


async def print_footprint(ours: Ours, site: Site, _found: Servers, *, count: int) -> None:
    await asyncio.sleep(_FLUSH_SECONDS)
    before = {agency: await _rows(ours, agency) for agency in site.databases}
    messages_before = {agency: await _messages(ours, agency) for agency in site.databases}
    turn = await ours.run(seconds=600, count=count)
    await asyncio.sleep(_FLUSH_SECONDS)
    print(f"{turn.total} hand-overs; rows for each: inserted / updated (of these in place) / deleted; bytes of a row")
    for agency in site.databases:
        await _print_rows(ours, agency, before[agency], total=turn.total)
        after = await _messages(ours, agency)
        for name, (number, size) in sorted(after.items()):
            sent = (number - messages_before[agency].get(name, (0, 0))[0]) / turn.total
            print(f"message {agency}.{name:<52} {sent:5.2f} × {size:.0f} B")


async def _print_rows(ours: Ours, agency: str, before: Counts, *, total: int) -> None:
    connection = await asyncpg.connect(ours.dsn(agency))
    for name, counts in sorted((await _rows(ours, agency)).items()):
        old = before.get(name, (0.0,) * len(counts))
        each = [(new - was) / total for new, was in zip(counts, old, strict=True)]
        if max(each) >= 0.05:
            width = await connection.fetchval(_WIDTHS.format(table=name))
            inserted, updated, hot, deleted = each
            print(f"rows {agency}.{name:<36} {inserted:6.2f} / {updated:5.2f} ({hot:.2f}) / {deleted:5.2f}  {width} B")
    await connection.close()


async def _rows(ours: Ours, agency: str) -> Counts:
    connection = await asyncpg.connect(ours.dsn(agency))
    found = {row["name"]: tuple(float(value) for value in list(row)[1:]) for row in await connection.fetch(_ROWS)}
    await connection.close()
    return found


async def _messages(ours: Ours, agency: str) -> Mapping[str, tuple[float, float]]:
    connection = await asyncpg.connect(ours.dsn(agency))
    found: dict[str, tuple[float, float]] = {}
    for service in ("casemgmt", "liaison", "oversight"):
        for row in await connection.fetch(_MESSAGES.format(s=service)):
            found[row["name"]] = float(row["count"]), float(row["bytes"])
    await connection.close()
    return found


def main() -> None:
    from benchmarks.run import with_ours

    with_ours(lambda ours, site, found: print_footprint(ours, site, found, count=200))


if __name__ == "__main__":
    main()
