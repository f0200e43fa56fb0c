"""Write entries and their keys: the whole of an object's entry anew, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache

from sqlalchemy import delete, inspect, text
from sqlalchemy.ext.asyncio import AsyncSession

from zf_platform.bigrams import tsvector_text
from zf_platform.bulk import as_arrays, insert_many
from zf_platform.direct import Direct
from zf_platform.search.find import SearchTables
from zf_platform.search.marks import marks_of

MOST_INDEXED = 40_000
"""Characters of an object's texts that are searched; PostgreSQL takes a `tsvector` of one MiB."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is searched of one object. `numbers`, `persons`, `names`: keys as they are looked for; `hidden`: those of people who
    asked for secrecy."""

    id: str
    kind: str
    at: datetime
    texts: Sequence[str]
    unit: str = ""
    people: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    restricted: bool = False
    numbers: frozenset[str] = frozenset()
    persons: frozenset[str] = field(default=frozenset(), repr=False)
    names: frozenset[str] = field(default=frozenset(), repr=False)
    hidden: frozenset[str] = field(default=frozenset(), repr=False)


async def write_entries(session: AsyncSession, tables: SearchTables, entries: Iterable[Entry]) -> None:
    """One statement an entry and two for all keys. Writing the same entry twice changes nothing."""
    found = {entry.id: entry for entry in entries}
    if not found:
        return
    for entry in found.values():
        await _WRITE_ENTRY.rows(session, **_row(entry))
    await _DROP_KEYS.rows(session, entries=list(found))
    keys = [row for entry in found.values() for row in _keys(entry)]
    await _insert_keys(tables).rows(session, **as_arrays(keys, _KEY_COLUMNS))


async def add_number(session: AsyncSession, tables: SearchTables, number: str, *, entry_id: str) -> None:
    """One more number of an entry that stays as it is."""
    row = {"key": number, "kind": "number", "entry_id": entry_id, "hidden": False}
    await _insert_keys(tables).rows(session, **as_arrays([row], _KEY_COLUMNS))


async def refresh_frequent_words(session: AsyncSession, tables: SearchTables) -> None:
    """From the statistics that the server keeps of the column anyway (ANALYZE, which autovacuum runs)."""
    await session.execute(delete(tables.frequent).execution_options(synchronize_session=False))
    await session.execute(
        text(_FREQUENT_WORDS.format(table=tables.frequent.__tablename__)),
        {"entries": tables.entry.__tablename__, "least": LEAST_SHARE},
    )


LEAST_SHARE = 0.005
_KEY_COLUMNS = ("key", "kind", "entry_id", "hidden")
_WRITE_ENTRY = Direct(
    """
    INSERT INTO search_entry (id, kind, at, unit, people, barred, restricted, words)
    VALUES (:id, :kind, :at, :unit, :people, :barred, :restricted, (:words ::text)::tsvector)
    ON CONFLICT (id) DO UPDATE SET (kind, at, unit, people, barred, restricted, words) =
        (excluded.kind, excluded.at, excluded.unit, excluded.people, excluded.barred, excluded.restricted, excluded.words)
    """
)
_DROP_KEYS = Direct("DELETE FROM search_key WHERE entry_id = ANY(:entries ::text[])")
# The list of shares is two longer than the list of words: it ends with the least and the greatest of them.
_FREQUENT_WORDS = """
    INSERT INTO {table} (word, share)
    SELECT word, share
      FROM pg_stats,
           unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common(word, share)
     WHERE schemaname = current_schema() AND tablename = :entries AND attname = 'words'
       AND word IS NOT NULL AND share >= :least
"""


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "at": entry.at,
        "unit": entry.unit,
        "people": sorted(entry.people),
        "barred": sorted(entry.barred),
        "restricted": entry.restricted,
        "words": words_of(entry),
    }


def words_of(entry: Entry) -> str:
    """The literal of its `tsvector`: the pieces of its texts, and the marks of its people, its unit and its month."""
    text = "\n".join(entry.texts)[:MOST_INDEXED]
    return tsvector_text(text, marks=marks_of(people=entry.people, kind=entry.kind, unit=entry.unit, at=entry.at))


@cache
def _insert_keys(tables: SearchTables) -> Direct:
    return insert_many(inspect(tables.key).local_table, _KEY_COLUMNS, then="ON CONFLICT DO NOTHING")


def _keys(entry: Entry) -> list[dict[str, object]]:
    kinds = (("number", entry.numbers), ("person", entry.persons), ("name", entry.names))
    return [
        {"key": key, "kind": kind, "entry_id": entry.id, "hidden": key in entry.hidden}
        for kind, keys in kinds
        for key in sorted(keys)
        if key
    ]
