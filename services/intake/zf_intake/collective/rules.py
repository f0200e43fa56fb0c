"""Which registrations together are the sign of a collective visit, and what closes a warning. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zf_law.collective_warnings import WarningRule
from zf_law.problems import Problem

Key = tuple[str, str]
"""What a group shares: unit, area or cause, and its value."""
UNIT, AREA, CAUSE = "unit", "area", "cause"


@dataclass(frozen=True, slots=True)
class Sign:
    """One open petition. `petitioners` are keyed hashes; `accused` are agencies that must not hear of it."""

    petition_id: str
    petition_no: str
    collab_no: str
    received_at: datetime
    people: int
    units: tuple[str, ...] = ()
    area: str = ""
    cause: str = ""
    petitioners: frozenset[str] = frozenset()
    accused: frozenset[str] = frozenset()
    competent: str = ""

    def values(self, by: str) -> tuple[str, ...]:
        if by == UNIT:
            return self.units
        value = self.area if by == AREA else self.cause
        return (value,) if value else ()


@dataclass(frozen=True, slots=True)
class Group:
    """Signs that make one warning."""

    rule: WarningRule
    value: str
    signs: tuple[Sign, ...]

    @property
    def people(self) -> int:
        return sum(sign.people for sign in _distinct(self.signs))


@dataclass(frozen=True, slots=True)
class Found:
    """`joined`: id of an open warning → signs that belong to it now. `new`: warnings to raise."""

    joined: Mapping[str, Sequence[Sign]] = field(default_factory=dict)
    new: tuple[Group, ...] = ()


def find_groups(
    signs: Iterable[Sign],
    *,
    rules: Iterable[WarningRule],
    open_warnings: Mapping[Key, str],
    warned: Collection[str],
    now: datetime,
) -> Found:
    """A petition counts in one warning only, so that the same group is never warned of twice, by whatever it shares."""
    left = {sign.petition_id: sign for sign in signs if sign.petition_id not in warned}
    joined: dict[str, list[Sign]] = {}
    new: list[Group] = []
    for rule in rules:
        for value, found in sorted(_by_value(left.values(), rule=rule, now=now)):
            members = [sign for sign in found if sign.petition_id in left]
            warning = open_warnings.get((rule.by, value))
            if warning is not None:
                joined.setdefault(warning, []).extend(members)
            elif _suffices(members, rule=rule):
                new.append(Group(rule, value, tuple(members)))
            else:
                continue
            for sign in members:
                del left[sign.petition_id]
    return Found(joined, tuple(new))


def _by_value(signs: Iterable[Sign], *, rule: WarningRule, now: datetime) -> Iterator[tuple[str, list[Sign]]]:
    begin = now - timedelta(days=rule.days)
    groups: dict[str, list[Sign]] = {}
    for sign in sorted(signs, key=lambda one: (one.received_at, one.petition_id)):
        if sign.received_at >= begin:
            for value in sign.values(rule.by):
                groups.setdefault(value, []).append(sign)
    yield from groups.items()


def _suffices(signs: Sequence[Sign], *, rule: WarningRule) -> bool:
    counted = _distinct(signs)
    return len(counted) >= rule.registrations and sum(sign.people for sign in counted) >= rule.people


def _distinct(signs: Sequence[Sign]) -> list[Sign]:
    """Whoever comes again and again alone is no crowd: registrations of the same petitioner count once."""
    seen: set[str] = set()
    counted: list[Sign] = []
    for sign in signs:
        if not sign.petitioners & seen:
            counted.append(sign)
        seen |= sign.petitioners
    return counted


def place_of(group: Group) -> str:
    """What may be told of the place. About a unit nothing is told: the accused could be known by it."""
    if group.rule.by == UNIT:
        return ""
    return group.value if group.rule.by == AREA else _commonest(sign.area for sign in group.signs)


def cause_of(group: Group) -> str:
    if group.rule.by == UNIT:
        return group.rule.zh
    return group.value if group.rule.by == CAUSE else _commonest(sign.cause for sign in group.signs) or group.rule.zh


def told_of(group: Group, *, always: Collection[str]) -> frozenset[str]:
    """Who is warned: those always told and those who handle one of the petitions, except whom one of them accuses."""
    competent = {sign.competent for sign in group.signs if sign.competent}
    accused = {agency for sign in group.signs for agency in sign.accused}
    return frozenset({*always, *competent} - accused)


def closing_problems(*, state: str) -> list[Problem]:
    return [] if state == "open" else [Problem("collective.closed_already")]


def _commonest(values: Iterable[str]) -> str:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value), default="")
