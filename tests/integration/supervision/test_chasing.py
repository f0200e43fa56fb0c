"""What is not signed for or not answered is urged by the clock, and what stays silent goes up: each once, none forgotten."""

from datetime import timedelta
from functools import partial

import pytest

from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import acts
from tests.integration.supervision.test_notices import act, alike, chief, legal, reached, served
from zf_liaison.clocks.ripe_queries import overdue_pages
from zf_liaison.notices import chase_notices


async def test_silence_is_urged_and_then_goes_up_by_itself_once(embedded_city: Town) -> None:
    city = embedded_city
    notice_id = await served(city)
    await act(legal(city), notice_id, "sign_for")
    await reached(city, chief(city), notice_id, "signed_for")
    for days, state in ((16, "urged"), (8, "escalated"), (30, "escalated")):
        city.clock.advance(timedelta(days=days))
        for agency in ("procuratorate", "police"):
            await city.job(agency, "chase_notices")
        await reached(city, legal(city), notice_id, state)
    both = await alike(city, notice_id)
    assert acts(both) == ["serve", "sign_for", "urge", "escalate"]
    assert "2026-12-08" in both["steps"][2]["text"]


async def test_old_ones_about_which_nothing_can_be_done_hide_nobody_behind_them(
    embedded_city: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chase_notices, "overdue_pages", partial(overdue_pages, size=1))
    city = embedded_city
    old = await served(city)
    for days, state in ((3, "urged"), (8, "escalated")):
        city.clock.advance(timedelta(days=days))
        await city.job("procuratorate", "chase_notices")
        await reached(city, legal(city), old, state)
    new = await served(city)
    city.clock.advance(timedelta(days=5))
    await city.job("procuratorate", "chase_notices")
    await reached(city, legal(city), new, "urged")
