"""One box over cases: number, suspect, name, words, within sight only; whoever gets the case finds it."""

from sqlalchemy import text

from tests.integration.casemgmt.city import City
from tests.integration.casemgmt.shortcuts import filed
from zf_node.upkeep_commands import CASEMGMT, Place, gone_through, index_steps
from zf_platform.provision import AgencyDatabase
from zf_platform.service import async_url


async def found(city: City, role: str, typed: str) -> list[tuple[str, list[str]]]:
    """(title, reasons) of each hit."""
    answer = await city.as_("police", role).post("/search", json={"text": typed})
    assert answer.status_code == 200, answer.text
    return [(hit["title"], [one["why"] for one in hit["reasons"]]) for hit in answer.json()["items"]]


async def test_a_case_is_found_by_number_suspect_name_and_words(city: City) -> None:
    collab = await filed(city, "丙某", title="云岭商场手机被盗案")
    case = await city.case("police", collab)
    title = "云岭商场手机被盗案"
    assert await found(city, "handler", str(case["case_no"])) == [(title, ["number"])]
    assert await found(city, "handler", collab[:12].lower()) == [(title, ["number"])]
    assert await found(city, "handler", "丙某") == [(title, ["name"])]
    assert await found(city, "handler", "手机被盗") == [(title, ["words"])]
    assert await found(city, "handler", "没有这样的案件") == []


async def test_a_suspect_added_later_is_found_by_number(city: City) -> None:
    collab = await filed(city, title="诈骗案")
    case = await city.case("police", collab)
    body = {"version": case["version"], "name": "辛某", "id_kind": "citizen_id", "id_number": "11010519491231002X"}
    await city.post("police", "handler", f"/cases/{case['id']}/suspects", body)
    assert await found(city, "handler", "１１０１０５１９４９１２３１００２x") == [("诈骗案", ["person"])]


async def test_hits_end_where_the_reach_ends_and_follow_the_handler(city: City) -> None:
    collab = await city.report("庚某", unit="economic", title="经侦支队案")
    assert await found(city, "handler", "经侦支队") == []
    assert await found(city, "legal", "经侦支队") == [("经侦支队案", ["words"])]
    assert await found(city, "other_handler", "经侦支队") == [("经侦支队案", ["words"])]
    assert (await city.as_("police", "operator").post("/search", json={"text": "经侦支队"})).status_code == 403
    await city.assign("police", "leader", collab, "handler")
    assert await found(city, "handler", "经侦支队") == [("经侦支队案", ["words"])]


async def test_cases_from_before_the_index_come_in_with_the_command(
    city: City, databases: dict[str, AgencyDatabase]
) -> None:
    await filed(city, "丙某", title="云岭商场手机被盗案")
    service = city.services["police"].service
    key = service.parts.settings.personal_key
    assert key is not None
    async with service.parts.database.session() as session:
        await session.execute(text("DELETE FROM search_key"))
        await session.execute(text("DELETE FROM search_entry"))
        await session.commit()
    assert await found(city, "handler", "手机被盗") == []
    url = async_url(databases["police"].service_urls[CASEMGMT])
    place = Place("police", url, key.get_secret_value(), "", CASEMGMT)
    for _again in range(2):
        assert await gone_through(place, index_steps(CASEMGMT)) == {"search_index_cases": 1}
    assert await found(city, "handler", "丙某") == [("云岭商场手机被盗案", ["name"])]
    assert await found(city, "handler", "手机被盗") == [("云岭商场手机被盗案", ["words"])]
