"""Who may see which entries, as one condition of the database: hits out of sight are never counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, any_, false, literal, not_, or_, true
from sqlalchemy.dialects.postgresql import array

from zf_platform.actors import Actor
from zf_platform.search.marks import kind_mark, own_mark, unit_mark
from zf_platform.search.tables import EntryColumns

Reach = Literal["own", "unit", "all"]
_WIDEST: tuple[Reach, ...] = ("all", "unit", "own")


@dataclass(frozen=True, slots=True)
class Sight:
    """Kind of object → how far this person reads it. `restricted`: how far the permission for restricted ones reaches.

    `partly`: there are kinds in the index that he does not read at all.
    """

    account: str
    unit: str
    kinds: Mapping[str, Reach]
    restricted: Mapping[str, Reach]
    partly: bool = False

    @property
    def widest(self) -> Reach | None:
        return next((reach for reach in _WIDEST if reach in self.kinds.values()), None)

    @property
    def everything(self) -> bool:
        return not self.partly and set(self.kinds.values()) == {"all"}

    @property
    def barred(self) -> list[str]:
        """The tokens by which an entry keeps out whoever is accused in it."""
        return [f"account:{self.account}"] + [f"unit:{self.unit}"] * bool(self.unit)


def sight_of(actor: Actor, kinds: Mapping[str, tuple[str, str]]) -> Sight:
    """`kinds`: kind of object → permission to read it, permission for restricted ones."""
    reading = {kind: as_reach(actor.reach(read)) for kind, (read, _) in kinds.items()}
    restricted = {kind: as_reach(actor.reach(permission)) for kind, (_, permission) in kinds.items()}
    return Sight(
        account=actor.account_id,
        unit=actor.unit,
        kinds={kind: reach for kind, reach in reading.items() if reach is not None},
        restricted={kind: reach for kind, reach in restricted.items() if reach is not None},
        partly=None in reading.values(),
    )


def as_reach(reach: str | None) -> Reach | None:
    """The reach of a permission as the index knows it."""
    return {"agency": "all", "all": "all", "unit": "unit", "own": "own"}.get(reach or "")  # type: ignore[return-value]


def marks_seen(sight: Sight) -> tuple[str, ...]:
    """One of these words is in every entry this person may see; none when he reads everything there is.

    Whoever sees few must not look through what others see for it, neither through another unit nor through another kind.
    """
    if sight.everything:
        return ()
    kinds = [kind_mark(kind) for kind, reach in sight.kinds.items() if reach == "all"]
    units = [unit_mark(kind, sight.unit) for kind, reach in sight.kinds.items() if reach == "unit" and sight.unit]
    return (own_mark(sight.account), *kinds, *units)


def in_sight(entry: type[EntryColumns], sight: Sight) -> ColumnElement[bool]:
    """The reading permission reaches it, it is not restricted beyond him, and it accuses neither him nor his unit."""
    kinds = [and_(_is_kind(entry, kind), _reached(entry, reach, sight)) for kind, reach in sight.kinds.items()]
    open_to_him = or_(entry.restricted.is_(False), must_know(entry, sight))
    return and_(or_(false(), *kinds), open_to_him, not_(entry.barred.overlap(sight.barred)))


def must_know(entry: type[EntryColumns], sight: Sight) -> ColumnElement[bool]:
    """It is his own matter, or the restricted permission reaches it."""
    reached = [and_(_is_kind(entry, kind), _reached(entry, reach, sight)) for kind, reach in sight.restricted.items()]
    return or_(_is_his(entry, sight), *reached)


def _reached(entry: type[EntryColumns], reach: Reach, sight: Sight) -> ColumnElement[bool]:
    if reach == "all":
        return true()
    own = _is_his(entry, sight)
    return or_(_is_of_unit(entry, sight.unit), own) if reach == "unit" and sight.unit else own


# These three are written so that no index serves them: they only confirm what was found by words or keys. Given the choice, the
# server would fetch all entries of a person, a unit or a kind by them: a million to confirm twenty.
def _is_his(entry: type[EntryColumns], sight: Sight) -> ColumnElement[bool]:
    return literal(sight.account) == any_(entry.people)


def _is_kind(entry: type[EntryColumns], kind: str) -> ColumnElement[bool]:
    return literal(kind) == any_(array([entry.kind]))


def _is_of_unit(entry: type[EntryColumns], unit: str) -> ColumnElement[bool]:
    return literal(unit) == any_(array([entry.unit]))
