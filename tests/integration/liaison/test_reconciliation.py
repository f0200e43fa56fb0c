"""Two ledgers compared: equal, different and repaired, silent; today so far and yesterday."""

from tests.integration.liaison.town import NOW, Town, later, submitted
from zf_contracts.internal.transfers import TransferArrived
from zf_platform.bus.embedded import Vices
from zf_platform.testing import Caller

DAY = NOW.date().isoformat()


async def test_equal_ledgers_are_equal_on_both_sides(city: Town) -> None:
    await city.tell("police", *(submitted(number) for number in range(1, 6)))
    await city.drain()
    city.clock.advance(later(5))
    started = await _operator(city).post("/reconciliations", json={})
    assert started.status_code == 202
    assert {row["peer"]: row["state"] for row in started.json()} == {
        "procuratorate": "proposed",
        "committee": "proposed",
    }
    await city.drain()
    rows = {row["peer"]: row for row in (await _operator(city).get("/reconciliations")).json()["items"]}
    found = rows["procuratorate"]
    assert (found["state"], found["sent_here"], found["received_there"]) == ("equal", 5, 5)
    assert (found["received_here"], found["sent_there"]) == (0, 0)
    assert rows["committee"]["state"] == "equal"
    health = {one["peer"]: one for one in (await _operator(city).get("/peers")).json()}
    assert health["procuratorate"]["reconciled_state"] == "equal"
    assert health["procuratorate"]["reconciled_day"] == DAY


async def test_a_loss_behind_the_receipt_is_found_repaired_and_equal_again(city: Town) -> None:
    """The receiver's memory of two messages is gone although it gave receipts: what a restored database looks like."""
    await city.tell("police", *(submitted(number) for number in range(1, 6)))
    await city.drain()
    lost = await _forget_two(city)
    city.clock.advance(later(5))
    await _operator(city).post("/reconciliations", json={"peer": "procuratorate", "day": DAY})
    await city.drain()
    row = (await _operator(city).get("/reconciliations")).json()["items"][0]
    assert row["state"] == "different"
    assert sorted(row["missing"]) == lost
    assert row["unknown"] == []
    assert await _alarms(city) == ["reconciliation.different"]
    await city.drain()
    assert await city.value("procuratorate", "SELECT count(*) FROM inbox WHERE channel = 'interagency'") >= 5  # type: ignore[operator]
    assert len(city.ears["procuratorate"].of(TransferArrived)) == 7
    city.clock.advance(later(11))
    await city.job("police", "watch_reconciliations")
    await city.drain()
    row = (await _operator(city).get("/reconciliations")).json()["items"][0]
    assert (row["state"], row["missing"]) == ("equal", [])
    await city.job("police", "watch_reconciliations")
    assert await _alarms(city) == []


async def test_the_other_direction_is_repaired_by_the_answering_side(city: Town) -> None:
    """The comparing node is the one that forgot: the peer sends again without being asked by an operator."""
    await city.tell("police", *(submitted(number) for number in range(1, 4)))
    await city.drain()
    lost = await _forget_two(city)
    city.clock.advance(later(5))
    operator = city.nodes["procuratorate"].caller("o1", roles=["operator"])
    await operator.post("/reconciliations", json={"peer": "police"})
    await city.drain()
    row = (await operator.get("/reconciliations")).json()["items"][0]
    assert (row["state"], row["missing"], sorted(row["unknown"])) == ("different", [], lost)
    assert await city.value("procuratorate", "SELECT count(*) FROM inbox WHERE type = 'case.transfer.submitted'") == 3
    city.clock.advance(later(0.5))
    await operator.post("/reconciliations", json={"peer": "police"})
    await city.drain()
    assert (await operator.get("/reconciliations")).json()["items"][0]["state"] == "equal"


async def test_a_silent_peer_is_an_alarm_and_its_late_answer_still_counts(city: Town) -> None:
    await _operator(city).post("/reconciliations", json={"peer": "committee"})
    await city.drain("police")
    city.clock.advance(later(61))
    await city.job("police", "watch_reconciliations")
    row = (await _operator(city).get("/reconciliations", params={"peer": "committee"})).json()["items"][-1]
    assert row["state"] == "silent"
    assert await _alarms(city) == ["reconciliation.silent"]
    await city.drain()
    rows = (await _operator(city).get("/reconciliations", params={"peer": "committee"})).json()["items"]
    assert {row["state"] for row in rows} == {"equal"}
    assert await _alarms(city) == []


async def test_yesterday_is_compared_with_every_partner_at_ten_past_midnight(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain()
    city.clock.advance(later(14 * 60 + 10))
    await city.job("police", "compare_yesterday")
    await city.drain()
    rows = (await _operator(city).get("/reconciliations")).json()["items"]
    assert {(row["peer"], row["day"], row["state"]) for row in rows} == {
        ("procuratorate", DAY, "equal"),
        ("committee", DAY, "equal"),
    }


async def test_many_messages_are_compared_by_buckets(city: Town) -> None:
    """One of sixty is missing: the second round shows the lines of its bucket only."""
    await city.tell("police", *(submitted(number % 9 + 1, version=number) for number in range(1, 61)))
    await city.drain()
    lost = await city.value("procuratorate", "SELECT min(id) FROM inbox WHERE channel = 'interagency'")
    await city.run("procuratorate", "DELETE FROM inbox WHERE id = :id", id=lost)
    city.clock.advance(later(1))
    await _operator(city).post("/reconciliations", json={"peer": "procuratorate"})
    city.give(Vices(seed=3))
    await city.drain()
    row = (await _operator(city).get("/reconciliations")).json()["items"][0]
    assert (row["state"], row["missing"], row["sent_here"], row["received_there"]) == ("different", [lost], 60, 59)


async def test_what_cannot_be_asked_is_refused(city: Town) -> None:
    operator = _operator(city)
    future = await operator.post("/reconciliations", json={"day": "2027-01-01"})
    assert (future.status_code, future.json()["problems"][0]["code"]) == (422, "reconciliation.day_in_future")
    unknown = await operator.post("/reconciliations", json={"peer": "nowhere"})
    assert (unknown.status_code, unknown.json()["problems"][0]["code"]) == (422, "exchange.peer_not_allowed")
    clerk = city.nodes["police"].caller("c1", roles=["handler"])
    assert (await clerk.post("/reconciliations", json={})).status_code == 403


def _operator(city: Town) -> Caller:
    return city.nodes["police"].caller("o1", roles=["operator"])


async def _alarms(city: Town) -> list[str]:
    return [one["kind"] for one in (await _operator(city).get("/alarms")).json()["items"]]


async def _forget_two(city: Town) -> list[str]:
    """Delete two arrived messages and what came of them, as if the database had been restored to before."""
    ids = [str(row[0]) for row in await city.rows("procuratorate", "SELECT message_id FROM ledger ORDER BY 1 LIMIT 2")]
    for table, column in (("inbox", "id"), ("ledger", "message_id"), ("outbox", "causation_id")):
        await city.run("procuratorate", f"DELETE FROM {table} WHERE {column} = ANY(:ids)", ids=ids)
    await city.run("procuratorate", "UPDATE inbox_cursor SET last = 0")
    return ids
