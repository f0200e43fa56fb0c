"""What a hit shows, and why it is one: reasons that a person can check. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zf_contracts.http.search import SearchHit, SearchReason, Why
from zf_platform.bigrams import contains, excerpt
from zf_platform.search.box import Box, number_form

MOST_PLACES = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """One object as it may be shown. `parts`: name of the part → its text; `numbers` as they are written."""

    kind: str
    id: str
    number: str
    title: str
    unit: str
    state: str
    state_zh: str
    state_en: str
    at: datetime
    parts: Mapping[str, str]
    numbers: Sequence[str] = ()


def reasons_of(hit: Hit, whys: Sequence[str], box: Box) -> tuple[SearchReason, ...]:
    """A hit by words whose phrases do not all stand there has no reason and is none."""
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


def view_of(hit: Hit, reasons: tuple[SearchReason, ...]) -> SearchHit:
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


def looked_for(box: Box) -> tuple[Why, ...]:
    """How the text was read."""
    parts: tuple[tuple[Why, object], ...] = (
        ("number", box.number),
        ("person", box.person),
        ("name", box.name),
        ("words", box.pieces),
    )
    return tuple(why for why, value in parts if value)


def _places(hit: Hit, phrase: str) -> list[SearchReason]:
    """The first parts in which a phrase stands."""
    shown = {where: excerpt(text, phrase) for where, text in hit.parts.items()}
    places = [(where, found) for where, found in shown.items() if found is not None]
    return [
        SearchReason(why="words", where=where, before=before, match=match, after=after)
        for where, (before, match, after) in places[:MOST_PLACES]
    ]
