"""Who sees which reports, what is masked, and what reading leaves behind."""

from datetime import timedelta

import pytest

from tests.integration.intake.forms import form
from tests.integration.letters import audited
from tests.integration.schema import schema_differences
from zf_intake.tables import Base
from zf_platform.clock import FixedClock
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest


async def test_the_list_keeps_to_the_readers_reach(
    intake: ServiceUnderTest, officer: Caller, clock: FixedClock
) -> None:
    here = (await officer.post("/reports", json=form())).json()["id"]
    clock.advance(timedelta(seconds=1))
    there = (await officer.post("/reports", json=form(unit="linhe_station"))).json()["id"]
    foreign = intake.caller("police.other", roles=["handler"], unit="linhe_station")
    leader = intake.caller("police.leader", roles=["bureau_leader"], unit="leadership")
    receiver = intake.caller("police.receiver", roles=["receiver"], unit="yunling_station")
    assert await ids(officer) == [there, here]
    assert await ids(foreign) == [there]
    assert await ids(leader) == [there, here]
    assert await ids(receiver) == []


async def test_anothers_report_does_not_exist(intake: ServiceUnderTest, officer: Caller) -> None:
    report = (await officer.post("/reports", json=form())).json()["id"]
    foreign = intake.caller("police.other", roles=["handler"], unit="linhe_station")
    for path in (f"/reports/{report}", f"/reports/{report}/receipt"):
        hidden = await foreign.get(path)
        absent = await foreign.get(path.replace(report, "0" * 8))
        assert hidden.status_code == absent.status_code == 404
        assert hidden.json()["problems"] == absent.json()["problems"]
    assert await audited(intake.service, "report.read") == 0


async def test_reading_masks_numbers_and_is_recorded(intake: ServiceUnderTest, officer: Caller) -> None:
    report = (await officer.post("/reports", json=form())).json()["id"]
    shown = (await officer.get(f"/reports/{report}")).json()
    assert shown["reporter_name"] == PLANTED["name"]
    assert shown["reporter_id_masked"] == "110105**********15"
    assert shown["suspects"][0]["id_number"] == "110105**********2X"
    assert await audited(intake.service, "report.read") == 1


async def test_a_confidential_reporter_is_known_to_few(intake: ServiceUnderTest, officer: Caller) -> None:
    secret = form(reporter={"name": PLANTED["name"], "id_number": PLANTED["id_number"], "confidential": True})
    report = (await officer.post("/reports", json=secret)).json()["id"]
    colleague = intake.caller("police.colleague", roles=["handler"], unit="yunling_station")
    leader = intake.caller("police.leader", roles=["bureau_leader"], unit="leadership")
    names = {}
    for who, caller in (("registrar", officer), ("colleague", colleague), ("leader", leader)):
        shown = (await caller.get(f"/reports/{report}")).json()
        receipt = (await caller.get(f"/reports/{report}/receipt")).json()
        names[who] = (shown["reporter_name"], bool(shown["reporter_id_masked"]), receipt["reporter_name"])
    name = PLANTED["name"]
    assert names == {"registrar": (name, True, name), "colleague": ("", False, ""), "leader": (name, True, name)}


async def test_pages_follow_each_other_without_gap_or_repeat(officer: Caller) -> None:
    made = [(await officer.post("/reports", json=form(title=f"第{number}件"))).json()["id"] for number in range(53)]
    first = (await officer.get("/reports")).json()
    second = (await officer.get("/reports", params={"cursor": first["next_cursor"]})).json()
    assert (len(first["items"]), len(second["items"]), second["next_cursor"]) == (50, 3, None)
    seen = [row["id"] for row in first["items"] + second["items"]]
    assert sorted(seen) == sorted(made)
    assert seen == sorted(seen, reverse=True)


async def test_filters_find_by_title_number_source_and_unit(officer: Caller, clock: FixedClock) -> None:
    bike = (await officer.post("/reports", json=form())).json()
    clock.advance(timedelta(seconds=1))
    fight = (await officer.post("/reports", json=form(title="打架_100%", source="alert", unit="linhe_station"))).json()
    assert await ids(officer, q="电动车") == [bike["id"]]
    assert await ids(officer, q="_100%") == [fight["id"]]
    assert await ids(officer, q="%动%") == []
    assert await ids(officer, q=bike["collab_no"]) == [bike["id"]]
    assert await ids(officer, source="alert") == [fight["id"]]
    assert await ids(officer, unit="linhe_station") == [fight["id"]]
    assert await ids(officer, mine="true", waiting="true") == [fight["id"], bike["id"]]


async def test_a_person_is_found_by_number_and_the_search_is_recorded(
    intake: ServiceUnderTest, officer: Caller
) -> None:
    report = (await officer.post("/reports", json=form())).json()["id"]
    secret = form(reporter={"id_kind": "citizen_id", "id_number": PLANTED["id_number"], "confidential": True})
    await officer.post("/reports", json=secret)
    for number in ("１１０１０５１９４９１２３１００２x", PLANTED["id_number"]):
        body = {"id_number": number, "reason": "核对前案"}
        found = (await officer.post("/reports/person-search", json=body)).json()["items"]
        assert report in [row["id"] for row in found]
        assert len(found) == (2 if number.startswith("１") else 1), "a confidential reporter is not found"
    assert await audited(intake.service, "report.find_by_person") == 2


@pytest.mark.parametrize("cursor", ["x' OR 1=1", "../..", "0" * 65])
async def test_a_foreign_cursor_is_refused(officer: Caller, cursor: str) -> None:
    assert (await officer.get("/reports", params={"cursor": cursor})).status_code == 422


async def test_the_receipt_says_what_the_reporter_needs(officer: Caller) -> None:
    report = (await officer.post("/reports", json=form())).json()
    receipt = (await officer.get(f"/reports/{report['id']}/receipt")).json()
    assert (receipt["agency_name"], receipt["unit_name"]) == ("云川市公安局", "云岭派出所")
    assert receipt["registered_by_name"] == "值班民警"
    assert receipt["collab_no"] == report["collab_no"]
    assert [item["title"] for item in receipt["items"]] == ["购车发票", "监控录像光盘"]
    assert "回执" in receipt["query_hint_zh"]


async def test_the_migrations_make_the_declared_tables(database: AgencyDatabase) -> None:
    assert await schema_differences(database.service_urls["intake"], schema="intake", metadata=Base.metadata) == []


async def ids(caller: Caller, **params: str) -> list[str]:
    answer = await caller.get("/reports", params=params)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["items"]]
