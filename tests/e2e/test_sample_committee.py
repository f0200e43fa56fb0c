"""The sample city's committee: one resolution that binds, one matter that waits, one case marked."""

import pytest

from zf_node.demo.desk import Town
from zf_node.demo.sample import load_sample
from zf_node.demo.sample_committee import LEADER, furnish_committee

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


async def test_the_committee_of_the_sample_has_decided_one_matter_and_waits_for_another(town: Town) -> None:
    await load_sample(town, cases=12)
    assert await furnish_committee(town) == 2
    page = await town.desk(LEADER).get("casemgmt", "/deliberations", state="all")
    rows = page["items"]
    assert isinstance(rows, list)
    assert sorted(str(row["state"]) for row in rows) == ["closed", "proposed"]
    decided = next(row for row in rows if row["state"] == "closed")
    matter = await town.desk(LEADER).get("casemgmt", f"/deliberations/{decided['id']}")
    assert matter["resolution"], "what three of five voted for is a resolution"
    committee = await town.desk(LEADER).get("casemgmt", "/committee")
    assert isinstance(committee["members"], list)
    assert len(committee["members"]) == 5
