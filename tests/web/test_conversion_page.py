"""四个不转化 without a browser: both petitions by name, no title where it may not be seen, counts for leaders only."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of


async def test_a_row_names_both_petitions_and_hides_the_title_of_one_out_of_sight(visit: Visit) -> None:
    root = await page_of(visit("handler"), "/conversions?mine=1")
    tables = root.all("table")
    assert len(tables) == 1, "counts are for leaders"
    seen, hidden = tables[0].one("tbody").all("tr")
    assert [link.attributes["href"] for link in seen.all("a")] == ["/petitions/pet-1", "/petitions/pet-2"]
    assert hidden.all("a") == []
    assert "XFV329900202611230001" in hidden.text


async def test_leaders_read_the_counts_per_unit_and_period(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/conversions?since=2026-01-01&until=2026-11-23")
    counts = root.all("table")[1].one("tbody").all("tr")
    assert [cell.text for cell in counts[0].all("td")] == ["3", "1", "0", "0", "4"]
