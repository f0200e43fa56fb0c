"""Search petitions and reports within sight: numbers, people, names, words; newest first, each hit with its reasons (S-010)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zf_contracts.http.search import SearchBox, SearchHit, SearchPage, SearchReason, Why
from zf_intake.cursors import read_cursor, write_cursor
from zf_intake.desk import Desk
from zf_intake.petitions.search_hits import petition_hits
from zf_intake.reports.search_hits import report_hits
from zf_intake.search.hit_rules import KINDS, Hit
from zf_intake.search.tables import SEARCH
from zf_law.problems import Problem
from zf_platform.actors import Actor
from zf_platform.bigrams import contains, excerpt
from zf_platform.errors import Refused
from zf_platform.search.box import Box, number_form, read_box
from zf_platform.search.find import Found, Place, find_by_key, find_by_words
from zf_platform.search.merge import merge
from zf_platform.search.sight import Sight, as_reach
from zf_platform.transaction import Scope

PAGE = 20
MOST_ROUNDS = 5
"""How often a page is filled up when hits fall out because a phrase of several pieces does not really stand there."""


@dataclass(slots=True)
class _Page:
    hits: list[SearchHit] = field(default_factory=list)
    rest: Place | None = None


async def search(scope: Scope, wanted: SearchBox, *, desk: Desk) -> SearchPage:
    box = read_box(wanted.text)
    if box.empty:
        raise Refused((Problem("search.too_short", {"field": "text"}),))
    page = await _fill(scope, box, sight=_sight(scope.actor), after=read_cursor(wanted.cursor), desk=desk)
    if box.person:
        hashed = desk.key.keyed_hash("search", box.person)
        scope.record("search.person", object_kind="person", object_id=hashed[:16], sensitive_read=True)
    return SearchPage(
        items=tuple(page.hits),
        looked_for=_looked_for(box),
        next_cursor=write_cursor(*page.rest) if page.rest else None,
    )


async def _fill(scope: Scope, box: Box, *, sight: Sight, after: Place | None, desk: Desk) -> _Page:
    page = _Page(rest=after)
    for _ in range(MOST_ROUNDS):
        merged = merge(await _sources(scope, box, sight=sight, after=page.rest, desk=desk), limit=PAGE)
        objects = await _objects(scope, merged.found, desk=desk)
        for found in merged.found:
            hit = objects.get(found.id)
            reasons = _reasons(hit, merged.whys[found.id], box) if hit is not None else ()
            if hit is not None and reasons:
                page.hits.append(_view(hit, reasons))
            if len(page.hits) == PAGE:
                page.rest = (found.at, found.id) if merged.rest or found is not merged.found[-1] else None
                return page
        page.rest = merged.rest
        if page.rest is None:
            return page
    return page


async def _sources(scope: Scope, box: Box, *, sight: Sight, after: Place | None, desk: Desk) -> dict[str, list[Found]]:
    """Each source at most a page; an empty part of the box is no source."""
    session, key = scope.session, desk.key
    found: dict[str, list[Found]] = {}
    keys = {("number", "number"): box.number, ("name", "name"): key.keyed_hash("name", box.name)}
    kinds = ("phone",) if box.person_kind == "phone" else ("citizen_id", "unknown")
    keys |= {("person", kind): key.keyed_hash(kind, box.person) for kind in kinds}
    for (why, _), value in keys.items():
        if value:
            hits = await find_by_key(session, SEARCH, value, kind=why, sight=sight, after=after, limit=PAGE + 1)
            found.setdefault(why, []).extend(hits)
    if box.pieces:
        found["words"] = await find_by_words(session, SEARCH, box.pieces, sight=sight, after=after, limit=PAGE + 1)
    return {why: hits for why, hits in found.items() if hits}


async def _objects(scope: Scope, found: tuple[Found, ...], *, desk: Desk) -> Mapping[str, Hit]:
    """The objects themselves, and only those that this person may see now: the index alone decides nothing."""
    petitions = [one.id for one in found if one.kind == "petition"]
    reports = [one.id for one in found if one.kind == "report"]
    return {
        **(await petition_hits(scope, petitions, desk=desk) if petitions else {}),
        **(await report_hits(scope, reports) if reports else {}),
    }


def _reasons(hit: Hit, whys: tuple[str, ...], box: Box) -> tuple[SearchReason, ...]:
    """What a person can check. A hit by words whose phrase stands nowhere has no reason and is none."""
    reasons: list[SearchReason] = []
    if "number" in whys:
        same = next((number for number in hit.numbers if number_form(number).startswith(box.number)), hit.number)
        reasons.append(SearchReason(why="number", match=same))
    if "person" in whys:
        reasons.append(SearchReason(why="person"))
    if "name" in whys:
        reasons.append(SearchReason(why="name", match=box.name))
    if "words" in whys and contains("\n".join(hit.parts.values()), box.phrase):
        reasons += _places(hit, box.phrase)
    return tuple(reasons)


def _places(hit: Hit, phrase: str) -> list[SearchReason]:
    """The first two parts in which a phrase stands."""
    shown = {where: excerpt(text, phrase) for where, text in hit.parts.items()}
    places = [(where, found) for where, found in shown.items() if found is not None]
    return [
        SearchReason(why="words", where=where, before=before, match=match, after=after)
        for where, (before, match, after) in places[:2]
    ]


def _view(hit: Hit, reasons: tuple[SearchReason, ...]) -> SearchHit:
    return SearchHit(
        kind=hit.kind,
        id=hit.id,
        number=hit.number,
        title=hit.title,
        unit=hit.unit,
        state=hit.state,
        state_zh=hit.state_zh,
        state_en=hit.state_en,
        at=hit.at,
        reasons=reasons,
    )


def _looked_for(box: Box) -> tuple[Why, ...]:
    parts: tuple[tuple[Why, object], ...] = (
        ("number", box.number),
        ("person", box.person),
        ("name", box.name),
        ("words", box.pieces),
    )
    return tuple(why for why, value in parts if value)


def _sight(actor: Actor) -> Sight:
    reading = {kind: as_reach(actor.reach(read)) for kind, (read, _) in KINDS.items()}
    restricted = {kind: as_reach(actor.reach(permission)) for kind, (_, permission) in KINDS.items()}
    return Sight(
        account=actor.account_id,
        unit=actor.unit,
        kinds={kind: reach for kind, reach in reading.items() if reach is not None},
        restricted={kind: reach for kind, reach in restricted.items() if reach is not None},
    )
