"""A conversion at one agency is told to the committee's oversight, once, without a word of the matter."""

import json

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import registered
from zf_platform.testing import PLANTED

TYPE = "petition.conversion.noted"


def heard(city: JointCity, agency: str) -> list[dict[str, object]]:
    return [envelope.data for envelope in city.oversight[agency].heard if envelope.type == TYPE]


async def test_the_committee_counts_it_for_the_unit_of_the_first_handler(city: JointCity) -> None:
    first = await registered(city.head("court"), channel="letter", received_at="2026-10-08T09:00:00+08:00")
    again = await registered(city.head("court"))

    async def told() -> bool:
        return len(heard(city, "committee")) == 2

    await city.settle(told)
    await city.settle()
    at_home, above = heard(city, "court"), heard(city, "committee")
    assert len(at_home) == len(above) == 2
    assert {str(one["conversion"]) for one in above} == {"letter_to_visit", "first_to_repeat"}
    assert {(one["agency"], one["petition_no"], one["earlier_petition_no"], one["happened_on"]) for one in above} == {
        ("court", again["petition_no"], first["petition_no"], "2026-11-23")
    }
    said = json.dumps(above, ensure_ascii=False)
    assert not [secret for secret in (PLANTED["name"], PLANTED["phone"], str(first["title"])) if secret in said]
    assert await city.stuck() == []
    assert heard(city, "police") == []
