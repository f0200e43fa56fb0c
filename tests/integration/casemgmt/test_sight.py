"""Who sees what: own, unit, agency; another's matter does not exist; reading leaves a trace."""

import pytest

from tests.integration.casemgmt.city import City, listed
from tests.integration.casemgmt.shortcuts import filed


async def matters(city: City) -> tuple[str, str]:
    """One case of each of two units; the second has no handler."""
    return await filed(city, title="第一支队案"), await city.report("庚某", unit="economic", title="经侦支队案")


async def test_the_worklist_ends_where_the_reach_ends(city: City) -> None:
    await matters(city)
    for role, titles in (
        ("handler", ["第一支队案"]),
        ("other_handler", ["经侦支队案"]),
        ("legal", ["经侦支队案", "第一支队案"]),
        ("leader", ["经侦支队案", "第一支队案"]),
    ):
        rows = listed(await city.get("police", role, "/cases"), "items")
        assert [row["title"] for row in rows] == titles, role
    mine = listed(await city.get("police", "legal", "/cases?mine=true"), "items")
    assert mine == []
    found = listed(await city.get("police", "legal", "/cases?q=经侦"), "items")
    assert [row["title"] for row in found] == ["经侦支队案"]
    literal = listed(await city.get("police", "legal", "/cases?q=%25"), "items")
    assert literal == [], "a percent sign is a character, not a wildcard"


async def test_anothers_case_answers_like_no_case(city: City) -> None:
    first, second = await matters(city)
    foreign = await city.case_id("police", second)
    assert first != second
    unseen = await city.as_("police", "handler").get(f"/cases/{foreign}")
    missing = await city.as_("police", "handler").get("/cases/01a00000-0000-7000-8000-000000000000")
    assert unseen.status_code == missing.status_code == 404
    assert {**unseen.json(), "request_id": ""} == {**missing.json(), "request_id": ""}
    body = {"version": 3, "type": "closing_report", "dated": "2026-09-01"}
    del body["version"]
    answer = await city.try_post("police", "handler", f"/cases/{foreign}/documents", body)
    assert answer.status_code == 404


async def test_own_reach_lets_only_the_handler_act(city: City) -> None:
    first, _ = await matters(city)
    await city.assign("police", "head", first, "handler")
    case = await city.case("police", first)
    colleague = ("police.colleague", ("handler",), "criminal", "同队民警")
    body = {"version": case["version"], "name": "辛某"}
    codes = await city.refused_as("police", colleague, f"/cases/{case['id']}/suspects", body, status=403)
    assert codes == ["authority.not_own_matter"]
    await city.post("police", "handler", f"/cases/{case['id']}/suspects", body)


@pytest.mark.parametrize("path", ["/cases", "/deadlines", "/transfers", "/packages"])
async def test_lists_are_for_those_with_the_permission(city: City, path: str) -> None:
    answer = await city.as_("police", "operator").get(path)
    assert answer.status_code == 403
    assert (await city.services["police"].stranger().get(path)).status_code == 401


async def test_clocks_and_transfers_end_at_the_same_reach(city: City) -> None:
    first, _ = await matters(city)
    clocks = listed(await city.get("police", "other_handler", "/deadlines"), "items")
    assert {clock["rule"] for clock in clocks} == {"P02"}
    await city.prepare("police", "handler", first, "prosecution", "procuratorate")
    assert listed(await city.get("police", "other_handler", "/transfers"), "items") == []
    (row,) = listed(await city.get("police", "handler", "/transfers"), "items")
    answer = await city.as_("police", "other_handler").get(f"/transfers/{row['id']}")
    assert answer.status_code == 404


async def test_reading_a_case_is_recorded(city: City) -> None:
    first, _ = await matters(city)
    case_id = await city.case_id("police", first)
    await city.get("police", "leader", f"/cases/{case_id}")
    rows = await city.rows(
        "police",
        f"SELECT account_id, sensitive_read FROM audit_entry WHERE act = 'case.read' AND object_id = '{case_id}'",
    )
    assert ("police.leader", True) in rows


async def test_pages_follow_each_other_without_gap_or_overlap(city: City) -> None:
    for number in range(3):
        await city.report("壬某", title=f"第{number}案")
    await city.rows("police", "SELECT 1")
    await _copy_cases(city, 60)
    seen: list[str] = []
    cursor = ""
    while True:
        view = await city.get("police", "legal", f"/cases?cursor={cursor}")
        seen += [str(row["id"]) for row in listed(view, "items")]
        if view["next_cursor"] is None:
            break
        cursor = str(view["next_cursor"])
    assert len(seen) == len(set(seen)) == 63
    assert (await city.as_("police", "legal").get("/cases?cursor=nonsense")).status_code == 422


async def _copy_cases(city: City, count: int) -> None:
    """Rows that only lists read."""
    engine = city.services["police"].service.parts.database.engine
    async with engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO case_record (id, case_no, collab_no, kind, title, unit, state, holder, opened_at, last_act_at)"
            " SELECT 'copy-' || n, 'A-' || n, 'X-' || n, kind, title, unit, state, holder, opened_at, last_act_at"
            f" FROM (SELECT * FROM case_record LIMIT 1) one, generate_series(1, {count}) n"
        )
