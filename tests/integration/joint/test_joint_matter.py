"""One joint matter of police and court: split, two clocks, two answers, one combined answer; over both buses."""

from collections.abc import Mapping

import pytest

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import (
    Json,
    act,
    answered,
    clocks,
    codes,
    confirmation,
    items,
    joint,
    ok,
    own,
    part,
    registered,
    seen,
    split,
)
from tests.integration.schema import schema_differences
from zf_intake.tables import Base
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.provision import AgencyDatabase

PARTS = (
    {"agency": "police", "request_nos": [1], "main": True},
    {"agency": "court", "request_nos": [2]},
)
UNCLEAR = (
    {"agency": "police", "request_nos": [1], "case_no": "A3299000000002026110001"},
    {"agency": "court", "request_nos": [2], "case_no": "（2026）苏9901刑初1号"},
)


async def _split(city: JointCity, *parts: Mapping[str, object]) -> tuple[Json, Json]:
    """(main petition, joint matter) in the hall; everybody online has heard of it."""
    view = await registered(city.guide)
    made = await split(city, city.guide, view, parts or PARTS)
    await city.settle()
    return await seen(city.guide, view["id"]), made


async def test_the_migration_makes_the_tables_the_code_declares(databases: dict[str, AgencyDatabase]) -> None:
    url = databases["court"].owner_url
    assert await schema_differences(url, schema="intake", metadata=Base.metadata) == []


async def test_one_registration_two_parts_one_combined_answer(city: JointCity) -> None:
    main, made = await _split(city)
    assert (main["state"], made["lead_agency"], made["lead_rule"]) == ("joint", "police", "main_request")
    assert clocks(main)["G03"] == ("2027-01-22", "running")
    for agency, request in (("police", "要求尽快答复案件办理情况"), ("court", "要求退还被扣押的电动车")):
        mine = await own(city, agency, main["collab_no"])
        assert [one["content"] for one in mine["requests"]] == [request]  # type: ignore[attr-defined]
        assert (mine["origin"], mine["origin_agency"], mine["state"]) == ("joint", "committee", "received")
        assert clocks(mine)["X03"] == ("2026-12-08", "running")
        assert clocks(mine)["X03.objection"] == ("2026-11-30", "running")
    counter = await joint(city.guide, main["id"])
    assert [one["petition_no"] != "" for one in counter["agencies"]] == [True, True]  # type: ignore[attr-defined]
    assert {confirmation(counter, one)["band"] for one in ("police", "court")} == {"confirmed"}

    await answered(city, "court", main["collab_no"], result="not_supported")
    await city.settle()
    head = city.head("police")
    lead = await joint(head, (await own(city, "police", main["collab_no"]))["id"])
    assert (lead["role"], lead["missing"]) == ("lead", [1])
    early = await head.post(f"/joint/{lead['id']}/reply", json={"version": lead["version"], "body": "统一答复"})
    assert codes(early) == ["joint.parts_missing"]
    await answered(city, "police", main["collab_no"])
    await city.settle()
    lead = await joint(head, part(lead, "police")["own_petition_id"])
    assert part(lead, "court")["answer"] == "court的分项意见"
    ok(await head.post(f"/joint/{lead['id']}/reply", json={"version": lead["version"], "body": "统一答复：两项如下"}))
    await city.settle()

    main = await seen(city.guide, main["id"])
    assert main["state"] == "answered"
    assert clocks(main)["G03"][1] == "met"
    assert {one["no"]: one["result"] for one in main["requests"]} == {1: "supported", 2: "not_supported"}  # type: ignore[attr-defined]
    assert [one["opinion"] for one in main["answers"]] == ["统一答复：两项如下"]  # type: ignore[attr-defined]
    member = await joint(city.head("court"), (await own(city, "court", main["collab_no"]))["id"])
    assert (member["state"], member["role"]) == ("completed", "member")
    assert [one["body"] for one in member["replies"]] == ["统一答复：两项如下"]  # type: ignore[attr-defined]
    await act(city.head("committee"), await seen(city.head("committee"), main["id"]), "service")
    await city.settle()
    for agency in ("police", "court"):
        assert "answer_served" in (await own(city, agency, main["collab_no"]))["flags"]  # type: ignore[operator]
    assert await city.stuck() == []


async def test_at_the_earliest_end_the_answer_goes_out_and_names_what_is_missing(city: JointCity) -> None:
    main, _ = await _split(city)
    await answered(city, "police", main["collab_no"])
    await city.settle()
    city.later(days=61)
    head = city.head("police")
    lead = await joint(head, (await own(city, "police", main["collab_no"]))["id"])
    assert (lead["overdue"], lead["missing"]) == (True, [2])
    ok(await head.post(f"/joint/{lead['id']}/reply", json={"version": lead["version"], "body": "第二项尚未答复"}))
    await city.settle()
    counter = await joint(city.guide, main["id"])
    assert (counter["state"], counter["replies"][0]["missing"]) == ("answered", [2])  # type: ignore[index]
    assert (await seen(city.guide, main["id"]))["state"] == "joint"
    await answered(city, "court", main["collab_no"])
    await city.settle()
    lead = await joint(head, part(lead, "police")["own_petition_id"])
    ok(await head.post(f"/joint/{lead['id']}/reply", json={"version": lead["version"], "body": "补充答复"}))
    await city.settle()
    counter = await joint(city.guide, main["id"])
    assert [(one["edition"], one["parts"], one["missing"]) for one in counter["replies"]] == [  # type: ignore[attr-defined]
        (1, [1], [2]),
        (2, [2], []),
    ]
    assert (await seen(city.guide, main["id"]))["state"] == "answered"


async def test_nobody_leads_by_rule_the_committee_decides_in_two_working_days(city: JointCity) -> None:
    main, made = await _split(city, *UNCLEAR)
    assert (made["lead_agency"], made["state"]) == ("", "disputed")
    disputes = items(ok(await city.coordinator.get("/joint/disputes", params={"state": "open"})))
    assert [(one["about"], str(one["due"])[:10], one["agencies"]) for one in disputes] == [
        ("lead", "2026-11-25", ["police", "court"])
    ]
    started = [one.data for one in city.oversight["committee"].heard if one.type == "deadline.started"]
    assert "G02" in {one["rule"] for one in started}
    dispute = disputes[0]
    refused = await city.coordinator.post(
        f"/joint/disputes/{dispute['id']}/decision",
        json={"version": dispute["version"], "agency": "procuratorate", "reason": "指定"},
    )
    assert codes(refused) == ["joint.not_a_part"]
    decided = ok(
        await city.coordinator.post(
            f"/joint/disputes/{dispute['id']}/decision",
            json={"version": dispute["version"], "agency": "court", "reason": "主要争议在审理阶段"},
        )
    )
    assert (decided["state"], decided["agency"]) == ("decided", "court")
    await city.settle()
    for agency in ("police", "court"):
        view = await joint(city.head(agency), (await own(city, agency, main["collab_no"]))["id"])
        assert (view["lead_agency"], view["lead_rule"], view["state"]) == ("court", "decided", "open")
    assert [one.data["outcome"] for one in city.oversight["committee"].heard if one.type == "deadline.ended"][
        -1
    ] == "met"


async def test_a_member_disputes_the_lead_and_answers_reach_whoever_leads_in_the_end(city: JointCity) -> None:
    main, _ = await _split(city)
    await answered(city, "court", main["collab_no"])
    await city.settle()
    head = city.head("police")
    view = await joint(head, (await own(city, "police", main["collab_no"]))["id"])
    body = {"version": view["version"], "proposed": "court", "reason": "主要问题在执行环节"}
    view = ok(await head.post(f"/joint/{view['id']}/dispute", json=body))
    assert view["state"] == "disputed"
    await city.settle()
    assert (await joint(city.guide, main["id"]))["state"] == "disputed"
    dispute = items(ok(await city.coordinator.get("/joint/disputes")))[0]
    assert (dispute["raised_by"], dispute["proposed"]) == ("police", "court")
    ok(
        await city.coordinator.post(
            f"/joint/disputes/{dispute['id']}/decision",
            json={"version": dispute["version"], "agency": "court", "reason": "由法院牵头"},
        )
    )
    await city.settle()
    await answered(city, "police", main["collab_no"])
    await city.settle()
    court = city.head("court")
    lead = await joint(court, (await own(city, "court", main["collab_no"]))["id"])
    assert (lead["role"], lead["missing"]) == ("lead", [])
    ok(await court.post(f"/joint/{lead['id']}/reply", json={"version": lead["version"], "body": "由法院统一答复"}))
    await city.settle()
    assert (await seen(city.guide, main["id"]))["state"] == "answered"
    assert await city.stuck() == []


async def test_a_part_comes_back_by_objection_and_goes_to_another_agency(city: JointCity) -> None:
    main, _ = await _split(city)
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
    main, _ = await _split(city)
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


async def test_an_agency_offline_for_a_day_is_seen_at_the_counter_and_catches_up(city: JointCity) -> None:
    city.offline = {"court"}
    main, _ = await _split(city)
    waiting = confirmation(await joint(city.guide, main["id"]), "court")
    assert waiting["band"] == "waiting"
    assert (waiting["warn_at"], waiting["fail_at"]) == ("2026-11-23T03:00:00Z", "2026-11-24T02:00:00Z")
    city.later(hours=2)
    counter = await joint(city.guide, main["id"])
    assert (confirmation(counter, "court")["band"], confirmation(counter, "police")["band"]) == ("late", "confirmed")
    assert counter["unconfirmed"] == 1
    city.later(hours=23)
    assert confirmation(await joint(city.guide, main["id"]), "court")["band"] == "failed"
    await city.back("court")

    async def caught_up() -> bool:
        return confirmation(await joint(city.guide, main["id"]), "court")["band"] == "confirmed"

    await city.settle(caught_up)
    mine = await own(city, "court", main["collab_no"])
    assert clocks(mine)["X03"] == ("2026-12-09", "running")
    assert part(await joint(city.guide, main["id"]), "court")["petition_no"] == mine["petition_no"]
    assert await city.stuck() == []


async def test_doubled_lost_and_shuffled_messages_change_nothing(embedded_city: JointCity) -> None:
    city = embedded_city
    assert isinstance(city.bus, EmbeddedBus)
    city.bus.vices = Vices(seed=23, duplicate=0.4, drop=0.3, lost_confirm=0.2, reorder=True)
    view = await registered(city.guide)
    await split(city, city.guide, view, PARTS)

    async def arrived() -> bool:
        await city.again()
        found = [await city.rows(one, "SELECT count(*) FROM petition") for one in ("police", "court")]
        return found == [[(1,)], [(1,)]]

    await city.settle(arrived, seconds=60)
    for agency in ("police", "court"):
        await answered(city, agency, view["collab_no"])

    async def all_in() -> bool:
        await city.again()
        mine = await own(city, "police", view["collab_no"])
        return (await joint(city.head("police"), mine["id"]))["missing"] == []

    await city.settle(all_in, seconds=60)
    lead = await joint(city.head("police"), (await own(city, "police", view["collab_no"]))["id"])
    ok(
        await city.head("police").post(
            f"/joint/{lead['id']}/reply", json={"version": lead["version"], "body": "统一答复"}
        )
    )

    async def over() -> bool:
        await city.again()
        return (await seen(city.guide, view["id"]))["state"] == "answered"

    await city.settle(over, seconds=60)
    city.bus.vices = Vices(seed=1)
    await city.back()
    assert await city.rows("committee", "SELECT count(*) FROM joint_reply") == [(1,)]
    assert await city.rows("committee", "SELECT count(*) FROM petition_answer") == [(1,)]
    for agency in ("police", "court"):
        assert await city.rows(agency, "SELECT count(*) FROM petition") == [(1,)]
        assert await city.rows(agency, "SELECT count(*) FROM joint_matter") == [(1,)]
    assert await city.stuck() == []


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
    main, made = await _split(city)
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
