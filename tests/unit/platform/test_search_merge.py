"""Pages merged from several sources: nothing lost, nothing twice, newest first, to the end."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zf_platform.clock import ZONE
from zf_platform.search.find import Found
from zf_platform.search.merge import merge

START = datetime(2026, 1, 1, tzinfo=ZONE)
SOURCES = st.dictionaries(
    st.sampled_from(["number", "person", "words"]), st.frozensets(st.integers(0, 40), max_size=30), max_size=3
)


def hit(number: int) -> Found:
    return Found(f"{number:03d}", "report", START + timedelta(days=number // 3))


def source(numbers: frozenset[int], after: tuple[datetime, str] | None, limit: int) -> list[Found]:
    ordered = sorted(map(hit, numbers), key=lambda one: (one.at, one.id), reverse=True)
    return [one for one in ordered if after is None or (one.at, one.id) < after][:limit]


@given(sources=SOURCES, limit=st.integers(1, 12))
def test_pages_follow_each_other_without_gap_or_repeat(sources: Mapping[str, frozenset[int]], limit: int) -> None:
    seen: list[str] = []
    whys: dict[str, tuple[str, ...]] = {}
    after: tuple[datetime, str] | None = None
    for _ in range(100):
        page = merge({why: source(numbers, after, limit) for why, numbers in sources.items()}, limit=limit)
        seen += [one.id for one in page.found]
        whys |= page.whys
        assert len(page.found) <= limit
        if page.rest is None:
            break
        after = page.rest
    everything = {number for numbers in sources.values() for number in numbers}
    expected = sorted(map(hit, everything), key=lambda one: (one.at, one.id), reverse=True)
    assert seen == [one.id for one in expected]
    assert all(set(whys[hit(n).id]) == {why for why, found in sources.items() if n in found} for n in everything)
