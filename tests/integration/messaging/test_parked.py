"""What an operator may do with parked messages: each act with a reason, two persons for a skip, all of it audited."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from tests.integration.messaging.conftest import Pair
from tests.integration.messaging.node import CAUSE, OFFICER, Bare, Effects, advanced, at_rest, send
from zf_law.problems import Problem
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.parked import (
    approve_skip,
    count_of_error,
    parked,
    parked_one,
    reject_parked,
    request_skip,
    retry_all,
    retry_parked,
)
from zf_platform.transaction import Scope

FIRST = replace(OFFICER, account_id="police.operator", name="尤子衿")
SECOND = replace(OFFICER, account_id="police.operator2")


@asynccontextmanager
async def acting(bare: Bare, actor: object = FIRST) -> AsyncIterator[Scope]:
    assert isinstance(actor, type(FIRST))
    async with bare.factory.begin() as transaction:
        yield transaction.scope(actor=actor, cause=CAUSE)
        await transaction.commit()


@pytest.fixture
async def stuck(pair: Pair, effects: Effects) -> tuple[Bare, list[str]]:
    """Oversight with `step_1` of c1 and `step_0` of c2 parked; two wait behind the first."""
    sender, receiver = pair
    effects.fail["BAD"] = Refused([Problem("stage.not_holder")])
    ids = await send(
        sender,
        advanced("c1", 0),
        advanced("c1", 1, case_no="BAD"),
        advanced("c1", 2),
        advanced("c1", 3),
        advanced("c2", 0, case_no="BAD"),
    )
    await sender.relay.step()
    await receiver.worker.step()
    return receiver, [ids[1], ids[4]]


async def test_the_list_shows_reasons_and_never_content(stuck: tuple[Bare, list[str]]) -> None:
    receiver, ids = stuck
    async with acting(receiver) as scope:
        rows = await parked(scope)
        assert sorted(row.id for row in rows) == sorted(ids)
        assert {row.error_code for row in rows} == {"stage.not_holder"}
        assert (await parked_one(scope, message_id=ids[0])).waiting == 2
        assert [row.id for row in await parked(scope, limit=1, after=min(ids))] == [max(ids)]
        assert await parked(scope, error_code="other") == []
        assert "envelope" not in type(rows[0]).__dataclass_fields__
        with pytest.raises(NotFound):
            await parked_one(scope, message_id="nothing")


async def test_a_retry_after_the_repair_lets_the_subject_go_on(
    pair: Pair, stuck: tuple[Bare, list[str]], effects: Effects
) -> None:
    receiver, ids = stuck
    effects.fail.clear()
    async with acting(receiver) as scope:
        assert await retry_parked(scope, message_ids=[ids[0]], reason="repaired") == 1
        assert await retry_parked(scope, message_ids=[ids[0]], reason="again") == 0
    await at_rest(*pair, expected=4)
    assert await receiver.acts("c1") == [f"step_{number}" for number in range(4)]
    assert await receiver.column("SELECT act || reason FROM audit_entry") == ["message.retryrepaired"]


async def test_all_of_one_error_are_counted_first_and_then_retried(
    pair: Pair, stuck: tuple[Bare, list[str]], effects: Effects
) -> None:
    receiver, _ = stuck
    effects.fail.clear()
    async with acting(receiver) as scope:
        assert await count_of_error(scope, error_code="stage.not_holder") == 2
        assert await retry_all(scope, error_code="stage.not_holder", reason="repaired") == 2
    await at_rest(*pair, expected=5)


async def test_a_skip_needs_two_persons(pair: Pair, stuck: tuple[Bare, list[str]]) -> None:
    receiver, ids = stuck
    async with acting(receiver) as scope:
        with pytest.raises(Conflict):
            await approve_skip(scope, message_id=ids[0])
        await request_skip(scope, message_id=ids[0], reason="superseded on paper")
    async with acting(receiver, FIRST) as scope:
        with pytest.raises(Conflict):
            await approve_skip(scope, message_id=ids[0])
    async with acting(receiver, SECOND) as scope:
        message = await approve_skip(scope, message_id=ids[0])
    assert (message.skip_requested_by, message.skip_requested_by_name) == (FIRST.account_id, "尤子衿")
    await at_rest(*pair, expected=3)
    assert await receiver.acts("c1") == ["step_0", "step_2", "step_3"]
    assert await receiver.column("SELECT act FROM audit_entry ORDER BY act") == [
        "message.skip_approved",
        "message.skip_requested",
    ]


async def test_a_rejection_ends_it_and_the_subject_goes_on(pair: Pair, stuck: tuple[Bare, list[str]]) -> None:
    receiver, ids = stuck
    async with acting(receiver) as scope:
        await reject_parked(scope, message_id=ids[0], reason="breaks rule 7")
    await at_rest(*pair, expected=4)
    assert await receiver.acts("c1") == ["step_0", "step_2", "step_3"]
    assert await receiver.value("SELECT state FROM inbox WHERE id = :id", id=ids[0]) == "rejected"
