"""What was committed takes effect once and in order, whatever the bus does to the bytes."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from tests.integration.messaging.node import OFFICER, Bare, Effects, EmbeddedBus, Vices, advanced, bare_service, send
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Cause


@pytest.fixture
async def pair(admin_url: str, bus: EmbeddedBus, effects: Effects) -> AsyncIterator[tuple[Bare, Bare]]:
    async with (
        bare_service(admin_url, bus=bus, service="casemgmt", schema="msg_sender", actions={}) as sender,
        bare_service(
            admin_url, bus=bus, service="oversight", schema="msg_receiver", actions={CaseStageAdvanced: effects.act}
        ) as receiver,
    ):
        yield sender, receiver


@pytest.fixture
def bus() -> EmbeddedBus:
    return EmbeddedBus(Vices(seed=7))


@pytest.fixture
def effects() -> Effects:
    return Effects()


async def drained(pair: tuple[Bare, Bare]) -> None:
    for _ in range(200):
        busy = 0
        for one in pair:
            busy += await one.relay.step() + await one.worker.step()
        left = await pair[0].value("SELECT count(*) FROM outbox WHERE state = 'open'")
        waiting = await pair[1].value("SELECT count(*) FROM inbox WHERE state = 'taken'")
        if not busy and not left and not waiting:
            return
        async with pair[0].database.session() as session:
            await session.execute(text("UPDATE outbox SET next_at = now() WHERE state = 'open'"))
            await session.commit()
        async with pair[1].database.session() as session:
            await session.execute(text("UPDATE inbox SET next_at = now(), lease_token = NULL WHERE state = 'taken'"))
            await session.commit()
    pytest.fail("it never came to rest")


async def test_a_clean_line_delivers_in_order(pair: tuple[Bare, Bare]) -> None:
    await send(pair[0], *(advanced("c1", number) for number in range(20)))
    await drained(pair)
    acts = await pair[1].value("SELECT string_agg(act, ',' ORDER BY n) FROM effect")
    assert acts == ",".join(f"step_{number}" for number in range(20))
    assert await pair[0].value("SELECT count(*) FROM outbox WHERE state = 'done'") == 20
    assert await pair[0].value("SELECT count(*) FROM audit_entry") == 1


async def test_duplicates_reordering_loss_and_bounces_change_nothing(pair: tuple[Bare, Bare], bus: EmbeddedBus) -> None:
    bus.vices = Vices(seed=3, duplicate=0.5, reorder=True, lost_confirm=0.3, bounce=0.2)
    for start in range(0, 40, 4):
        await send(pair[0], *(advanced(f"c{case}", start + step) for case in range(5) for step in range(4)))
    await drained(pair)
    assert await pair[1].value("SELECT count(*) FROM effect") == 200
    wrong = await pair[1].value(
        "SELECT count(*) FROM (SELECT case_id, string_agg(act, ',' ORDER BY n) AS acts FROM effect GROUP BY case_id) x"
        " WHERE acts <> '" + ",".join(f"step_{number}" for number in range(40)) + "'"
    )
    assert wrong == 0
    assert bus.vices.counts["duplicate"] > 0
    assert bus.vices.counts["bounce"] > 0


async def test_a_rolled_back_change_sends_nothing_and_leaves_no_gap(pair: tuple[Bare, Bare]) -> None:
    await send(pair[0], advanced("c1", 0))
    async with pair[0].factory.begin() as transaction:
        scope = transaction.scope(actor=OFFICER, cause=Cause(correlation_id="XT1"))
        scope.enqueue(advanced("c1", 99), to="oversight", subject="c1", acted_at=scope.now)
        await transaction.flush()
        await transaction.rollback()
    await send(pair[0], advanced("c1", 1))
    await drained(pair)
    assert await pair[1].value("SELECT string_agg(act, ',' ORDER BY n) FROM effect") == "step_0,step_1"


async def test_same_id_with_other_bytes_is_quarantined(pair: tuple[Bare, Bare]) -> None:
    await send(pair[0], advanced("c1", 0))
    body = await pair[0].value("SELECT body FROM outbox")
    assert isinstance(body, bytes)
    await pair[1].taker.take([body, body, body.replace(b"step_0", b"step_9")])
    assert await pair[1].value("SELECT code FROM quarantine") == "message.other_bytes"
    assert await pair[1].value("SELECT duplicates FROM inbox") == 1
    await drained(pair)
    assert await pair[1].value("SELECT string_agg(act, ',') FROM effect") == "step_0"


async def test_a_poisoned_message_holds_up_only_its_own_subject(pair: tuple[Bare, Bare], effects: Effects) -> None:
    effects.fail = {"BAD": Refused([Problem("stage.not_holder")])}
    await send(pair[0], advanced("c1", 0), advanced("c1", 1, case_no="BAD"), advanced("c1", 2), advanced("c2", 0))
    for _ in range(6):
        await pair[0].relay.step()
        await pair[1].worker.step()
    assert await pair[1].value("SELECT string_agg(case_id || act, ',' ORDER BY case_id, n) FROM effect") == (
        "c1step_0,c2step_0"
    )
    assert await pair[1].value("SELECT error_code FROM inbox WHERE state = 'parked'") == "stage.not_holder"
    effects.fail = {}
    async with pair[1].database.session() as session:
        await session.execute(text("UPDATE inbox SET state = 'taken', next_at = now() WHERE state = 'parked'"))
        await session.commit()
    await drained(pair)
    assert await pair[1].value("SELECT count(*) FROM effect WHERE case_id = 'c1'") == 3
