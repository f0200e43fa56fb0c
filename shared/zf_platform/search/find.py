"""A page of entries within sight, newest first, by words or by a key. The plan is chosen here, not by the server.

The trap: asked for "the newest fifty with this word" the server likes to walk the newest entries until fifty fit. That is
right for a frequent word; for a rare one it reads a million texts, and it cannot know: it estimates every word without
statistics alike, and two frequent words that hardly ever meet it does not know at all. So the share of entries in which all
pieces should meet decides. Frequent: walk, but at most `WALK` entries, then ask the index after all. Rare: take every match
of the last months from the index and sort those; of all months only when that is no page. Who does not see everything asks
the index for the word among what he may see (`marks`). All are bounded, whatever is typed.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import prod
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    cast,
    exists,
    func,
    inspect,
    not_,
    or_,
    select,
    text,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from zf_law.problems import Problem
from zf_platform.bigrams import tsquery_text
from zf_platform.errors import Refused
from zf_platform.search.marks import windows
from zf_platform.search.sight import Sight, in_sight, marks_seen, must_know
from zf_platform.search.tables import EntryColumns, FrequentWordColumns, KeyColumns

FREQUENT = 0.01
"""From this share of all entries on pieces are frequent: a page of hits is then expected among the newest three thousand."""
WALK = 3_000
MOST_NUMBERS = 8_000
"""So many numbers are fetched and sorted in time. A beginning that more share and the newest entries lack has to be longer."""
Place = tuple[datetime, str]
S = TypeVar("S", bound=Select[*tuple[object, ...]])
# For a word it thinks frequent the server would read the whole table, not knowing what unpacking a long text costs.
_BY_INDEX = text("SELECT set_config('enable_seqscan', 'off', true), set_config('jit', 'off', true)")
_AS_USUAL = text("SELECT set_config('enable_seqscan', 'on', true)")


@dataclass(frozen=True, slots=True)
class Found:
    id: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SearchTables:
    """The index of one service."""

    entry: type[EntryColumns]
    key: type[KeyColumns]
    frequent: type[FrequentWordColumns]


async def find_by_words(
    session: AsyncSession, tables: SearchTables, pieces: Sequence[str], *, sight: Sight, after: Place | None, limit: int
) -> list[Found]:
    """All pieces must be there; whether the phrase is, the caller looks up in the text."""
    if sight.widest is None or not pieces:
        return []
    if sight.widest == "own":
        async with _through_the_index(session):
            return await _ask_index(session, tables, pieces, sight=sight, after=after, limit=limit)
    if "own" in sight.kinds.values() or await _share(session, tables, pieces) < FREQUENT:
        return await _ask_months(session, tables, pieces, sight=sight, after=after, limit=limit)
    holds = partial(_holds, pieces=pieces)
    found, complete = await _walk(session, tables.entry, holds, sight=sight, after=after, limit=limit)
    if complete:
        return found
    return await _ask_months(session, tables, pieces, sight=sight, after=after, limit=limit)


async def find_by_key(
    session: AsyncSession, tables: SearchTables, key: str, *, kind: str, sight: Sight, after: Place | None, limit: int
) -> list[Found]:
    """`number` by its beginning; `person` and `name` exactly, and a hidden one only for those who must know him.

    The same trap: a beginning that few numbers have is looked up, one that thousands have is met among the newest entries.
    Refused when it is neither: a page of it could only be had by fetching all of them.
    """
    if sight.widest is None or not key:
        return []
    keys = tables.key
    same = keys.key.startswith(key, autoescape=True) if kind == "number" else keys.key == key
    wanted = and_(keys.kind == kind, same)
    if kind == "number" and await _many(session, keys, wanted, at_least=WALK):

        def holds(entry: type[EntryColumns]) -> ColumnElement[bool]:
            known = or_(keys.hidden.is_(False), must_know(entry, sight))
            return exists().where(keys.entry_id == entry.id, wanted, known)

        found, complete = await _walk(session, tables.entry, holds, sight=sight, after=after, limit=limit)
        if complete:
            return found
        if after is None and await _many(session, keys, wanted, at_least=MOST_NUMBERS):
            raise Refused((Problem("search.number_common", {"field": "text", "number": key}),))
    return await _look_up(session, tables, wanted, sight=sight, after=after, limit=limit)


async def _many(session: AsyncSession, keys: type[KeyColumns], wanted: ColumnElement[bool], *, at_least: int) -> bool:
    some = select(keys.entry_id).where(wanted).limit(at_least).subquery()
    return (await session.execute(select(func.count()).select_from(some))).scalar_one() == at_least


async def _look_up(
    session: AsyncSession,
    tables: SearchTables,
    wanted: ColumnElement[bool],
    *,
    sight: Sight,
    after: Place | None,
    limit: int,
) -> list[Found]:
    """The keys first, then their entries: never the entries one after the other until a key fits."""
    entry, keys = tables.entry, tables.key
    ids = select(keys.entry_id, func.bool_and(keys.hidden).label("hidden")).where(wanted).group_by(keys.entry_id)
    held = ids.cte("held").prefix_with("MATERIALIZED", dialect="postgresql")
    matching = (
        select(entry.id, entry.kind, entry.at)
        .join(held, held.c.entry_id == entry.id)
        .where(or_(held.c.hidden.is_(False), must_know(entry, sight)), in_sight(entry, sight), *_before(entry, after))
    )
    return await _rows(session, _sorted(matching, limit=limit))


async def _share(session: AsyncSession, tables: SearchTables, pieces: Sequence[str]) -> float:
    """Of all entries, those that should hold all pieces if pieces met by chance; nothing when one of them is rare."""
    known = await session.scalars(select(tables.frequent.share).where(tables.frequent.word.in_(pieces)))
    shares = known.all()
    return prod(shares) if len(shares) == len(set(pieces)) else 0.0


async def _ask_months(
    session: AsyncSession, tables: SearchTables, pieces: Sequence[str], *, sight: Sight, after: Place | None, limit: int
) -> list[Found]:
    """The last months first: a page of a middling word stands there, and the thousands before them need not be fetched."""
    newest: datetime | None = after[0] if after else await _newest_of_all(session, tables.entry)
    if newest is None:
        return []
    found: list[Found] = []
    async with _through_the_index(session):
        for months in windows(newest):
            found = await _ask_index(session, tables, pieces, sight=sight, after=after, limit=limit, months=months)
            if len(found) >= limit:
                break
    return found


async def _ask_index(
    session: AsyncSession,
    tables: SearchTables,
    pieces: Sequence[str],
    *,
    sight: Sight,
    after: Place | None,
    limit: int,
    months: tuple[str, ...] = (),
) -> list[Found]:
    entry = tables.entry
    matching = select(entry.id, entry.kind, entry.at).where(
        _holds(entry, pieces=pieces, months=months, marks=marks_seen(sight)),
        in_sight(entry, sight),
        *_before(entry, after),
    )
    return await _rows(session, _sorted(matching, limit=limit))


async def _newest_of_all(session: AsyncSession, entry: type[EntryColumns]) -> datetime | None:
    return (await session.scalars(_newest(select(entry.at), entry).limit(1))).one_or_none()


@asynccontextmanager
async def _through_the_index(session: AsyncSession) -> AsyncIterator[None]:
    await session.execute(_BY_INDEX)
    yield
    await session.execute(_AS_USUAL)


def _sorted(matching: Select[str, str, datetime], *, limit: int) -> Select[str, str, datetime]:
    """All matches first, then the newest of them: the server must not walk the newest instead."""
    hits = matching.cte("hits").prefix_with("MATERIALIZED", dialect="postgresql")
    return select(hits).order_by(hits.c.at.desc(), hits.c.id.desc()).limit(limit)


async def _walk(
    session: AsyncSession,
    entry: type[EntryColumns],
    holds: Callable[[type[EntryColumns]], ColumnElement[bool]],
    *,
    sight: Sight,
    after: Place | None,
    limit: int,
) -> tuple[list[Found], bool]:
    """Hits among the newest `WALK` entries, and whether there is nothing left to look for."""
    walked = aliased(entry, _newest_entries(entry, sight, after=after))
    matching = select(walked.id, walked.kind, walked.at).where(holds(walked), in_sight(walked, sight))
    found = await _rows(session, _newest(matching, walked).limit(limit))
    if len(found) >= limit:
        return found, True
    seen = select(func.count()).select_from(_newest_entries(entry, sight, after=after, narrow=True))
    return found, (await session.execute(seen)).scalar_one() < WALK


def _newest_entries(entry: type[EntryColumns], sight: Sight, *, after: Place | None, narrow: bool = False) -> Subquery:
    """The newest entries that this person could see at all, by the indexes that know them."""
    columns = [entry.id, entry.at] if narrow else list(inspect(entry).local_table.columns)
    every = select(*columns).where(*_before(entry, after))
    if sight.everything:
        return _newest(every, entry).limit(WALK).subquery()
    reached = [_reach(entry, kind, sight) for kind, reach in sight.kinds.items() if reach != "own"]
    own = every.where(entry.people.contains([sight.account]), *map(not_, reached))
    parts = [*(_newest(every.where(one), entry).limit(WALK) for one in reached), _gathered(own)]
    together = union_all(*parts).subquery()
    return select(together).order_by(together.c.at.desc(), together.c.id.desc()).limit(WALK).subquery()


def _reach(entry: type[EntryColumns], kind: str, sight: Sight) -> ColumnElement[bool]:
    """All of a kind, or all of it that his unit has."""
    of_kind = entry.kind == kind
    return of_kind if sight.kinds[kind] == "all" else and_(of_kind, entry.unit == sight.unit)


def _gathered(own: Select[*tuple[object, ...]]) -> Select[*tuple[object, ...]]:
    """A person's own entries lie in no order of time. Not knowing how few they are, the server would walk the whole table
    for the newest of them, so all of them are taken first.
    """
    gathered = own.cte("own").prefix_with("MATERIALIZED", dialect="postgresql")
    return select(gathered).order_by(gathered.c.at.desc(), gathered.c.id.desc()).limit(WALK)


def _newest(statement: S, entry: type[EntryColumns]) -> S:
    return statement.order_by(entry.at.desc(), entry.id.desc())


def _before(entry: type[EntryColumns], after: Place | None) -> list[ColumnElement[bool]]:
    return [] if after is None else [tuple_(entry.at, entry.id) < after]


def _holds(
    entry: type[EntryColumns], *, pieces: Sequence[str], months: tuple[str, ...] = (), marks: tuple[str, ...] = ()
) -> ColumnElement[bool]:
    return entry.words.op("@@", is_comparison=True)(cast(tsquery_text(tuple(pieces), months, marks), TSQUERY))


async def _rows(session: AsyncSession, statement: Select[str, str, datetime]) -> list[Found]:
    return [Found(row.id, row.kind, row.at) for row in await session.execute(statement)]
