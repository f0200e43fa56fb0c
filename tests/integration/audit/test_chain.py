"""A-11: a database superuser edits, deletes, inserts, swaps, cuts off or re-chains; `verify` names the first bad entry."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncSession

from zf_platform import audit
from zf_platform.actors import Actor, Cause
from zf_platform.audit import GENESIS, AuditReport, Head, Sequencer, export, head, verify, verify_export
from zf_platform.database import Database
from zf_platform.transaction import TransactionFactory

CLERK = Actor(account_id="police.clerk", agency="police", unit="u1", roles=("clerk",))
Attack = Callable[[Database], Awaitable[None]]


async def act(factory: TransactionFactory, times: int = 1) -> None:
    for number in range(times):
        async with factory.begin() as transaction:
            scope = transaction.scope(actor=CLERK, cause=Cause(correlation_id="c", request_id="r"))
            scope.record(
                "case.read", object_kind="case", object_id=f"case-{number}", reason="核对", sensitive_read=True
            )
            await transaction.commit()


async def filled(factory: TransactionFactory, times: int = 10) -> Sequencer:
    await act(factory, times)
    sequencer = Sequencer(factory)
    assert await sequencer.step() == times
    return sequencer


async def report(factory: TransactionFactory, *, checkpoints: tuple[Head, ...] = ()) -> AuditReport:
    async with factory.database.session() as session:
        return await verify(session, checkpoints=checkpoints)


async def run(database: Database, *statements: str) -> None:
    async with database.session() as session:
        for statement in statements:
            await session.execute(text(statement))
        await session.commit()


async def test_an_untouched_log_verifies(factory: TransactionFactory) -> None:
    assert (await report(factory)).ok
    await filled(factory)
    found = await report(factory)
    assert (found.ok, found.count, found.head.seq, found.unsequenced) == (True, 10, 10, 0)
    await act(factory)
    assert (await report(factory)).unsequenced == 1


async def test_a_log_that_grows_while_it_is_verified_is_no_broken_log(
    factory: TransactionFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sequencer numbers new entries between any two looks of the verifier."""
    sequencer = await filled(factory)
    looks = 0

    async def head_while_work_goes_on(session: AsyncSession) -> Head:
        nonlocal looks
        looks += 1
        before = looks % 2 and await head(session)
        if looks <= 4:
            await act(factory, 2)
            await sequencer.step()
        return before or await head(session)

    monkeypatch.setattr(audit, "head", head_while_work_goes_on)
    found = await report(factory)
    assert (found.ok, found.count, found.head.seq) == (True, 14, 14)
    assert looks == 3


async def test_two_sequencers_and_many_writers_make_one_chain(factory: TransactionFactory) -> None:
    async def sequence() -> None:
        sequencer = Sequencer(factory)
        for _ in range(25):
            await sequencer.step()

    await asyncio.gather(*(act(factory, 10) for _ in range(6)), sequence(), sequence())
    await Sequencer(factory).step()
    found = await report(factory)
    assert (found.ok, found.count, found.unsequenced) == (True, 60, 0)


async def test_more_than_one_batch_and_slice(factory: TransactionFactory, superuser: Database) -> None:
    await run(
        superuser,
        "INSERT INTO audit_entry (id, at, account_id, agency, act, object_kind, object_id)"
        " SELECT lpad(n::text, 8, '0'), now(), 'a', 'police', 'case.read', 'case', n::text"
        " FROM generate_series(1, 1203) n",
    )
    sequencer = Sequencer(factory)
    assert [await sequencer.step() for _ in range(4)] == [500, 500, 203, 0]
    assert (await report(factory)).count == 1203


async def test_the_service_itself_may_not_change_an_entry(factory: TransactionFactory) -> None:
    await filled(factory, 2)
    for statement in ("UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry", "TRUNCATE audit_entry"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            await run(factory.database, statement)


@pytest.mark.parametrize(
    ("statements", "fault", "first_bad"),
    [
        (["UPDATE audit_entry SET reason = 'other' WHERE seq = 4"], "changed", 4),
        (["UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE seq = 7"], "changed", 7),
        (["UPDATE audit_entry SET sensitive_read = false WHERE seq = 1"], "changed", 1),
        (["UPDATE audit_entry SET hash = repeat('a', 64) WHERE seq = 5"], "changed", 5),
        (["DELETE FROM audit_entry WHERE seq = 6"], "missing", 6),
        (["DELETE FROM audit_entry WHERE seq = 1"], "missing", 1),
        (
            [
                "DELETE FROM audit_entry WHERE seq = 3",
                "UPDATE audit_entry SET seq = -seq WHERE seq > 3",  # In one step two rows could meet at one number.
                "UPDATE audit_entry SET seq = -seq - 1 WHERE seq < 0",
            ],
            "changed",
            3,
        ),
        (
            [
                "UPDATE audit_entry SET seq = -3 WHERE seq = 3",
                "UPDATE audit_entry SET seq = 3 WHERE seq = 8",
                "UPDATE audit_entry SET seq = 8 WHERE seq = -3",
            ],
            "reordered",
            3,
        ),
        (
            [
                "UPDATE audit_entry a SET hash = b.hash, seq = -a.seq FROM audit_entry b"
                " WHERE (a.seq, b.seq) IN ((3, 4), (4, 3))",
                "UPDATE audit_entry SET seq = 7 + seq WHERE seq < 0",
            ],
            "reordered",
            3,
        ),
        (
            [
                "UPDATE audit_entry SET seq = seq + 100 WHERE seq >= 5",
                "UPDATE audit_entry SET seq = seq - 99 WHERE seq >= 105",
                "INSERT INTO audit_entry (id, at, account_id, agency, act, object_kind, object_id, seq, hash)"
                " VALUES ('new', now(), 'x', 'police', 'case.read', 'case', '1', 5, repeat('b', 64))",
            ],
            "reordered",
            5,
        ),
        (["DELETE FROM audit_entry WHERE seq > 7"], "cut_off", 8),
        (["DELETE FROM audit_entry"], "cut_off", 1),
        (["UPDATE audit_chain SET hash = repeat('c', 64)"], "head_changed", 10),
        (["DELETE FROM audit_chain"], "head_changed", 0),
    ],
)
async def test_every_tampering_is_found_at_its_place(
    factory: TransactionFactory, superuser: Database, statements: list[str], fault: str, first_bad: int
) -> None:
    await filled(factory)
    await run(superuser, *statements)
    found = await report(factory)
    assert (found.ok, found.fault, found.first_bad) == (False, fault, first_bad)


async def test_a_cut_tail_with_a_forged_head_is_found_by_a_checkpoint(
    factory: TransactionFactory, superuser: Database
) -> None:
    await filled(factory)
    async with factory.database.session() as session:
        kept = await head(session)
    forged = "UPDATE audit_chain SET (seq, hash) = (SELECT seq, hash FROM audit_entry WHERE seq = 7)"
    await run(superuser, "DELETE FROM audit_entry WHERE seq > 7", forged)
    assert (await report(factory)).ok, "alone, the log cannot know"
    found = await report(factory, checkpoints=(kept,))
    assert (found.fault, found.first_bad) == ("cut_off", 8)


async def test_a_rewritten_chain_is_found_by_a_checkpoint(factory: TransactionFactory, superuser: Database) -> None:
    await filled(factory)
    async with factory.database.session() as session:
        kept = await head(session)
    await run(
        superuser,
        "UPDATE audit_entry SET reason = 'other' WHERE seq = 4",
        "UPDATE audit_entry SET seq = NULL, hash = NULL",
        "DELETE FROM audit_chain",
    )
    await Sequencer(factory).step()
    assert (await report(factory)).ok, "alone, the log cannot know"
    found = await report(factory, checkpoints=(kept,))
    assert (found.fault, found.first_bad) == ("rewritten", 10)


async def test_the_export_verifies_without_a_database(factory: TransactionFactory) -> None:
    await filled(factory)
    async with factory.database.session() as session:
        lines = [line async for line in export(session)]
        again = [line async for line in export(session)]
    assert lines == again
    assert verify_export(lines) is None
    # Acts of one millisecond stand in no particular order.
    place = next(number for number, line in enumerate(lines) if b"case-4" in line)
    changed = lines[place].replace(b"case-4", b"case-9")
    assert verify_export([*lines[:place], changed, *lines[place + 1 :]]) == place + 1
    assert verify_export(lines[1:]) == 2
    assert GENESIS == "0" * 64
