"""Opening from a report, once; suspects and their numbers; the schema is what the code declares."""

from tests.integration.casemgmt.city import City, listed
from tests.integration.casemgmt.shortcuts import filed
from tests.integration.schema import schema_differences
from zf_casemgmt.tables import Base
from zf_contracts.internal.deadlines import DeadlineStarted
from zf_contracts.internal.reports import CaseOpened, ReportRegistered
from zf_platform.provision import AgencyDatabase


async def test_the_same_report_opens_one_case(city: City) -> None:
    collab = await city.report("甲某")
    (opened,) = {one.case_no for one in city.told("police", CaseOpened) if isinstance(one, CaseOpened)}
    report_id = (await city.rows("police", "SELECT source_report_id FROM case_record"))[0][0]
    again = ReportRegistered.model_validate(
        {
            "report_id": report_id, "collab_no": collab, "receipt_no": "x", "unit": "criminal", "source": "walk_in",
            "kind": "criminal", "title": "盗窃案", "facts": "略。", "registered_by": "police.duty",
            "registered_at": city.clock.now(),
        }
    )  # fmt: skip
    before = await city.fingerprint("police")
    await city.hand("police", again, source="intake")
    assert await city.fingerprint("police") == before
    assert opened == "A3299000000002026090001"


async def test_case_numbers_run_on_in_the_month(city: City) -> None:
    for _ in range(2):
        await city.report("甲某")
    city.tick(days=30)
    await city.report("甲某")
    numbers = await city.rows("police", "SELECT case_no FROM case_record ORDER BY id")
    assert [str(row[0])[-10:] for row in numbers] == ["2026090001", "2026090002", "2026100001"]


async def test_opening_tells_intake_and_oversight_and_starts_the_review(city: City) -> None:
    collab = await city.report("甲某")
    receivers = [receiver for _, receiver, payload in city.said if isinstance(payload, CaseOpened)]
    assert sorted(receivers) == ["intake", "oversight"]
    clocks = [one.rule for one in city.told("police", DeadlineStarted) if isinstance(one, DeadlineStarted)]
    assert clocks == ["P02"]
    line = listed(await city.case("police", collab), "timeline")[0]
    assert (line["act"], line["actor_id"], line["from_state"]) == ("register_intake", "police.duty", "new")


async def test_a_suspect_needs_a_well_formed_number_or_none(city: City) -> None:
    collab = await filed(city)
    case = await city.case("police", collab)
    path = f"/cases/{case['id']}/suspects"
    wrong = {"version": case["version"], "name": "癸某", "id_kind": "citizen_id", "id_number": "110105194912310021"}
    assert await city.refused("police", "handler", path, wrong) == ["identifier.check_digit"]
    child = {"version": case["version"], "name": "少年", "birth_date": "2010-05-01"}
    view = await city.post("police", "handler", path, child)
    person = next(one for one in listed(view, "suspects_list") if one["name"] == "少年")
    assert (person["minor"], person["state"]) == (True, "none")


async def test_the_migration_makes_what_the_code_declares(databases: dict[str, AgencyDatabase]) -> None:
    database = databases["police"]
    assert await schema_differences(database.owner_url, schema="casemgmt", metadata=Base.metadata) == []
