"""Charts as SVG drawn on the server: bars, stacked bars, lines. Classes instead of styles, a title on every mark.

The figures themselves stand in the table that the macro `chart` (ui/chart.html) puts beside every drawing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup

WIDE, HIGH = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 52, 8, 12, 30
MOST_LABELS = 12
MOST_SERIES = 6
_SMALLEST = 0.001
_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)

_HEAD = Markup('<svg class="chart-drawing" viewBox="0 0 {} {}" role="img" aria-label="{}" focusable="false">')
_BAR = Markup('<rect class="series-{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">{}</rect>')
_DOT = Markup('<circle class="series-{}" cx="{:.1f}" cy="{:.1f}" r="3.5">{}</circle>')
_RULE = Markup('<line class="chart-{}" x1="{}" y1="{:.1f}" x2="{}" y2="{:.1f}"></line>')


@dataclass(frozen=True, slots=True)
class Series:
    """One row of figures; colour and dash follow its place, so that black and white tells them apart too."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Plot:
    """`labels` under the axis, each series with one value a label. `unit` is read out with every value."""

    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""


def top_of(largest: float) -> tuple[float, float]:
    """(end of the axis, step): four or five even steps, the end near the largest value. Whole numbers stay whole."""
    if largest < _SMALLEST:
        return 4.0, 1.0
    rough = largest / 4
    scale = 10.0 ** floor(log10(rough))
    fitting = next(step for step in _STEPS if step * scale >= rough * 0.999)
    step = max(fitting * scale, 1.0) if largest >= 4 else fitting * scale
    return step * ceil(round(largest / step, 9)), step


def bars(plot: Plot) -> Markup:
    """Side by side, one group a label."""
    end, step = top_of(_largest(plot))
    return _framed(plot, _grouped(plot, end=end), end=end, step=step)


def stacked(plot: Plot) -> Markup:
    """On top of each other: the whole and its parts."""
    sums = [sum(series.values[at] for series in plot.series) for at in range(len(plot.labels))]
    end, step = top_of(max(sums, default=0))
    return _framed(plot, _piled(plot, end=end), end=end, step=step)


def lines(plot: Plot) -> Markup:
    end, step = top_of(_largest(plot))
    return _framed(plot, _strung(plot, end=end), end=end, step=step)


def number(value: float) -> str:
    """As people write it: no decimals where there are none."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _largest(plot: Plot) -> float:
    return max((value for series in plot.series for value in series.values), default=0)


def _slot(plot: Plot) -> float:
    return (WIDE - LEFT - RIGHT) / max(len(plot.labels), 1)


def _y(value: float, *, end: float) -> float:
    return TOP + (HIGH - TOP - BOTTOM) * (1 - value / end)


def _told(plot: Plot, series: Series, at: int) -> Markup:
    return Markup("<title>{} {}{}{}</title>").format(
        plot.labels[at], f"{series.name} " if series.name else "", number(series.values[at]), plot.unit
    )


def _bar(series: int, x: float, y: float, wide: float, high: float, *, told: Markup) -> Markup:
    return _BAR.format(series + 1, x, y, wide, high, told)


def _grouped(plot: Plot, *, end: float) -> Iterator[Markup]:
    slot = _slot(plot)
    wide = min(slot * 0.72 / max(len(plot.series), 1), 56)
    for at in range(len(plot.labels)):
        start = LEFT + slot * (at + 0.5) - wide * len(plot.series) / 2
        for place, series in enumerate(plot.series):
            y = _y(series.values[at], end=end)
            told = _told(plot, series, at)
            yield _bar(place, start + wide * place, y, max(wide - 1, 1), HIGH - BOTTOM - y, told=told)


def _piled(plot: Plot, *, end: float) -> Iterator[Markup]:
    slot = _slot(plot)
    wide = min(slot * 0.62, 72)
    for at in range(len(plot.labels)):
        below = 0.0
        for place, series in enumerate(plot.series):
            y = _y(below + series.values[at], end=end)
            high = _y(below, end=end) - y
            yield _bar(place, LEFT + slot * (at + 0.5) - wide / 2, y, wide, high, told=_told(plot, series, at))
            below += series.values[at]


def _strung(plot: Plot, *, end: float) -> Iterator[Markup]:
    slot = _slot(plot)
    for place, series in enumerate(plot.series):
        spots = [(LEFT + slot * (at + 0.5), _y(value, end=end)) for at, value in enumerate(series.values)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        yield Markup('<polyline class="line-{}" points="{}"></polyline>').format(place + 1, path)
        for at, (x, y) in enumerate(spots):
            yield _DOT.format(place + 1, x, y, _told(plot, series, at))


def _framed(plot: Plot, marks: Iterator[Markup], *, end: float, step: float) -> Markup:
    parts = [_HEAD.format(WIDE, HIGH, plot.title), *_grid(end=end, step=step), *marks, *_labels(plot)]
    return Markup("").join([*parts, Markup("</svg>")])


def _grid(*, end: float, step: float) -> Iterator[Markup]:
    for turn in range(round(end / step) + 1):
        value = step * turn
        y = _y(value, end=end)
        yield _RULE.format("grid" if turn else "axis", LEFT, y, WIDE - RIGHT, y)
        yield Markup('<text class="chart-scale" x="{}" y="{:.1f}">{}</text>').format(LEFT - 6, y + 4, number(value))


def _labels(plot: Plot) -> Iterator[Markup]:
    """So many that they do not run into each other."""
    every = ceil(len(plot.labels) / MOST_LABELS) or 1
    slot = _slot(plot)
    for at, label in enumerate(plot.labels):
        if at % every == 0:
            x = LEFT + slot * (at + 0.5)
            yield Markup('<text class="chart-label" x="{:.1f}" y="{}">{}</text>').format(x, HIGH - 10, label)
