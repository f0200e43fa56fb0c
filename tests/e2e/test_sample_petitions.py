"""The petitions a sample city starts with: at every stage, in every agency, at its windows and on its board."""

from collections import Counter

import pytest

from zf_node.demo.desk import Json, Town
from zf_node.demo.sample_petitions import PETITIONS, load_petitions

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
HEADS = ("committee.petition", "police.petition", "court.petition", "procuratorate.petition", "justice.petition")


async def test_eighty_petitions_stand_at_every_stage(town: Town) -> None:
    assert await load_petitions(town) == PETITIONS
    states: Counter[str] = Counter()
    found: list[Json] = []
    for head in HEADS:
        rows = await _all(town, head)
        assert rows, f"{head} finds nothing"
        states.update(str(row["state"]) for row in rows)
        found += rows
    assert {
        "registered",
        "accepted",
        "handling",
        "answered",
        "litigation_path",
        "advised",
        "forwarded",
        "assigned",
    } <= set(states)
    assert states["petition_review"] >= 2
    assert any(row["repeat"] for row in found)
    assert any(row["collective"] and row["people_count"] == 12 for row in found)
    warnings = await town.desk("committee.petition").get("intake", "/collective-warnings")
    assert warnings["items"] == [], "people who tell different things are no collective matter"


async def _all(town: Town, username: str) -> list[Json]:
    desk, rows, cursor = town.desk(username), [], ""
    while True:
        page = await desk.get("intake", "/petitions", **({"cursor": cursor} if cursor else {}))
        items = page["items"]
        assert isinstance(items, list)
        rows += items
        if not page["next_cursor"]:
            return rows
        cursor = str(page["next_cursor"])
