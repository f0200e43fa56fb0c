"""The calendar of one city in simulated time: nine nodes, real exchange, and at its end no difference between them."""

from pathlib import Path

import pytest

from tests.fleet.doses import Dose, say
from zf_node.demo.calendar.year import YearResult, run_year

pytestmark = pytest.mark.slow


async def _lived(admin_url: str, folder: Path, *, months: int) -> YearResult:
    result = await run_year(admin_url, months=months, folder=folder, prefix=f"zft_calendar{months}_")
    assert result.books.differences == []
    assert result.tally.meetings == 2 * months
    assert result.tally.topics == 12 * months
    assert result.tally.overdue >= 2 * months
    assert result.tally.away_days > 0
    assert result.books.messages > 1000 * months
    return result


@pytest.mark.timeout(600)
async def test_a_month_ends_with_the_same_books_everywhere(admin_url: str, tmp_path: Path) -> None:
    await _lived(admin_url, tmp_path, months=1)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
async def test_a_year_ends_with_the_same_books_everywhere(admin_url: str, tmp_path: Path, dose: Dose) -> None:
    result = await _lived(admin_url, tmp_path, months=12)
    say(dose, f"calendar: {result.figures()}")
