"""Parts of a joint matter: objections, other agencies, splits that cannot be, who may see what."""

import pytest

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import (
    PARTS,
    act,
    answered,
    codes,
    items,
    joint,
    ok,
    own,
    part,
    registered,
    seen,
    split,
    split_in_hall,
)


async def test_a_part_comes_back_by_objection_and_goes_to_another_agency(city: JointCity) -> None:
    main, _ = await split_in_hall(city)
    court = city.head("court")
    mine = await own(city, "court", main["collab_no"])
    await act(court, mine, "objection", explanation="该诉求属于检察监督", competent="procuratorate")
    await city.settle()
    assert (await own(city, "court", main["collab_no"]))["state"] == "objected"
    counter = await joint(city.coordinator, main["id"])
    assert (part(counter, "court")["objection"], part(counter, "court")["competent"]) == ("open", "procuratorate")
    place = f"/joint/{counter['id']}/parts/2"
    elsewhere = {"agency": "procuratorate", "reason": "改由检察院办理"}
    stays = await city.coordinator.post(f"{place}/agency", json={"version": counter["version"], **elsewhere})
    assert codes(stays) == ["joint.part_stays"]
    counter = ok(
        await city.coordinator.post(
            f"{place}/objection-decision", json={"version": counter["version"], "agree": True, "reason": "同意"}
        )
    )
    ok(await city.coordinator.post(f"{place}/agency", json={"version": counter["version"], **elsewhere}))
    await city.settle()
    assert (await own(city, "court", main["collab_no"]))["state"] == "returned"
    new = await own(city, "procuratorate", main["collab_no"])
    assert [one["content"] for one in new["requests"]] == ["要求退还被扣押的电动车"]  # type: ignore[attr-defined]
    lead = await joint(city.head("police"), (await own(city, "police", main["collab_no"]))["id"])
    assert [one["agency"] for one in lead["agencies"]] == ["police", "procuratorate"]  # type: ignore[attr-defined]
    await answered(city, "procuratorate", main["collab_no"])
    await city.settle()
    assert (await joint(city.guide, main["id"]))["answered"] == 1
    assert await city.stuck() == []


async def test_an_objection_that_is_upheld_leaves_the_part_where_it_is(city: JointCity) -> None:
    main, _ = await split_in_hall(city)
    await act(city.head("court"), await own(city, "court", main["collab_no"]), "objection", explanation="不属本院")
    await city.settle()
    counter = await joint(city.coordinator, main["id"])
    ok(
        await city.coordinator.post(
            f"/joint/{counter['id']}/parts/2/objection-decision",
            json={"version": counter["version"], "agree": False, "reason": "属法院职责"},
        )
    )
    await city.settle()
    assert (await own(city, "court", main["collab_no"]))["state"] == "received"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([PARTS[0], {"agency": "moon", "request_nos": [2]}], "joint.agency_unknown"),
        ([PARTS[0], {"agency": "court", "request_nos": [3]}], "joint.request_unknown"),
        ([PARTS[0], {"agency": "police", "request_nos": [2]}], "joint.agency_twice"),
    ],
)
async def test_a_split_that_cannot_be_changes_nothing(
    embedded_city: JointCity, parts: list[dict[str, object]], code: str
) -> None:
    view = await registered(embedded_city.guide)
    answer = await embedded_city.guide.post(
        f"/petitions/{view['id']}/split", json={"version": view["version"], "parts": parts}
    )
    assert code in codes(answer)
    assert (await seen(embedded_city.guide, view["id"]))["version"] == view["version"]
    assert await embedded_city.rows("committee", "SELECT count(*) FROM joint_matter") == [(0,)]


async def test_only_the_hall_splits_and_only_who_sees_the_matter_reads_it(embedded_city: JointCity) -> None:
    city = embedded_city
    view = await registered(city.head("police"))
    answer = await city.head("police").post(
        f"/petitions/{view['id']}/split", json={"version": view["version"], "parts": list(PARTS)}
    )
    assert codes(answer) == ["joint.not_the_hall"]
    main, made = await split_in_hall(city)
    stranger = city.person("committee", "other", "hall_guide", "hall")
    for answer in (await stranger.get(f"/joint/{made['id']}"), await stranger.get(f"/petitions/{main['id']}/joint")):
        assert answer.status_code == 404
    assert items(ok(await stranger.get("/joint"))) == []
    assert [one["id"] for one in items(ok(await city.guide.get("/joint")))] == [made["id"]]


async def test_the_accused_are_told_to_the_one_body_that_deals_with_them(embedded_city: JointCity) -> None:
    city = embedded_city
    accused = [{"kind": "person", "agency": "court", "unit": "criminal", "name": "被控告人甲", "post": "审判员"}]
    view = await registered(city.coordinator, category="accusation", accused=accused)
    await split(
        city,
        city.coordinator,
        view,
        (
            {"agency": "procuratorate", "request_nos": [1], "main": True, "accused": True},
            {"agency": "police", "request_nos": [2]},
        ),
    )
    await city.settle()
    found = {
        agency: await city.rows(agency, "SELECT count(*) FROM petition_accused")
        for agency in ("procuratorate", "police")
    }
    assert found == {"procuratorate": [(1,)], "police": [(0,)]}
    refused = await registered(city.coordinator, category="accusation", accused=[{"kind": "agency", "agency": "court"}])
    answer = await city.coordinator.post(
        f"/petitions/{refused['id']}/split", json={"version": refused["version"], "parts": list(PARTS)}
    )
    assert codes(answer) == ["petition.receiver_is_accused"]
