"""A likely collective visit at one agency is known to the committee and the police, each with its own record of closing."""

from datetime import date

from tests.integration.intake.petition_forms import citizen_id, person
from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import Json, items, ok, registered

JOB = "watch_collectives"


async def warnings(city: JointCity, agency: str) -> list[Json]:
    return items(ok(await city.head(agency).get("/collective-warnings")))


async def test_who_has_to_know_is_warned_once_and_whoever_is_accused_is_not(city: JointCity) -> None:
    for number in range(3):
        who = person(name=f"某{number}", id_kind="citizen_id", id_number=citizen_id(date(1980, 1, 1 + number)))
        accused = [{"kind": "agency", "agency": "police"}] if number == 2 else []
        await registered(city.head("court"), place=f"示例路{number}号", people_count=3, persons=[who], accused=accused)
    for _again in range(2):
        assert await city.service("court").scheduler.run_now(JOB)

    async def told() -> bool:
        return len(await warnings(city, "committee")) == 1

    await city.settle(told)
    await city.settle()
    (own,), (heard,) = await warnings(city, "court"), await warnings(city, "committee")
    assert own["told"] == heard["told"] == ["committee"]
    assert (heard["agency"], heard["own"], heard["place"], heard["people"]) == ("court", False, "示例路", 9)
    assert await warnings(city, "police") == []
    body = {"version": heard["version"], "outcome": "dispersed", "measures": "会同法院约谈代表。"}
    closed = ok(await city.head("committee").post(f"/collective-warnings/{heard['id']}/closing", json=body))
    assert (closed["state"], closed["members"]) == ("closed", [])
    assert (await warnings(city, "court"))[0]["state"] == "open", "each closes its own"
    assert await city.stuck() == []
