"""The directory of liaison officers on all nodes, and the self-test of a line; over both buses."""

from datetime import date

from tests.integration.liaison.town import Town
from tests.integration.supervision.acting import TASK, View, act, codes, coordinator, ok, reached, reviewer, see
from zf_contracts.interagency.directory import LiaisonOfficerChanged, OfficerTold
from zf_liaison.exchange.ledger import send
from zf_platform.testing import Caller
from zf_platform.transaction import Cause, service_actor

OFFICER: dict[str, object] = {
    "unit": "legal",
    "post": "officer",
    "name": "沈文静",
    "title": "法制支队副支队长",
    "phone": "000-0000-1101",
    "term_from": "2026-01-01",
    "term_until": "2027-12-31",
}


def keeper(city: Town, agency: str = "police") -> Caller:
    return city.nodes[agency].caller(f"{agency}.k", roles=["case_office_clerk"], unit="case_office", name="名录员")


async def officers(city: Town, agency: str) -> list[View]:
    found: list[View] = (await keeper(city, agency).get("/liaison-officers", params={"agency": "police"})).json()
    return found


async def added(city: Town) -> View:
    answer = await keeper(city).post("/liaison-officers", json=OFFICER)
    assert answer.status_code == 201, answer.text
    (made,) = answer.json()
    found: View = made
    return found


async def everywhere(city: Town, *, version: int) -> None:
    async def told() -> bool:
        rows = [await officers(city, agency) for agency in city.nodes]
        return all(found and found[0]["version"] == version for found in rows)

    await city.settle(told, seconds=40)


async def test_an_officer_is_told_to_every_node_with_absence_and_substitute(city: Town) -> None:
    made = await added(city)
    await everywhere(city, version=1)
    away = {**OFFICER, "absent_from": "2026-11-20", "absent_until": "2026-11-30", "substitute": "陈志远", "version": 1}
    ok(await keeper(city).post(f"/liaison-officers/{made['id']}", json=away))
    await everywhere(city, version=2)
    for agency in city.nodes:
        (row,) = await officers(city, agency)
        assert (row["standing"], row["acting"], row["ours"]) == ("absent", "陈志远", agency == "police")
    stale = await keeper(city).post(f"/liaison-officers/{made['id']}", json=away)
    assert stale.status_code == 409


async def test_a_change_about_another_agencys_officer_is_refused_and_recorded(embedded_city: Town) -> None:
    city = embedded_city
    made = await added(city)
    await everywhere(city, version=1)
    foreign = await keeper(city, "procuratorate").post(
        f"/liaison-officers/{made['id']}", json={**OFFICER, "name": "冒名", "version": 1}
    )
    assert codes(foreign) == ["directory.not_owner"]
    tried = await city.rows("procuratorate", "SELECT object_id, reason FROM audit_entry WHERE act = 'act.refused'")
    assert tried == [(f"/liaison-officers/{made['id']}", "directory.not_owner")]
    for owner in ("police", "procuratorate"):
        body = OfficerTold(
            officer_id=str(made["id"]),
            agency=owner,
            unit="legal",
            post="officer",
            name="冒名",
            term_from=date(2026, 1, 1),
            revision=9,
            acted_at=city.clock.now(),
        )
        await _send(city, LiaisonOfficerChanged(body=body))
    assert [row["name"] for row in await officers(city, "committee")] == ["沈文静"]
    found = await city.rows("committee", "SELECT problems FROM ledger WHERE state = 'rejected'")
    assert len(found) == 2
    assert all("directory.not_owner" in str(row[0]) for row in found)
    refused = await city.rows("committee", "SELECT count(*) FROM audit_entry WHERE act = 'exchange.reject'")
    assert refused == [(2,)]


async def _send(city: Town, payload: LiaisonOfficerChanged) -> None:
    service = city.service("procuratorate")
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="forged"))
        send(scope, payload, peer="committee", collab_no=payload.body.officer_id, acted_at=city.clock.now())
        await transaction.commit()
    await city.drain()


async def test_one_click_is_one_message_and_one_receipt_with_times(embedded_city: Town) -> None:
    city = embedded_city
    operator = city.nodes["police"].caller("o", roles=["operator"], unit="information", name="运维")
    message_id = ok(await operator.post("/peers/committee/tests"))["message_id"]

    async def answered() -> bool:
        view = (await operator.get(f"/ledger/{message_id}")).json()
        done = {one["step"] for one in view["evidences"] if one["state"] == "done"}
        return done >= {"submitted", "relayed", "delivered"}

    await city.settle(answered)
    assert await city.value("committee", "SELECT count(*) FROM ledger WHERE type = 'exchange.line.tested'") == 1
    assert codes(await operator.post("/peers/moon/tests")) == ["exchange.peer_not_allowed"]


async def test_what_urges_names_the_officer_in_charge_today(city: Town) -> None:
    """Absent officer → substitute; without one the deputy: named in the message and seen by the receiver."""
    made = await added(city)
    deputy = {**OFFICER, "post": "deputy", "name": "韩立群", "phone": "000-0000-1102"}
    ok(await keeper(city).post("/liaison-officers", json=deputy))
    await everywhere(city, version=1)
    zhi, fa = coordinator(city), reviewer(city)
    task_id = str(ok(await zhi.post("/tasks", json=TASK))["id"])
    await reached(city, fa, task_id, "issued")
    await act(zhi, task_id, "remind", text="请签收")
    away = {**OFFICER, "absent_from": "2026-11-20", "absent_until": "2026-11-30", "substitute": "陈志远", "version": 1}
    ok(await keeper(city).post(f"/liaison-officers/{made['id']}", json=away))
    await everywhere(city, version=2)
    await act(zhi, task_id, "remind", text="再次催办")
    over = {**OFFICER, "term_until": "2026-11-01", "version": 2}
    ok(await keeper(city).post(f"/liaison-officers/{made['id']}", json=over))
    await everywhere(city, version=3)
    await act(zhi, task_id, "remind", text="第三次催办")

    async def all_there() -> bool:
        return len([one for one in (await see(fa, task_id))["steps"] if one["act"] == "remind"]) == 3

    await city.settle(all_there, seconds=40)
    named = [one["officer"] for one in (await see(fa, task_id))["steps"] if one["act"] == "remind"]
    assert named == ["沈文静 000-0000-1101", "陈志远 000-0000-1101", "韩立群 000-0000-1102"]
    assert {one["officer"] for one in (await see(fa, task_id))["steps"] if one["act"] != "remind"} == {""}
