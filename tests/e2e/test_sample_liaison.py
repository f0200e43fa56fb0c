"""What the sample city starts with between its agencies: everybody knows the officers, tasks and documents stand where told."""

import pytest

from zf_node.demo.desk import Json, Town, until
from zf_node.demo.liaison import furnish_liaison
from zf_node.demo.oversight_matters import furnish_oversight

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


async def test_every_agency_knows_the_officers_and_finds_its_tasks_and_documents(town: Town) -> None:
    assert await furnish_liaison(town) == 16

    async def ten_officers() -> Json | None:
        rows: object = await town.desk("court.leader").get("liaison", "/liaison-officers")
        assert isinstance(rows, list)
        return {"rows": rows} if len({row["name"] for row in rows}) >= 10 else None

    await until(ten_officers, what="联络员名录到达法院")
    mine = await _rows(town, "police.legal", "/tasks", state="all")
    states = {row["title"]: row["state"] for row in mine}
    assert states["督办夜间噪声扰民重复信访"] == "in_progress"
    assert states["督办涉案车辆长期未返还"] == "reported"
    account: object = await town.desk("justice.leader").get("liaison", "/tasks/account")
    assert isinstance(account, list)
    assert "督办涉案车辆长期未返还" in [row["title"] for row in account]

    async def signed_for() -> Json | None:
        rows = await _rows(town, "procuratorate.chief", "/notices", state="all")
        return {"rows": rows} if {"draft", "signed_for"} <= {row["state"] for row in rows} else None

    await until(signed_for, what="监督文书签收到达检察院")


async def test_every_demo_department_finds_its_matters_of_oversight(town: Town) -> None:
    assert await furnish_oversight(town) == 5
    states = {row["title"]: row["state"] for row in await _rows(town, "police.inspector", "/cooperation")}
    assert states == {"云岭派出所接警后未出警": "inquiring"}
    inside = {row["title"]: row["role"] for row in await _rows(town, "police.petition", "/cooperation")}
    assert inside["信访件超期未答复"] == "both"
    findings = {row["title"]: row["state"] for row in await _rows(town, "police.leader", "/cooperation")}
    owners = (await town.desk("justice.office").get("liaison", "/cooperation/problems"))["problems"]
    assert isinstance(owners, list)
    assert "金秋实" in [row["owner"] for row in owners]
    assert findings["第一轮巡视督查：临河派出所"] == "signed_for"


async def _rows(town: Town, username: str, path: str, **params: str) -> list[Json]:
    items = (await town.desk(username).get("liaison", path, **params))["items"]
    assert isinstance(items, list)
    return items
