"""One joint matter of police and court: split, two clocks, two answers, one combined answer; over both buses."""

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import (
    PARTS,
    act,
    answered,
    clocks,
    codes,
    confirmation,
    items,
    joint,
    joint_at,
    ok,
    own,
    part,
    registered,
    reply,
    seen,
    split,
    split_in_hall,
)
from tests.integration.schema import schema_differences
from zf_intake.tables import Base
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.provision import AgencyDatabase

UNCLEAR = (
    {"agency": "police", "request_nos": [1], "case_no": "A3299000000002026110001"},
    {"agency": "court", "request_nos": [2], "case_no": "（2026）苏9901刑初1号"},
)


async def test_the_migration_makes_the_tables_the_code_declares(databases: dict[str, AgencyDatabase]) -> None:
    url = databases["court"].owner_url
    assert await schema_differences(url, schema="intake", metadata=Base.metadata) == []


async def test_one_registration_becomes_a_petition_of_each_agency_with_its_own_clocks(city: JointCity) -> None:
    main, made = await split_in_hall(city)
    assert (main["state"], made["lead_agency"], made["lead_rule"]) == ("joint", "police", "main_request")
    assert clocks(main)["G03"] == ("2027-01-22", "running")
    for agency, request in (("police", "要求尽快答复案件办理情况"), ("court", "要求退还被扣押的电动车")):
        mine = await own(city, agency, main["collab_no"])
        assert [one["content"] for one in mine["requests"]] == [request]  # type: ignore[attr-defined]
        assert (mine["origin"], mine["origin_agency"], mine["state"]) == ("joint", "committee", "received")
        assert clocks(mine)["X03"] == ("2026-12-08", "running")
        assert clocks(mine)["X03.objection"] == ("2026-11-30", "running")
        assert clocks(mine)["X10"] == ("2027-01-22", "running")
    counter = await joint(city.guide, main["id"])
    assert [one["petition_no"] != "" for one in counter["agencies"]] == [True, True]  # type: ignore[attr-defined]
    assert {confirmation(counter, one)["band"] for one in ("police", "court")} == {"confirmed"}


async def test_two_answers_become_one_that_is_served_once(city: JointCity) -> None:
    main, _ = await split_in_hall(city)
    matter = main["collab_no"]
    await answered(city, "court", matter, result="not_supported")
    await city.settle()
    lead = await joint_at(city, "police", matter)
    assert (lead["role"], lead["missing"]) == ("lead", [1])
    assert codes(await reply(city, "police", matter, "统一答复")) == ["joint.parts_missing"]
    assert codes(await reply(city, "court", matter, "统一答复")) == ["joint.not_the_lead"]
    await answered(city, "police", matter)
    await city.settle()
    mine = await own(city, "court", matter)
    served = {"version": mine["version"]}
    alone = await city.head("court").post(f"/petitions/{mine['id']}/service", json=served)
    assert not alone.is_success, "a part is answered by the lead agency, not by itself"
    assert part(await joint_at(city, "police", matter), "court")["answer"] == "court的分项意见"
    ok(await reply(city, "police", matter, "统一答复：两项如下"))
    await city.settle()
    main = await seen(city.guide, main["id"])
    assert (main["state"], clocks(main)["G03"][1]) == ("answered", "met")
    assert {one["no"]: one["result"] for one in main["requests"]} == {1: "supported", 2: "not_supported"}  # type: ignore[attr-defined]
    assert [one["opinion"] for one in main["answers"]] == ["统一答复：两项如下"]  # type: ignore[attr-defined]
    member = await joint_at(city, "court", matter)
    assert (member["state"], member["role"]) == ("completed", "member")
    assert [one["body"] for one in member["replies"]] == ["统一答复：两项如下"]  # type: ignore[attr-defined]
    await act(city.head("committee"), await seen(city.head("committee"), main["id"]), "service")
    await city.settle()
    for agency in ("police", "court"):
        assert "answer_served" in (await own(city, agency, matter))["flags"]  # type: ignore[operator]
    assert await city.stuck() == []


async def test_at_the_earliest_end_the_answer_goes_out_and_names_what_is_missing(city: JointCity) -> None:
    main, _ = await split_in_hall(city)
    matter = main["collab_no"]
    await answered(city, "police", matter)
    await city.settle()
    city.later(days=61)
    lead = await joint_at(city, "police", matter)
    assert (lead["overdue"], lead["missing"]) == (True, [2])
    ok(await reply(city, "police", matter, "第二项尚未答复"))
    await city.settle()
    counter = await joint(city.guide, main["id"])
    assert (counter["state"], counter["replies"][0]["missing"]) == ("answered", [2])  # type: ignore[index]
    assert (await seen(city.guide, main["id"]))["state"] == "joint"
    await answered(city, "court", matter)
    await city.settle()
    ok(await reply(city, "police", matter, "补充答复"))
    await city.settle()
    counter = await joint(city.guide, main["id"])
    assert [(one["edition"], one["parts"], one["missing"]) for one in counter["replies"]] == [  # type: ignore[attr-defined]
        (1, [1], [2]),
        (2, [2], []),
    ]
    assert (await seen(city.guide, main["id"]))["state"] == "answered"


async def test_nobody_leads_by_rule_the_committee_decides_in_two_working_days(city: JointCity) -> None:
    main, made = await split_in_hall(city, *UNCLEAR)
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
    main, _ = await split_in_hall(city)
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
    lead = await joint_at(city, "court", main["collab_no"])
    assert (lead["role"], lead["missing"]) == ("lead", [])
    ok(await reply(city, "court", main["collab_no"], "由法院统一答复"))
    await city.settle()
    assert (await seen(city.guide, main["id"]))["state"] == "answered"
    assert await city.stuck() == []


async def test_an_agency_offline_for_a_day_is_seen_at_the_counter_and_catches_up(city: JointCity) -> None:
    city.offline = {"court"}
    main, _ = await split_in_hall(city)
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
        return (await joint_at(city, "police", view["collab_no"]))["missing"] == []

    await city.settle(all_in, seconds=60)
    ok(await reply(city, "police", view["collab_no"], "统一答复"))

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
