"""Responsibility letters (责任状): what their indicators may be, and the score from targets and values. Pure (S-075)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from zf_law.cooperation_facts import number_of
from zf_law.problems import Problem

HIGHER, LOWER, REACHED = "higher", "lower", "reached"
VOLUME = "volume"
"""Numbers of cases, detentions and the like are shown and never scored (handbook 5.1)."""
WHOLE = Decimal(100)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Indicator:
    """`base` is the value that earns nothing, `target` the one that earns the whole weight."""

    name: str
    measure: str
    direction: str
    weight: Decimal
    base: Decimal
    target: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """`share` is how much of the way from base to target was made, from 0 to 1."""

    name: str
    value: Decimal | None
    share: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class PledgeScore:
    lines: tuple[ScoreLine, ...]
    total: Decimal


def read_indicators(rows: Sequence[Sequence[str]]) -> tuple[Indicator, ...]:
    """Rows of the letter: name, measure, direction, weight, base, target, unit. Cells have been checked before."""
    return tuple(
        Indicator(name, measure, direction, _number(weight), _number(base), _number(target), unit)
        for name, measure, direction, weight, base, target, unit in rows
    )


def indicator_problems(indicators: Sequence[Indicator], *, field: str) -> list[Problem]:
    """Weights make a hundred, a volume carries none, and each indicator has a way to go in its direction."""
    where = {"field": f"facts.{field}"}
    problems: list[Problem] = []
    names = [one.name for one in indicators]
    for one in indicators:
        if names.count(one.name) > 1:
            problems.append(Problem("pledge.indicator_twice", {"indicator": one.name, **where}))
        if one.weight < 0 or (one.measure == VOLUME and one.weight != 0):
            problems.append(Problem("pledge.volume_scored", {"indicator": one.name, **where}))
        if not _has_a_way(one):
            problems.append(Problem("pledge.no_way_to_go", {"indicator": one.name, **where}))
    total = sum((one.weight for one in indicators), Decimal(0))
    if total != WHOLE:
        problems.append(Problem("pledge.weights_not_hundred", {"total": f"{total.normalize():f}", **where}))
    return problems


def _has_a_way(one: Indicator) -> bool:
    if one.direction == HIGHER:
        return one.target > one.base
    return one.direction == REACHED or one.target < one.base


def score(indicators: Sequence[Indicator], values: Sequence[tuple[str, str]]) -> PledgeScore:
    """`values`: indicator and value. What was not reported earns nothing; nobody earns more than the weight."""
    known = {name: number_of(value) for name, value in values}
    lines = tuple(_line(one, known.get(one.name)) for one in indicators)
    return PledgeScore(lines, sum((line.points for line in lines), Decimal(0)))


def _line(one: Indicator, value: Decimal | None) -> ScoreLine:
    share = Decimal(0) if value is None else _share(one, value)
    points = (one.weight * share).quantize(_CENT, rounding=ROUND_HALF_UP)
    return ScoreLine(one.name, value, share, points)


def _share(one: Indicator, value: Decimal) -> Decimal:
    if one.direction == REACHED:
        return Decimal(value >= one.target)
    way = (value - one.base) / (one.target - one.base)
    return min(max(way, Decimal(0)), Decimal(1))


def _number(text: str) -> Decimal:
    return number_of(text) or Decimal(0)


def plain(number: Decimal) -> str:
    """Without exponent and without zeros that say nothing."""
    return f"{number.normalize():f}"
