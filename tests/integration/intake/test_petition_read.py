"""Who sees which petition, with what masked; worklists with what is due first; every reading of content is recorded."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from tests.integration.intake.petition_forms import CITIZEN_ID, Staff, petition, registered
from tests.integration.letters import audited
from zf_platform.clock import FixedClock
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest

ACCUSED: Mapping[str, object] = {
    "category": "accusation",
    "title": "举报执法人员",
    "accused": [
        {"kind": "unit", "unit": "economic", "name": "经侦支队"},
        {"kind": "person", "unit": "economic", "account_id": "police.leader", "name": "某庚", "post": "支队长"},
    ],
}


async def test_the_reach_of_the_permission_is_the_list(intake: ServiceUnderTest, staff: Staff) -> None:
    here = await registered(staff.receiver)
    there = await registered(staff.officer)
    assert await ids(staff.receiver) == [here["id"]]
    assert await ids(staff.other_receiver) == [here["id"]]
    assert await ids(staff.officer) == [there["id"]]
    assert set(await ids(staff.head)) == {here["id"], there["id"]}
    duty = intake.caller("police.duty", roles=["duty_officer"], unit="petition")
    assert await ids(duty) == []


async def test_anothers_petition_does_not_exist(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver)
    for method, path, body in (
        ("GET", f"/petitions/{view['id']}", None),
        ("POST", f"/petitions/{view['id']}/receipt", None),
    ):
        hidden = await staff.officer.call(method, path, json=body)
        absent = await staff.officer.call(method, path.replace(str(view["id"]), "0" * 8), json=body)
        assert hidden.status_code == absent.status_code == 404
        assert hidden.json()["problems"] == absent.json()["problems"]
    assert await audited(intake.service, "petition.read") == 0


async def test_reading_masks_numbers_and_is_recorded(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver)
    shown = (await staff.head.get(f"/petitions/{view['id']}")).json()
    (person,) = shown["persons"]
    assert (person["name"], person["address"]) == (PLANTED["name"], PLANTED["address"])
    assert person["id_masked"] == CITIZEN_ID[:6] + "**********" + CITIZEN_ID[-2:]
    assert person["phone_masked"] == "*******5678"
    assert (shown["petitioner"], shown["band"]) == (PLANTED["name"][0] + "*" * 4, "running")
    assert CITIZEN_ID not in str(shown)
    assert await audited(intake.service, "petition.read") == 1


async def test_an_accusation_is_for_those_who_must_know(staff: Staff) -> None:
    """Restricted: the registrar and whoever holds the permission for it; not the colleague at the next desk."""
    view = await registered(staff.receiver, **ACCUSED)
    assert await ids(staff.receiver) == [view["id"]]
    assert await ids(staff.head) == [view["id"]]
    assert await ids(staff.other_receiver) == []
    assert (await staff.other_receiver.get(f"/petitions/{view['id']}")).status_code == 404
    accused = (await staff.head.get(f"/petitions/{view['id']}")).json()["accused"]
    assert [(one["name"], one["hidden"]) for one in accused] == [("经侦支队", False), ("某庚", False)]


async def test_the_accused_never_see_it(intake: ServiceUnderTest, staff: Staff) -> None:
    """PET 30(3): neither the accused unit nor the accused person, whatever they may see otherwise."""
    view = await registered(staff.receiver, **ACCUSED)
    accused_unit_head = intake.caller("police.economic_head", roles=["petition_head"], unit="economic")
    for caller in (accused_unit_head, staff.leader, staff.accused_officer):
        assert await ids(caller) == []
        assert (await caller.get(f"/petitions/{view['id']}")).status_code == 404
        found = await caller.post("/petitions/person-search", json={"id_number": CITIZEN_ID, "reason": "核对前案"})
        assert found.json().get("items", []) == []
    assert (await staff.head.get(f"/petitions/{view['id']}")).status_code == 200


async def test_a_confidential_petitioner_is_known_to_few(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver, confidential=True)
    unit_mate = (await staff.other_receiver.get(f"/petitions/{view['id']}")).json()
    head = (await staff.head.get(f"/petitions/{view['id']}")).json()
    assert (unit_mate["persons"][0]["name"], unit_mate["persons"][0]["hidden"]) == ("", True)
    assert (unit_mate["petitioner"], head["petitioner"]) == ("", "")
    assert head["persons"][0]["name"] == PLANTED["name"]
    search = {"id_number": CITIZEN_ID, "reason": "核对前案"}
    for caller, count in ((staff.other_receiver, 0), (staff.receiver, 1), (staff.head, 1)):
        found = (await caller.post("/petitions/person-search", json=search)).json()["items"]
        assert len(found) == count
    assert await audited(intake.service, "petition.find_by_person") == 3


async def test_what_is_due_first_stands_first(staff: Staff, clock: FixedClock) -> None:
    late = await registered(staff.receiver, received_at="2026-10-10T09:00:00+08:00", title="早就收到的信")
    soon = await registered(staff.receiver, received_at="2026-11-10T09:00:00+08:00", title="不久前收到的信")
    new = await registered(staff.receiver, title="今天收到的信")
    rows = (await staff.receiver.get("/petitions")).json()["items"]
    assert [row["id"] for row in rows] == [late["id"], soon["id"], new["id"]]
    assert [row["band"] for row in rows] == ["overdue", "due_soon", "running"]
    assert await ids(staff.receiver, overdue="true") == [late["id"]]
    clocks = (await staff.receiver.get("/petitions/clocks", params={"band": "overdue"})).json()["items"]
    assert [(one["petition_id"], one["rule"], one["state"]) for one in clocks] == [(late["id"], "X02", "breached")]
    assert clocks[0]["days_left"] < 0


async def test_pages_follow_each_other_without_gap_or_repeat(staff: Staff) -> None:
    receiver = staff.receiver
    made = []
    for number in range(53):
        answer = await receiver.post("/petitions", json=petition(title=f"第{number}件"))
        made.append(answer.json()["petition"]["id"])
    first = (await receiver.get("/petitions")).json()
    second = (await receiver.get("/petitions", params={"cursor": first["next_cursor"]})).json()
    assert (len(first["items"]), len(second["items"]), second["next_cursor"]) == (50, 3, None)
    assert sorted(row["id"] for row in first["items"] + second["items"]) == sorted(made)


async def test_filters(staff: Staff, clock: FixedClock) -> None:
    plain = await registered(staff.receiver)
    clock.advance(timedelta(seconds=1))
    group = await registered(
        staff.receiver, channel="visit", people_count=9, urgent=True, title="集体_100%来访", category="suggestion"
    )
    receiver = staff.receiver
    assert await ids(receiver, q="案件") == [plain["id"]]
    assert await ids(receiver, q="_100%") == [group["id"]]
    assert await ids(receiver, q="%件%") == []
    assert await ids(receiver, q=str(group["petition_no"])) == [group["id"]]
    assert await ids(receiver, collective="true") == [group["id"]]
    assert await ids(receiver, urgent="true") == [group["id"]]
    assert await ids(receiver, category="appeal_claim") == [plain["id"]]
    assert await ids(receiver, repeat="true") == [group["id"]]
    assert await ids(receiver, mine="registered", state="registered") == await ids(receiver, open="true")
    assert await ids(receiver, mine="officer") == []


async def test_what_may_be_done_and_why_not(staff: Staff) -> None:
    view = await registered(staff.receiver)
    options = {one["act"]: one for one in (await staff.receiver.get(f"/petitions/{view['id']}")).json()["options"]}
    assert options["accept_petition"]["possible"]
    assert options["accept_petition"]["route"] == "acceptance"
    assert "raise_objection" not in options
    serious = await registered(staff.receiver, serious="major")
    blocked = {one["act"]: one for one in (await staff.receiver.get(f"/petitions/{serious['id']}")).json()["options"]}
    assert not blocked["answer_at_once"]["possible"]
    assert [reason["code"] for reason in blocked["answer_at_once"]["reasons"]] == ["stage.flag_present"]


@pytest.mark.parametrize("cursor", ["x' OR 1=1", "../..", "MjAyNi0xMS0yMw", "0" * 201])
async def test_a_foreign_cursor_is_refused(staff: Staff, cursor: str) -> None:
    assert (await staff.receiver.get("/petitions", params={"cursor": cursor})).status_code == 422


async def test_a_reprinted_slip_has_a_new_code_and_is_recorded(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await registered(staff.receiver)
    first = (await staff.receiver.post(f"/petitions/{view['id']}/receipt")).json()
    second = (await staff.receiver.post(f"/petitions/{view['id']}/receipt")).json()
    assert first["petitioner"] == PLANTED["name"][0] + "*" * 4
    assert first["petition_no"] == second["petition_no"] == view["petition_no"]
    assert (first["agency_name"], first["unit_name"], first["notice_due"]) == ("云川市公安局", "信访科", "2026-12-08")
    assert len({first["query_code"], second["query_code"]}) in (1, 2)
    assert await audited(intake.service, "petition.print_receipt") == 2


async def ids(caller: Caller, **params: str) -> list[object]:
    answer = await caller.get("/petitions", params=params)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["items"]]
