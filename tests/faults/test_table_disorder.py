"""F8 at the table: on a line that doubles, loses and mixes, a month of nine agencies ends with the same books everywhere."""

from pathlib import Path

import pytest

from tests.fleet.doses import Dose, say
from zf_node.demo.calendar.year import run_year
from zf_platform.bus.embedded import Vices

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(7200)]


async def test_a_bad_line_changes_no_book(admin_url: str, tmp_path: Path, dose: Dose) -> None:
    """C: one month; N: twelve. Of every hundred deliveries thirty are doubled, ten lost, ten confirmed to nobody."""
    vices = Vices(seed=dose.seed, duplicate=0.3, drop=0.1, lost_confirm=0.1, reorder=True)
    months = dose.of(1, 12)
    result = await run_year(admin_url, months=months, folder=tmp_path, prefix="zft_badline_", vices=vices)
    say(dose, f"F8 at the table: {dict(vices.counts)}; {result.figures()}")
    assert result.books.differences == []
    assert result.tally.resolutions == result.tally.topics == 12 * months
    assert min(vices.counts[name] for name in ("duplicate", "drop", "lost_confirm", "reorder")) > 100 * months
