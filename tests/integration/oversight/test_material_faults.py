"""Material asked for again stands in oversight once each; leaders read it by unit and period."""

from datetime import date, datetime

from tests.integration.letters import deliver
from zf_contracts.internal.materials import MaterialFaultNoted
from zf_platform.clock import ZONE
from zf_platform.testing import Caller, ServiceUnderTest

AT = datetime(2026, 11, 20, 10, 0, tzinfo=ZONE)


def noted(**changed: object) -> MaterialFaultNoted:
    values: dict[str, object] = {
        "fault_id": "f1", "unit": "petition", "number": "云公信材告字〔2026〕2号", "no": 2, "petition_id": "p1",
        "petition_no": "XFV329900202611200001", "reason": "请求发生变化", "person_name": "李", "issued_at": AT,
        "happened_on": date(2026, 11, 20),
    }  # fmt: skip
    return MaterialFaultNoted.model_validate({**values, **changed})


async def test_a_fault_is_counted_once_for_its_unit_and_leads_to_its_matter(
    oversight: ServiceUnderTest, leader: Caller
) -> None:
    nameless = {"petition_id": "", "petition_no": "", "reason": ""}
    await deliver(
        oversight.service,
        noted(),
        noted(fault_id="f2", no=3, **nameless),
        noted(fault_id="f3", unit="hall"),
        noted(),
        noted(fault_id="f4", happened_on=date(2025, 3, 1)),
        sender="intake",
    )
    counts = (await leader.get("/repeated-notices/counts")).json()
    assert [(one["unit"], one["total"]) for one in counts["units"]] == [("petition", 2), ("hall", 1)]
    assert counts["total"] == 3
    items = (await leader.get("/repeated-notices", params={"unit": "petition"})).json()["items"]
    assert [(one["id"], one["petition_id"], one["reason"]) for one in items] == [
        ("f2", "", ""), ("f1", "p1", "请求发生变化"),
    ]  # fmt: skip
    old = {"since": "2025-01-01", "until": "2025-12-31"}
    assert [one["id"] for one in (await leader.get("/repeated-notices", params=old)).json()["items"]] == ["f4"]


async def test_pages_of_faults_follow_each_other(oversight: ServiceUnderTest, leader: Caller) -> None:
    await deliver(oversight.service, *(noted(fault_id=f"f{no:02d}") for no in range(53)), sender="intake")
    first = (await leader.get("/repeated-notices")).json()
    rest = (await leader.get("/repeated-notices", params={"cursor": first["next_cursor"]})).json()
    seen = [one["id"] for one in (*first["items"], *rest["items"])]
    assert (seen, rest["next_cursor"]) == ([f"f{no:02d}" for no in reversed(range(53))], None)


async def test_a_reversed_period_is_refused_and_the_list_is_for_leaders(
    oversight: ServiceUnderTest, leader: Caller
) -> None:
    for path in ("/repeated-notices", "/repeated-notices/counts"):
        answer = await leader.get(path, params={"since": "2026-11-02", "until": "2026-11-01"})
        assert answer.status_code == 422
        assert answer.json()["problems"][0]["code"] == "board.period_reversed"
    clerk = oversight.caller("police.receiver", roles=["receiver"], unit="petition")
    assert (await clerk.get("/repeated-notices")).status_code == 403
