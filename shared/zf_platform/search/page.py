"""One page of hits: all sources asked, merged newest first, the objects themselves asked whether they may be seen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from zf_contracts.http.search import SearchHit
from zf_platform.personal import PersonalKey
from zf_platform.search.box import Box
from zf_platform.search.find import Found, Place, SearchTables, find_by_key, find_by_words
from zf_platform.search.hits import Hit, reasons_of, view_of
from zf_platform.search.merge import merge
from zf_platform.search.sight import Sight

PAGE = 20
MOST_ROUNDS = 3
"""How often a page is filled up when hits fall out because a phrase of several pieces does not really stand there."""

Objects = Callable[[Sequence[Found]], Awaitable[Mapping[str, Hit]]]
"""The objects themselves, and only those that this person may see now: the index alone decides nothing."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`persons`: keyed hashes of the number typed, one for each kind of paper it may be; `name`: that of a whole name."""

    box: Box
    sight: Sight
    persons: Sequence[str] = ()
    name: str = ""


@dataclass(slots=True)
class HitPage:
    hits: list[SearchHit] = field(default_factory=list)
    rest: Place | None = None


def asked(box: Box, *, sight: Sight, key: PersonalKey) -> Asked:
    kinds = ("phone",) if box.person_kind == "phone" else ("citizen_id", "unknown")
    persons = [key.keyed_hash(kind, box.person) for kind in kinds] if box.person else []
    return Asked(box, sight, persons, key.keyed_hash("name", box.name))


async def search_page(
    session: AsyncSession, tables: SearchTables, wanted: Asked, *, after: Place | None, objects: Objects
) -> HitPage:
    page = HitPage(rest=after)
    for _ in range(MOST_ROUNDS):
        merged = merge(await _sources(session, tables, wanted, after=page.rest), limit=PAGE)
        seen = await objects(merged.found)
        for found in merged.found:
            hit = seen.get(found.id)
            reasons = reasons_of(hit, merged.whys[found.id], wanted.box) if hit is not None else ()
            if hit is not None and reasons:
                page.hits.append(view_of(hit, reasons))
            if len(page.hits) == PAGE:
                page.rest = (found.at, found.id) if merged.rest or found is not merged.found[-1] else None
                return page
        page.rest = merged.rest
        if page.rest is None:
            return page
    return page


async def _sources(
    session: AsyncSession, tables: SearchTables, wanted: Asked, *, after: Place | None
) -> dict[str, list[Found]]:
    """Each source at most a page and one; an empty part of the box is no source."""
    keys = [("number", wanted.box.number), ("name", wanted.name), *(("person", hashed) for hashed in wanted.persons)]
    found: dict[str, list[Found]] = {}
    for kind, key in keys:
        if key:
            hits = await find_by_key(session, tables, key, kind=kind, sight=wanted.sight, after=after, limit=PAGE + 1)
            found.setdefault(kind, []).extend(hits)
    if wanted.box.pieces:
        found["words"] = await find_by_words(
            session, tables, wanted.box.pieces, sight=wanted.sight, after=after, limit=PAGE + 1
        )
    return {kind: hits for kind, hits in found.items() if hits}
