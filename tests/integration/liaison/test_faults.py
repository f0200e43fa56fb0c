"""The line loses, doubles and shuffles; peers fall silent: every message takes effect once, and silence becomes visible."""

from tests.integration.liaison.town import NOW, Town, later, package, submitted
from zf_contracts.envelope import Address, decode
from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_contracts.internal.transfers import TransferArrived, TransferEvidenceChanged, TransferOpened
from zf_contracts.values import RunningClock
from zf_platform.bus.embedded import Vices
from zf_platform.signing import Opener
from zf_platform.testing import Caller
from zf_platform.transaction import Cause, service_actor

_OPEN = "SELECT count(*) FROM outbox WHERE state IN ('open', 'awaiting_receipt')"


async def test_lost_doubled_and_shuffled_messages_and_receipts_end_with_one_effect_each(city: Town) -> None:
    city.give(Vices(seed=11, duplicate=0.3, drop=0.3, lost_confirm=0.2, reorder=True))
    numbers = range(1, 25)
    await city.tell("police", *(submitted(number % 6 + 1, version=number) for number in numbers))

    async def over() -> bool:
        for agency in city.nodes:
            await city.due_now(agency)
        await _ask(city)
        return await city.value("police", _OPEN) == 0 and await city.value("procuratorate", _OPEN) == 0

    await city.settle(over, seconds=60)
    assert city.vices.counts["drop"] > 5
    assert city.vices.counts["duplicate"] > 5
    delivered = "SELECT count(*) FROM ledger WHERE state = 'delivered'"
    assert await city.value("police", delivered) == len(numbers)
    arrivals = await city.rows(
        "procuratorate", "SELECT body FROM outbox WHERE type = 'transfer.arrived' ORDER BY sequence"
    )
    told = [decode(bytes(row[0])) for row in arrivals]  # type: ignore[call-overload]
    assert len(told) == len(numbers)
    sent = {row[0]: row[1] for row in await city.rows("police", "SELECT id, sequence FROM outbox WHERE receipted")}
    for subject in {envelope.subject for envelope in told}:
        order = [sent[one.data["message_id"]] for one in told if one.subject == subject]
        assert order == list(range(1, len(order) + 1))
    quarantined = [await city.value(agency, "SELECT count(*) FROM quarantine") for agency in city.nodes]
    assert quarantined == [0, 0, 0]


async def test_a_lost_receipt_is_issued_again_for_the_repeated_message(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain("police")
    # The procuratorate acts, and its answers vanish.
    city.give(Vices(seed=1, drop=1.0))
    await city.drain("procuratorate")
    city.give(Vices(seed=1))
    assert await city.rows("police", "SELECT state FROM ledger") == [("waiting",)]

    async def delivered() -> bool:
        await city.due_now("police")
        return await city.rows("police", "SELECT state FROM ledger") == [("delivered",)]

    await city.settle(delivered)
    assert await city.value("procuratorate", "SELECT duplicates FROM inbox WHERE channel = 'interagency'") != 0
    receipts = "SELECT count(*) FROM outbox WHERE type = 'exchange.receipt'"
    assert await city.value("procuratorate", receipts) == 1
    assert await city.value("procuratorate", "SELECT count(*) FROM outbox WHERE type = 'transfer.arrived'") == 1


async def test_a_lost_opening_goes_out_again_with_the_daily_reconciliation(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain()
    arrived = city.ears["procuratorate"].of(TransferArrived)[0]
    opened = TransferOpened(
        transfer_id=package().transfer_id, version=1, message_id=str(arrived["message_id"]), opened_at=NOW
    )
    city.give(Vices(seed=1, drop=1.0))
    await city.tell("procuratorate", opened)
    await city.drain()
    city.give(Vices(seed=1))
    assert await city.rows("police", "SELECT state FROM ledger") == [("delivered",)]
    city.clock.advance(later(24 * 60))
    await city.job("procuratorate", "compare_yesterday")
    await city.drain()
    assert await city.rows("police", "SELECT state, opened_at FROM ledger") == [("opened", NOW)]


async def test_a_gap_is_asked_for_and_filled(city: Town) -> None:
    """Number 1 is lost by the broker for good; number 2 waits until 1 has been sent again on request."""
    city.give(Vices(seed=1, drop=1.0))
    await city.tell("police", submitted(1))
    await city.drain("police")
    city.give(Vices(seed=1))
    await city.run("police", "UPDATE outbox SET next_at = now() + interval '1 day' WHERE channel = 'interagency'")
    await city.tell("police", submitted(1, version=2))
    await city.drain()
    assert city.ears["procuratorate"].of(TransferArrived) == []
    await city.run("procuratorate", "UPDATE inbox SET stored_at = stored_at - interval '3 minutes'")
    await city.job("procuratorate", "ask_for_missing")
    await city.drain()
    arrived = city.ears["procuratorate"].of(TransferArrived)
    assert [one["package"]["version"] for one in arrived] == [1, 2]  # type: ignore[index]


async def test_a_long_gap_raises_an_alarm_that_clears_itself(city: Town) -> None:
    city.give(Vices(seed=1, drop=1.0))
    await city.tell("police", submitted(1))
    await city.drain("police")
    city.give(Vices(seed=1))
    await city.run("police", "UPDATE outbox SET next_at = now() + interval '1 day' WHERE channel = 'interagency'")
    await city.tell("police", submitted(1, version=2))
    await city.drain()
    await city.run("procuratorate", "UPDATE inbox SET stored_at = stored_at - interval '16 minutes'")
    await city.job("procuratorate", "ask_for_missing")
    alarms = "SELECT kind, peer FROM alarm WHERE cleared_at IS NULL"
    assert await city.rows("procuratorate", alarms) == [("sequence.gap", "police")]
    await city.drain()
    await city.job("procuratorate", "ask_for_missing")
    assert await city.rows("procuratorate", alarms) == []


async def test_a_silent_peer_is_late_then_failed_and_comes_back(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain("police")
    city.clock.advance(later(61))
    await city.job("police", "watch_evidence")
    reader = _operator(city)
    row = (await reader.get("/ledger")).json()["items"][0]
    assert (row["state"], row["overdue"]) == ("waiting", True)
    assert [one["kind"] for one in (await reader.get("/alarms")).json()["items"]] == ["evidence.late"]
    city.clock.advance(later(23 * 60))
    await city.job("police", "watch_evidence")
    await city.drain("police")
    reader = _operator(city)
    row = (await reader.get("/ledger", params={"state": "overdue"})).json()["items"][0]
    assert row["state"] == "failed"
    assert [one["step"] for one in city.ears["police"].of(TransferEvidenceChanged)][-1] == "failed"
    health = {one["peer"]: one for one in (await reader.get("/peers")).json()}
    assert (health["procuratorate"]["failed"], health["committee"]["failed"]) == (1, 0)
    await city.due_now("police")
    await city.drain()
    assert [one["step"] for one in city.ears["police"].of(TransferEvidenceChanged)][-1] == "delivered"
    await city.job("police", "watch_evidence")
    assert (await reader.get("/alarms")).json()["items"] == []
    health = {one["peer"]: one for one in (await reader.get("/peers")).json()}
    assert health["procuratorate"]["failed"] == 0
    assert health["procuratorate"]["last_heard_at"] is not None


async def test_a_short_clock_on_the_package_brings_the_alarm_forward(city: Town) -> None:
    """Ten hours of custody are left: after one hour without *delivered* the hand-over has failed."""
    clock = RunningClock(rule="P15", anchor=NOW, due=NOW + later(600), custody=True)
    await city.tell("police", submitted(clocks=(clock,)))
    await city.drain("police")
    city.clock.advance(later(61))
    await city.job("police", "watch_evidence")
    assert await city.rows("police", "SELECT state FROM ledger") == [("failed",)]


async def test_an_unopened_package_is_an_alarm_after_a_day(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain()
    city.clock.advance(later(24 * 60 + 1))
    await city.job("police", "watch_evidence")
    kinds = await city.rows("police", "SELECT kind FROM alarm WHERE cleared_at IS NULL")
    assert kinds == [("package.unopened",)]


async def test_a_receipt_for_other_bytes_changes_nothing_and_is_an_alarm(city: Town) -> None:
    await city.tell("police", submitted())
    await city.drain("police")
    message_id = str(await city.value("police", "SELECT message_id FROM ledger"))
    await _forge(city, ExchangeReceipt(of=message_id, digest="0" * 64, step="delivered", at=NOW), by="procuratorate")
    genuine = str(await city.value("police", "SELECT digest FROM outbox WHERE id = :id", id=message_id))
    await _forge(city, ExchangeReceipt(of=message_id, digest=genuine, step="delivered", at=NOW), by="committee")
    await city.drain("committee", "police")
    alarms = await city.rows("police", "SELECT kind, peer FROM alarm ORDER BY peer")
    assert [kind for kind, _ in alarms] == ["receipt.unknown"] * len(alarms)
    assert "committee" in {peer for _, peer in alarms}
    assert await city.rows("police", "SELECT state FROM ledger") == [("waiting",)]


async def test_what_is_delivered_was_signed_for_this_very_receiver(city: Town) -> None:
    """The bytes in the sender's outbox open with the receiver's keys and with nobody else's."""
    await city.tell("police", submitted())
    await city.drain("police")
    raw = await city.value("police", "SELECT body FROM outbox WHERE channel = 'interagency'")
    assert isinstance(raw, bytes)
    opener = Opener(
        "procuratorate", ring=city.keys.rings["procuratorate"], directory=city.keys.directory, clock=city.clock
    )
    opened = opener.open(raw)
    assert opened.jws_digest == await city.value("police", "SELECT digest FROM outbox WHERE channel = 'interagency'")
    await city.service("committee").takers["interagency"].take([raw])
    assert await city.rows("committee", "SELECT code FROM quarantine") == [("seal.not_for_us",)]


async def test_an_operators_skip_and_rejection_are_told_to_the_sender(city: Town) -> None:
    """A parked message holds its subject; two persons skip it, and the sender sees *rejected* with their reason."""
    await city.tell("police", submitted(1), submitted(2))
    await city.drain("police")
    await city.run(
        "procuratorate", "UPDATE inbox SET state = 'parked', parked_at = now() WHERE channel = 'interagency'"
    )
    first, second = [
        str(row[0]) for row in await city.rows("police", "SELECT message_id FROM ledger ORDER BY transfer_id")
    ]
    node = city.nodes["procuratorate"]
    one, other = node.caller("o1", roles=["operator"]), node.caller("o2", roles=["operator"])
    assert (await one.post(f"/ops/parked/{first}/skip", json={"reason": "内容重复"})).status_code == 200
    assert (await one.post(f"/ops/parked/{first}/skip/approval")).status_code == 409
    assert (await other.post(f"/ops/parked/{first}/skip/approval")).status_code == 200
    assert (await one.post(f"/ops/parked/{second}/rejection", json={"reason": "无法处理"})).status_code == 200
    await city.drain()
    told = {
        one["message_id"]: one for one in city.ears["police"].of(TransferEvidenceChanged) if one["step"] == "rejected"
    }
    assert told[first]["problems"] == [{"code": "exchange.skipped", "text": "内容重复"}]
    assert told[second]["problems"] == [{"code": "exchange.rejected_by_operator", "text": "无法处理"}]
    assert await city.value("police", _OPEN) == 0


def _operator(city: Town) -> Caller:
    """With a fresh token: the clock of these tests leaps."""
    return city.nodes["police"].caller("a1", roles=["operator"])


async def _ask(city: Town) -> None:
    for agency in ("police", "procuratorate"):
        await city.run(agency, "UPDATE inbox SET stored_at = stored_at - interval '3 minutes' WHERE state = 'taken'")
        await city.job(agency, "ask_for_missing")


async def _forge(city: Town, receipt: ExchangeReceipt, *, by: str) -> None:
    """A correctly signed receipt of an agency that lies, or speaks of a message that is not its."""
    service = city.service(by)
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="x"))
        scope.enqueue(receipt, to=Address("police", "liaison"), subject="x", acted_at=NOW)
        await transaction.commit()
    await service.relay.step()
    await city.drain("police")
