"""The counters of signing in are locked in one order, whoever signs in."""

import asyncio

from sqlalchemy import text

from tests.integration.liaison.test_sessions import PASSWORD, enrol_people
from tests.integration.liaison.town import Town
from zf_contracts.http.liaison import SignIn
from zf_liaison.accounts.passwords import Passwords
from zf_liaison.accounts.rules import try_keys
from zf_liaison.accounts.sign_in import sign_in
from zf_platform.transaction import Cause, service_actor

_LOCK = text("SELECT key FROM sign_in_try WHERE key = :key FOR UPDATE NOWAIT")


async def test_counters_are_always_locked_in_one_order(city: Town) -> None:
    """Whoever waits for the first key holds none of the others: sign-ins of one person at once form no ring."""
    await enrol_people(city)
    addresses = [f"10.0.0.{number}" for number in range(20)]
    address = next(one for one in addresses if try_keys("police.handler", address=one).all()[0] != _pair(one))
    keys = try_keys("police.handler", address=address).all()
    service = city.service("police")
    async with service.parts.database.session() as blocker, service.parts.database.session() as other:

        class BlockedMeanwhile(Passwords):
            async def verify(self, password: str, *, stored: str | None) -> tuple[bool, str | None]:
                await blocker.execute(_LOCK, {"key": keys[0]})
                return True, None

        async def signing_in() -> None:
            async with service.parts.factory.begin() as transaction:
                scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="test"))
                command = SignIn(username="police.handler", password=PASSWORD)
                await sign_in(scope, command, address=address, passwords=BlockedMeanwhile())
                await transaction.commit()

        running = asyncio.create_task(signing_in())
        await asyncio.sleep(0.5)
        assert not running.done()
        for key in keys[1:]:
            assert (await other.execute(_LOCK, {"key": key})).first() is not None
        await other.rollback()
        await blocker.rollback()
        await running


def _pair(address: str) -> str:
    return try_keys("police.handler", address=address).pair
