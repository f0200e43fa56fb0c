"""A screening report of an agency reaches the committee's oversight beside the committee's own, and nobody else's."""

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import registered

TYPE = "petition.ledger.noted"


def heard(city: JointCity, agency: str) -> list[dict[str, object]]:
    return [envelope.data for envelope in city.oversight[agency].heard if envelope.type == TYPE]


async def test_the_committee_sees_the_reports_of_all_agencies(city: JointCity) -> None:
    await registered(city.head("court"), received_at="2026-10-08T09:00:00+08:00", skip_level=True)
    for agency in ("court", "committee"):
        drawn = (await city.head(agency).post("/screening/reports", json={"day": "2026-10-08"})).json()
        path = f"/screening/reports/{drawn['id']}/sending"
        answer = await city.head(agency).post(path, json={"version": drawn["version"]})
        assert answer.status_code == 200, answer.text

    async def told() -> bool:
        return len(heard(city, "committee")) == 2

    await city.settle(told)
    figures = {
        str(one["agency"]): {str(item["item"]): item["count"] for item in one["figures"]}  # type: ignore[attr-defined]
        for one in heard(city, "committee")
    }
    assert figures["court"]["skip_level"] == 1
    assert figures["committee"]["skip_level"] == 0
    assert [one["agency"] for one in heard(city, "court")] == ["court"]
    assert heard(city, "police") == []
    assert await city.stuck() == []
