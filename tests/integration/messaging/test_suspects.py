"""Whoever was in hand when a process died: the healthy first, a repeat offender last, but never too late."""

import pytest

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import Bare, Effects, advanced, send, steps
from zf_contracts.envelope import Payload
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform import claim
from zf_platform.database import Database
from zf_platform.in_hand import HandPage, Left
from zf_platform.suspects import NEVER, OVERDUE, SuspectTurns, claim_in_turn
from zf_platform.transaction import Scope
from zf_platform.worker import Worker, WorkerTiming

LEASE = 10.0
NOW = 1000.0


async def _suspects(pair: Pair, **crashes: int) -> None:
    """One message per subject, all left behind by a worker that died; due since a second, in this order."""
    sender, receiver = pair
    await send(sender, *(advanced(subject, 0) for subject in crashes))
    await sender.relay.step()
    async with receiver.database.immediate() as connection:
        await claim.claim(connection, token="dead", lease=0.0, limit=50)
    for place, (subject, times) in enumerate(crashes.items()):
        due = f"now() - interval '{2 - place / 100} seconds'"
        await receiver.change(f"UPDATE inbox SET crashes = {times}, next_at = {due} WHERE subject = '{subject}'")


async def _order(database: Database, *, offenders_due: float = 0.0, overdue: float = 3600.0) -> list[str]:
    found = []
    async with database.immediate() as connection:
        while works := await claim.claim_suspect(
            connection, token="next", lease=60.0, offenders_due=offenders_due, overdue=overdue
        ):
            found += [work.subject for work in works]
    return found


async def _turn(receiver: Bare, turns: SuspectTurns, *, at: float) -> list[str]:
    async with receiver.database.immediate() as connection:
        works = await claim_in_turn(connection, turns, token="next", limit=50, many=False, at=at)
    return sorted(work.subject for work in works)


async def test_fewest_crashes_first_and_then_the_longest_due(pair: Pair) -> None:
    await _suspects(pair, often=3, twice=1, first=0, second=0)
    assert await _order(pair[1].database) == ["first", "second", "twice", "often"]


async def test_a_repeat_offender_is_left_alone_until_it_may_be_taken(pair: Pair) -> None:
    await _suspects(pair, often=3, first=0)
    assert await _order(pair[1].database, offenders_due=NEVER) == ["first"]
    assert await _order(pair[1].database, offenders_due=1.0) == ["often"]


async def test_what_is_overdue_goes_by_its_age(pair: Pair) -> None:
    await _suspects(pair, often=3, twice=1, first=0)
    assert await _order(pair[1].database, overdue=1.0) == ["often", "twice", "first"]


async def test_neighbours_go_when_nothing_is_fresh_and_the_offender_when_it_is_quiet(pair: Pair) -> None:
    sender, receiver = pair
    await _suspects(pair, often=3, first=0)
    await send(sender, *steps("c1", 0, 2))
    await sender.relay.step()
    turns = SuspectTurns(LEASE)
    turns.begin(at=NOW)
    quiet = NOW + LEASE / 3
    assert await _turn(receiver, turns, at=NOW) == ["c1", "c1", "c1"]
    assert await _turn(receiver, turns, at=NOW) == ["first"]
    assert await _turn(receiver, turns, at=NOW) == []
    assert await _turn(receiver, turns, at=quiet) == ["often"]


async def test_when_nothing_is_fresh_the_neighbours_go_before_an_overdue_offender(pair: Pair) -> None:
    _, receiver = pair
    await _suspects(pair, often=3, first=0)
    await receiver.change("UPDATE inbox SET next_at = now() - interval '1 hour' WHERE subject = 'often'")
    turns = SuspectTurns(LEASE)
    turns.begin(at=NOW)
    turns.looked_ahead([], at=NOW + LEASE * 0.9)
    assert await _turn(receiver, turns, at=NOW + LEASE) == ["first"]
    assert await _turn(receiver, turns, at=NOW + LEASE) == ["often"]


async def test_endless_fresh_work_does_not_starve_a_repeat_offender(pair: Pair) -> None:
    sender, receiver = pair
    await _suspects(pair, often=3)
    overdue = f"now() - interval '{OVERDUE * LEASE + 1} seconds'"
    turns = SuspectTurns(LEASE)
    turns.begin(at=NOW)
    got = []
    for number in range(12):
        await send(sender, advanced(f"fresh{number}", 0))
        await sender.relay.step()
        if number == 4:
            await receiver.change(f"UPDATE inbox SET next_at = {overdue} WHERE subject = 'often'")
        got += await _turn(receiver, turns, at=NOW + number * LEASE / 4)
    assert got.index("often") in range(5, 10), "at its next turn once it is overdue"
    assert got.count("often") == 1
    assert len(got) == 13, "the fresh work that waited for it went with the next batch"


async def test_two_of_one_subject_keep_their_order(pair: Pair, effects: Effects) -> None:
    sender, receiver = pair
    await send(sender, *steps("c1", 0, 2))
    await sender.relay.step()
    async with receiver.database.immediate() as connection:
        await claim.claim(connection, token="dead", lease=0.0, limit=50)
    await receiver.change("UPDATE inbox SET crashes = 3 WHERE sequence = 1")
    worker = receiver.another_worker(actions={CaseStageAdvanced: effects.act})
    assert [await worker.step() for _ in range(4)] == [1, 1, 1, 0]
    assert await receiver.acts("c1") == ["step_0", "step_1", "step_2"]


async def test_only_the_one_in_hand_is_suspected_and_its_neighbours_go_on_at_once(pair: Pair, effects: Effects) -> None:
    sender, receiver = pair
    await send(sender, *(advanced(f"c{number}", 0) for number in range(5)), advanced("c2", 1))
    await sender.relay.step()
    async with receiver.database.immediate() as connection:
        works = await claim.claim(connection, token="dead", lease=60.0, limit=50)
    in_hand = next(work.id for work in works if work.subject == "c2")
    assert await _next_process(receiver, token="dead", message_id=in_hand) == [5]
    healthy = receiver.another_worker(actions={CaseStageAdvanced: effects.act})
    assert await healthy.step() == 4
    assert await receiver.column(
        "SELECT concat_ws(' ', subject, sequence, attempts, crashes) FROM inbox WHERE state <> 'done' ORDER BY sequence"
    ) == ["c2 1 1 1", "c2 2 0 0"]
    assert await _order(receiver.database, offenders_due=NEVER) == [], "it waits for its turn as one that crashed alone"
    assert await _order(receiver.database) == ["c2"]


async def test_a_worker_tells_what_it_has_in_hand_and_no_longer_than_it_has(pair: Pair, effects: Effects) -> None:
    sender, receiver = pair
    await send(sender, *(advanced(f"c{number}", 0) for number in range(3)))
    await sender.relay.step()
    page, told = HandPage(), []

    async def act(scope: Scope, payload: Payload) -> None:
        assert scope.incoming is not None
        lease = await receiver.value(f"SELECT lease_token FROM inbox WHERE id = '{scope.incoming.id}'")
        assert page.left_behind() == [Left(str(lease), scope.incoming.id)]
        told.append(payload)
        page.hand(0).take(str(lease))  # Reading the page empties it.

    worker = Worker(
        receiver.factory, actions={CaseStageAdvanced: act}, timing=WorkerTiming(lease=60.0), hand=page.hand(0)
    )
    assert await worker.step() == 3
    assert len(told) == 3
    assert page.left_behind() == []


async def test_one_that_crashed_alone_rests_as_before(pair: Pair) -> None:
    _, receiver = pair
    await _suspects(pair, often=3)
    async with receiver.database.immediate() as connection:
        [work] = await claim.claim_suspect(connection, token="alone", lease=100.0)
    assert await _next_process(receiver, token="alone", message_id=work.id) == [0]
    assert await receiver.column(
        "SELECT crashes || ' ' || round(extract(epoch FROM next_at - now()) / 100) FROM inbox"
    ) == ["4 4"]


@pytest.mark.parametrize(
    ("token", "message_id"), [("dead", "of another batch"), ("long ago", "c1"), ("", ""), ("dead", "")]
)
async def test_a_page_that_makes_no_sense_changes_nothing(pair: Pair, token: str, message_id: str) -> None:
    _, receiver = pair
    await _suspects(pair, c1=0, c2=0)
    if message_id == "c1":
        message_id = str(await receiver.value("SELECT id FROM inbox WHERE subject = 'c1'"))
    rows = "SELECT inbox::text FROM inbox ORDER BY id"
    before = await receiver.column(rows)
    assert set(await _next_process(receiver, token=token, message_id=message_id)) <= {None}
    assert await receiver.column(rows) == before


async def _next_process(receiver: Bare, *, token: str, message_id: str) -> list[int | None]:
    """The one before it died when its page said this. Returns how many others of each batch went free."""
    page = HandPage()
    hand = page.hand(0)
    hand.take(token)
    with hand.holding(message_id):
        found = page.left_behind()
    async with receiver.database.immediate() as connection:
        return [await claim.inherit(connection, left) for left in found]


async def test_the_look_reads_no_message_that_is_done(pair: Pair) -> None:
    """Statistics decide whether by the index of due rows, of unfinished ones or both; all leave out what is done."""
    _, receiver = pair
    await _suspects(pair, often=3, first=0)
    names = await receiver.column(
        "SELECT quote_ident(column_name) FROM information_schema.columns WHERE table_schema = current_schema()"
        " AND table_name = 'inbox' AND column_name NOT IN ('id', 'subject', 'state', 'lease_token')"
    )
    kept = ", ".join(str(name) for name in names)
    await receiver.change(
        f"INSERT INTO inbox (id, subject, state, {kept}) SELECT id || n, subject || n, 'done', {kept}"
        " FROM inbox, generate_series(1, 3000) n WHERE subject = 'first'"
    )
    await receiver.change("ANALYZE inbox")
    look = claim._CLAIM_SUSPECT
    async with receiver.database.immediate() as connection:
        plan = await connection.fetch(f"EXPLAIN {look.text}", 0.0, 40.0, "next", 1.0)
    told = "\n".join(str(row[0]) for row in plan)
    assert "inbox_ready" in told or "inbox_order" in told, told
    assert "Seq Scan on inbox i" not in told, told
