"""Charts: even axes, nothing the content policy forbids, every figure in the table, whatever the numbers are."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tests.web.conftest import Visit, page_of
from zf_hall.diagrams import BOTTOM, HIGH, TOP, Plot, Series, bars, lines, number, stacked, top_of

KINDS = (bars, stacked, lines)
VALUES = st.lists(st.integers(0, 100_000), min_size=1, max_size=40)
_SVG = "{http://www.w3.org/2000/svg}"


def drawn(kind: Callable[[Plot], Markup], plot: Plot) -> ET.Element:
    text = str(kind(plot))
    assert " style=" not in text
    assert "<style" not in text
    assert not re.search(r"\son\w+=", text)
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


@given(st.floats(0.01, 10_000_000, allow_nan=False) | st.just(0.0))
def test_an_axis_ends_just_above_the_largest_value_in_even_steps(largest: float) -> None:
    end, step = top_of(largest)
    assert end >= largest * 0.999
    assert 1 <= round(end / step) <= 6
    assert end <= max(largest * 1.6, 4)
    assert abs(end / step - round(end / step)) < 1e-6


@pytest.mark.parametrize("kind", KINDS)
@given(first=VALUES, seed=st.integers(0, 5))
def test_every_value_has_a_mark_with_a_title_inside_the_drawing(
    kind: Callable[[Plot], Markup], first: list[int], seed: int
) -> None:
    again = [(value * (seed + 3)) % 977 for value in first]
    labels = [f"{n}月" for n in range(len(first))]
    root = drawn(kind, Plot("试", labels, (Series("甲", first), Series("乙", again)), "件"))
    titles = [title.text for title in root.iter(f"{_SVG}title")]
    assert len(titles) == 2 * len(first)
    assert f"0月 甲 {number(first[0])}件" in titles
    for bar in root.iter(f"{_SVG}rect"):
        assert float(bar.attrib["y"]) >= TOP - 0.2
        assert float(bar.attrib["y"]) + float(bar.attrib["height"]) <= HIGH - BOTTOM + 0.2
        assert float(bar.attrib["height"]) >= 0


def test_names_are_shown_not_run() -> None:
    root = drawn(bars, Plot('"><script>', ["<b>"], (Series("&", [3]),)))
    assert root.attrib["aria-label"] == '"><script>'
    assert [title.text for title in root.iter(f"{_SVG}title")] == ["<b> & 3"]


def test_nothing_to_show_is_an_empty_frame() -> None:
    for kind in KINDS:
        assert drawn(kind, Plot("空", (), ())).attrib["role"] == "img"
        drawn(kind, Plot("零", ("一月",), (Series("", [0]),)))


def test_many_labels_do_not_run_into_each_other() -> None:
    root = drawn(lines, Plot("日", [str(n) for n in range(90)], (Series("", [1.0] * 90),)))
    assert len([one for one in root.iter(f"{_SVG}text") if one.attrib["class"] == "chart-label"]) <= 12


async def test_the_table_beside_the_drawing_holds_every_figure(visit: Visit) -> None:
    root = await page_of(visit("handler"), "/help/components")
    figures = root.all("figure")
    assert len(figures) == 3
    for figure in figures:
        assert figure.all("svg")[0].attributes["role"] == "img"
        assert len(figure.one("table").all("tr")) == 12
        assert "初信初访" in figure.one("table").text
