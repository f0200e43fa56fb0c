"""A great backlog: who goes before it, and what a claim costs although the statistics know nothing of it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import asyncpg
import pytest
from sqlalchemy import text

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import COURT, NOW, POLICE, Bare, Ports, Stores, advanced, bare_service, send
from zf_contracts.envelope import Address, Payload
from zf_contracts.interagency.exchange import ExchangeReceipt
from zf_contracts.interagency.notices import ArrestDecisionIssued
from zf_contracts.interagency.transfers import CaseTransferReceipted
from zf_platform import claim, outbox
from zf_platform.bus.base import Bus
from zf_platform.clock import FixedClock
from zf_platform.enqueue import goes_ahead
from zf_platform.signing import Opener, Sealer
from zf_platform.testing import CityKeys
from zf_platform.transaction import Cause, service_actor

_WAITING = 4000
_FEW = 1000
"""Rows of the table read for one claim of fifty: its own, several times over, and by far not the backlog."""
_READ = """
    SELECT CAST(seq_tup_read + idx_tup_fetch AS int) FROM pg_stat_xact_user_tables WHERE relid = CAST('{table}' AS regclass)
"""
_MANY_IN = f"""
    INSERT INTO inbox (id, source, channel, type, schema_version, subject, sequence, epoch, body, envelope, digest)
    SELECT 'm' || n, 'urn:zf:police:casemgmt', 'internal', 'case.stage.advanced', 1, 'c' || n, 1, 1, '', '', 'd'
    FROM generate_series(1, {_WAITING}) n
"""
_MANY_OUT = f"""
    INSERT INTO outbox (id, channel, receiver, type, subject, sequence, body, digest, correlation_id)
    SELECT 'm' || n, 'internal', 'urn:zf:police:oversight', 'case.stage.advanced', 'c' || n, 1, '', 'd', 'x'
    FROM generate_series(1, {_WAITING}) n
"""

Claim = Callable[[asyncpg.Connection], Awaitable[int]]


async def _claim_in(connection: asyncpg.Connection) -> int:
    return len(await claim.claim(connection, token="t", lease=9.0, limit=50, many=True))


async def _claim_out(connection: asyncpg.Connection) -> int:
    return len(await outbox.claim(connection, token="t", lease=9.0, limit=50, many=True))


@pytest.mark.parametrize(("table", "fill", "take"), [("inbox", _MANY_IN, _claim_in), ("outbox", _MANY_OUT, _claim_out)])
async def test_a_claim_of_many_reads_no_more_than_it_takes_though_nobody_analysed(
    pair: Pair, table: str, fill: str, take: Claim
) -> None:
    side = pair[0]
    async with side.database.immediate() as connection:
        # As after a long rest: the statistics say that everything is done.
        await connection.execute(f"{fill}; UPDATE {table} SET state = 'done'; ANALYZE {table}")
        await connection.execute(f"DELETE FROM {table}; {fill}")
        outer = connection.transaction()
        await outer.start()
        before = await connection.fetchval(_READ.format(table=table))
        assert await take(connection) == 50
        read = await connection.fetchval(_READ.format(table=table)) - before
        await outer.rollback()
    assert read < _FEW


async def test_receipts_for_a_few_of_many_read_no_more_than_these(pair: Pair) -> None:
    side = pair[0]
    ids = [f"m{number}" for number in range(100, 150)]
    async with side.database.session() as session:
        await session.execute(text(_MANY_OUT))
        await session.execute(text("UPDATE outbox SET state = 'done'"))
        await session.execute(text("ANALYZE outbox"))
        await session.execute(text("DELETE FROM outbox"))
        await session.execute(text(_MANY_OUT))
        await session.commit()
        before = (await session.execute(text(_READ.format(table="outbox")))).scalar_one()
        assert sorted(await outbox.mark_receipted(session, ids)) == sorted(ids)
        read = (await session.execute(text(_READ.format(table="outbox")))).scalar_one() - before
        await session.rollback()
    assert read < _FEW


async def test_a_full_batch_makes_the_next_claim_one_of_many(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    sender, receiver = pair
    await send(sender, *(advanced(f"c{number}", 0) for number in range(110)))
    asked = _noting_many(monkeypatch)
    while await sender.relay.step():
        pass
    while await receiver.worker.step():
        pass
    assert asked == {"outbox": [False, True, True, False], "inbox": [False, True, True, False]}


def _noting_many(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[bool]]:
    asked: dict[str, list[bool]] = {"outbox": [], "inbox": []}
    claim_out, claim_in = outbox.claim, claim.claim

    async def of_outbox(
        connection: asyncpg.Connection, *, token: str, lease: float, limit: int, many: bool
    ) -> list[outbox.Claimed]:
        asked["outbox"].append(many)
        return await claim_out(connection, token=token, lease=lease, limit=limit, many=many)

    async def of_inbox(
        connection: asyncpg.Connection, *, token: str, lease: float, limit: int, many: bool
    ) -> list[claim.Work]:
        asked["inbox"].append(many)
        return await claim_in(connection, token=token, lease=lease, limit=limit, many=many)

    monkeypatch.setattr(outbox, "claim", of_outbox)
    monkeypatch.setattr(claim, "claim", of_inbox)
    return asked


@pytest.fixture
async def sides(stores: Stores, bus: Bus) -> AsyncIterator[tuple[Bare, Bare]]:
    """(liaison of the police, liaison of the court), who keep what they get."""
    keys = CityKeys.make(["police", "court"], clock=FixedClock(NOW))

    def ports(agency: str) -> Ports:
        ring = keys.rings[agency]
        return Ports(
            sealer=Sealer(agency, ring=ring, directory=keys.directory, clock=keys.clock),
            opener=Opener(agency, ring=ring, directory=keys.directory, clock=keys.clock),
        )

    async with (
        bare_service(stores, POLICE, bus=bus, ports=ports("police")) as police,
        bare_service(stores, COURT, bus=bus, ports=ports("court")) as court,
    ):
        yield police, court


async def test_a_receipt_goes_before_what_waits_in_both_boxes(sides: tuple[Bare, Bare]) -> None:
    police, court = sides
    await _say(court, POLICE, *(_letter(number) for number in range(3)))
    receipt = ExchangeReceipt(of="m1", digest="0" * 64, step="delivered", at=NOW)
    await _say(court, POLICE, receipt)
    async with court.database.immediate() as connection:
        left = await outbox.claim(connection, token="t", lease=0.0, limit=1)
    assert [row.type for row in left] == [ExchangeReceipt.TYPE]
    while await court.relay.step():
        pass
    assert await police.value("SELECT count(*) FROM inbox") == 4
    async with police.database.immediate() as connection:
        first = await claim.claim(connection, token="t", lease=9.0, limit=1)
        rest = await claim.claim(connection, token="u", lease=9.0, limit=9)
    assert [work.type for work in first] == [ExchangeReceipt.TYPE]
    assert [work.type for work in rest] == [CaseTransferReceipted.TYPE] * 3


def test_what_is_urgent_goes_ahead_and_the_rest_waits_for_its_turn() -> None:
    assert goes_ahead(ArrestDecisionIssued.TYPE)
    assert not goes_ahead(CaseTransferReceipted.TYPE)
    assert not goes_ahead("nobody.knows.this")


def _letter(number: int) -> CaseTransferReceipted:
    return CaseTransferReceipted(
        transfer_id=f"t{number}", version=1, collab_no="XT1", receiving_no="r1", accepted_at=NOW, accepted_by="p1"
    )


async def _say(bare: Bare, to: Address, *payloads: Payload) -> Sequence[str]:
    """Each in a subject of its own."""
    async with bare.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(bare.address), cause=Cause(correlation_id="XT1"))
        ids = [
            scope.enqueue(payload, to=to, subject=f"s{place}", acted_at=NOW) for place, payload in enumerate(payloads)
        ]
        await transaction.commit()
    return ids
