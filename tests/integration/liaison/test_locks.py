"""The relay's write-back, receipts and the watch change the same rows at once, in whatever order: nobody waits in a ring."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from random import Random

from tests.integration.liaison.town import Town
from zf_contracts.envelope import Address
from zf_contracts.interagency.exchange import ExchangeLineTested, ExchangeReceipt, ExchangeSequenceSkipped
from zf_liaison.exchange.ledger import send
from zf_liaison.exchange.receive_receipt import receive_receipt
from zf_liaison.exchange.relayed import RelayedEvidence
from zf_liaison.exchange.sequence_skipped import sequence_skipped
from zf_liaison.exchange.settle_known import settle_known
from zf_platform import outbox
from zf_platform.actors import Incoming
from zf_platform.outbox import Claimed
from zf_platform.service import RunningService
from zf_platform.transaction import Cause, Scope, Transaction, service_actor

ROUNDS = 20
MESSAGES = 40
PEER = "procuratorate"
Part = Callable[[Transaction, Sequence[Claimed], dict[str, str]], Awaitable[None]]


async def test_whoever_changes_the_rows_of_sent_messages_waits_for_nobody_in_a_ring(city: Town) -> None:
    """Before rows were locked in one order (outbox by id, then the ledger), PostgreSQL found a deadlock in most rounds."""
    police, dice = city.service("police"), Random(41)
    for round_ in range(ROUNDS):
        ids = await _sent(police)
        await _moved_about(city, dice.sample(ids, MESSAGES // 2))
        async with police.parts.database.immediate() as connection:
            rows = await outbox.claim(connection, token=str(round_), lease=60.0, limit=MESSAGES)
        digests = {str(row[0]): str(row[1]) for row in await city.rows("police", "SELECT id, digest FROM outbox")}
        parts: list[Part] = [_confirmed(str(round_)), _receipts, _repeated, _skipped, _settled]
        dice.shuffle(parts)
        work = [_act(police, part, dice.sample(rows, len(rows)), digests) for part in parts]
        await asyncio.wait_for(asyncio.gather(*work), timeout=30)
    sql = "SELECT DISTINCT l.state, o.state FROM ledger l JOIN outbox o ON o.id = l.message_id"
    assert set(await city.rows("police", sql)) == {("delivered", "done"), ("rejected", "rejected")}


async def _sent(police: RunningService) -> list[str]:
    async with police.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(police.address), cause=Cause(correlation_id="locks"))
        asked = ExchangeLineTested(asked_by="locks", asked_at=scope.now)
        ids = [send(scope, asked, peer=PEER, collab_no=scope.new_id(), acted_at=scope.now) for _ in range(MESSAGES)]
        await transaction.commit()
    return ids


async def _moved_about(city: Town, ids: Sequence[str]) -> None:
    """A changed row lies elsewhere: a statement without an order meets the rows in another one than their ids'."""
    await city.run("police", "UPDATE ledger SET look_at = look_at WHERE message_id = ANY(:ids)", ids=list(ids))
    await city.run("police", "UPDATE outbox SET last_error = '' WHERE id = ANY(:ids)", ids=list(ids))


async def _act(police: RunningService, part: Part, rows: Sequence[Claimed], digests: dict[str, str]) -> None:
    async with police.parts.factory.begin() as transaction:
        await part(transaction, rows, digests)
        await transaction.commit()


def _confirmed(token: str) -> Part:
    async def write_back(transaction: Transaction, rows: Sequence[Claimed], digests: dict[str, str]) -> None:
        ids = [row.id for row in rows]
        await outbox.confirm(transaction.session, ids, token=token, resend=60.0, resend_max=60.0)
        await asyncio.sleep(0.005)
        await RelayedEvidence().confirmed(transaction, rows)

    return write_back


async def _receipts(transaction: Transaction, rows: Sequence[Claimed], digests: dict[str, str]) -> None:
    for row in rows:
        if row is _left_out(rows):
            continue
        scope = _scope(transaction, row)
        await receive_receipt(scope, ExchangeReceipt(of=row.id, digest=digests[row.id], step="delivered", at=scope.now))


async def _repeated(transaction: Transaction, rows: Sequence[Claimed], digests: dict[str, str]) -> None:
    """The same receipts once more, in another batch."""
    await _receipts(transaction, rows[::-1], digests)


async def _skipped(transaction: Transaction, rows: Sequence[Claimed], digests: dict[str, str]) -> None:
    row = _left_out(rows)
    scope = _scope(transaction, row)
    told = ExchangeSequenceSkipped(of=row.id, subject=row.subject, sequence=1, reason="过时", at=scope.now)
    await sequence_skipped(scope, told)


def _left_out(rows: Sequence[Claimed]) -> Claimed:
    """The one that the peer's operators skipped instead of receipting it."""
    return min(rows, key=lambda row: row.id)


async def _settled(transaction: Transaction, rows: Sequence[Claimed], digests: dict[str, str]) -> None:
    await asyncio.sleep(0.005)
    await settle_known(transaction.session)


def _scope(transaction: Transaction, row: Claimed) -> Scope:
    police, now = transaction.identity, transaction.clock.now()
    incoming = Incoming(
        id=f"receipt-{row.id}",
        type=ExchangeReceipt.TYPE,
        source=Address(PEER, "liaison"),
        receiver=police,
        subject=row.subject,
        sequence=1,
        epoch=1,
        acted_at=now,
        sent_at=now,
        taken_at=now,
        correlation_id=row.correlation_id,
        digest="0" * 64,
        attempts=1,
    )
    return transaction.scope(
        actor=service_actor(police), cause=Cause(correlation_id=row.correlation_id), incoming=incoming
    )
