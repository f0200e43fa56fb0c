"""Several sources, one page: newest first, each object once with all its reasons. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zf_platform.search.find import Found, Place


@dataclass(frozen=True, slots=True)
class Merged:
    """The newest of all sources. `whys`: object → its sources. `rest`: from where to go on, None at the end."""

    found: tuple[Found, ...]
    whys: Mapping[str, tuple[str, ...]]
    rest: Place | None


def merge(sources: Mapping[str, Sequence[Found]], *, limit: int) -> Merged:
    """Each source holds at most `limit` hits, newest first; a full one may have more behind its last."""
    horizon = max((_place(hits[-1]) for hits in sources.values() if len(hits) >= limit), default=None)
    whys: dict[str, list[str]] = {}
    by_id: dict[str, Found] = {}
    for why, hits in sources.items():
        for hit in hits:
            if horizon is None or _place(hit) >= horizon:
                by_id[hit.id] = hit
                whys.setdefault(hit.id, []).append(why)
    ordered = _newest_first(by_id.values())
    shown = ordered[:limit]
    more = len(ordered) > limit or horizon is not None
    return Merged(
        found=tuple(shown),
        whys={hit.id: tuple(whys[hit.id]) for hit in shown},
        rest=_place(shown[-1]) if more and shown else None,
    )


def _newest_first(hits: Iterable[Found]) -> list[Found]:
    return sorted(hits, key=_place, reverse=True)


def _place(hit: Found) -> Place:
    return hit.at, hit.id
