"""A second notice of missing material reaches the oversight of its own agency over the bus, once, and nobody else's."""

from tests.integration.joint.city import JointCity
from tests.integration.joint.steps import ok, registered

TYPE = "petition.material_fault.noted"
NOTICE = {"due": "2026-12-07", "place": "联合接待大厅3号窗口"}


def heard(city: JointCity, agency: str) -> list[dict[str, object]]:
    return [envelope.data for envelope in city.oversight[agency].heard if envelope.type == TYPE]


async def test_the_own_oversight_hears_of_it_once(city: JointCity) -> None:
    head = city.head("court")
    petition = await registered(head)
    base = f"/petitions/{petition['id']}/materials"
    ok(await head.post(base, json={"checklist": "general", "received": ["letter"]}))
    for reason in ("", "请求发生变化"):
        ok(await head.post(f"{base}/notices", json={**NOTICE, "reason": reason}))
    for _ in range(2):
        assert await city.service("court").scheduler.run_now("tell_material_faults")

    async def told() -> bool:
        return len(heard(city, "court")) == 1

    await city.settle(told)
    assert await city.service("court").scheduler.run_now("tell_material_faults")
    await city.settle()
    (fault,) = heard(city, "court")
    assert (fault["petition_no"], fault["no"], fault["reason"]) == (petition["petition_no"], 2, "请求发生变化")
    assert [agency for agency in ("police", "procuratorate", "committee") if heard(city, agency)] == []
    assert await city.stuck() == []
