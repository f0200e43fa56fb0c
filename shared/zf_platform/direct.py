"""The platform's own statements, straight through the driver.

A claim, a write-back or an insert of messages is one fixed text with plain values. SQLAlchemy spends about eight times the
driver's CPU on such a statement (0.50 ms against 0.06 ms), and a hand-over runs some thirty of them, so they go through
asyncpg itself, inside the transaction that the session owns. What services read and write through their mapped classes stays
SQLAlchemy's.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import asyncpg
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

Door = AsyncSession | asyncpg.Connection
"""A session, whose transaction the statement joins, or a bare connection, on which it commits by itself."""

_NAME = re.compile(r"(?<!:):([a-z_]+)\b")
_DRIVER, _OWNER = "zf_driver", "zf_connection"
"""Where a session keeps the driver's connection and SQLAlchemy's around it, until its transaction ends."""


class Direct:
    """One statement with `:names` for its values; the driver prepares it once per connection.

    The server must see each value's type, so an array or a value without a column beside it is cast: `:ids ::text[]`.
    """

    __slots__ = ("_names", "text")

    def __init__(self, statement: str) -> None:
        self._names = tuple(dict.fromkeys(_NAME.findall(statement)))
        place = {name: f"${number}" for number, name in enumerate(self._names, start=1)}
        self.text = _NAME.sub(lambda found: place[found[1]], statement)

    async def rows(self, door: Door, **values: object) -> Sequence[asyncpg.Record]:
        driver = door if isinstance(door, asyncpg.Connection) else await driver_of(door)
        with whole(door):
            rows: Sequence[asyncpg.Record] = await driver.fetch(self.text, *[values[name] for name in self._names])
        return rows

    async def run(self, door: Door) -> None:
        """A command without values and without an answer, such as one for a savepoint; also when the transaction has failed."""
        driver = door if isinstance(door, asyncpg.Connection) else await driver_of(door)
        with whole(door):
            await driver.execute(self.text)

    async def value(self, door: Door, **values: object) -> object:
        """The first column of the only row."""
        rows = await self.rows(door, **values)
        return rows[0][0]

    async def amount(self, door: Door, **values: object) -> int:
        """How many rows the statement changed."""
        driver = door if isinstance(door, asyncpg.Connection) else await driver_of(door)
        with whole(door):
            status = await driver.execute(self.text, *[values[name] for name in self._names])
        return int(status.rpartition(" ")[2])


async def driver_of(session: AsyncSession) -> asyncpg.Connection:
    """The driver's connection of this session, in a transaction that the session commits or rolls back.

    SQLAlchemy sends BEGIN with its first statement; when ours comes first, it is asked to send it now.
    """
    kept = session.sync_session.info.get(_DRIVER)
    if isinstance(kept, asyncpg.Connection):
        return kept
    connection = await session.connection()
    adapted = (await connection.get_raw_connection()).dbapi_connection
    assert adapted is not None
    driver = adapted.driver_connection
    assert isinstance(driver, asyncpg.Connection)
    session.sync_session.info[_OWNER] = connection
    if not driver.is_in_transaction():
        # tests/integration/messaging/test_direct.py watches this inner method at every upgrade.
        with whole(session):
            await adapted._start_transaction()  # noqa: SLF001 - the adapter has no public way to begin
    session.sync_session.info[_DRIVER] = driver
    return driver


@contextmanager
def whole(door: Door) -> Iterator[None]:
    """Cut midway, nobody knows what the server did: the connection goes, and with it whatever it had begun."""
    try:
        yield
    except asyncio.CancelledError:
        owner = door.sync_session.info.get(_OWNER) if isinstance(door, AsyncSession) else door
        if isinstance(owner, AsyncConnection) and owner.sync_connection is not None:
            owner.sync_connection.invalidate()  # Outside a greenlet this closes the socket at once, without waiting.
        elif isinstance(owner, asyncpg.Connection):
            owner.terminate()
        raise


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, _transaction: SessionTransaction) -> None:
    """The connection goes back to the pool with the end of the transaction."""
    session.info.pop(_DRIVER, None)
    session.info.pop(_OWNER, None)
