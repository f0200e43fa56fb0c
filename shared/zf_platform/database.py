"""One service's door to its database: an engine whose connections know their schema and give up in time."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from sqlalchemy import event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection, QueuePool
from sqlalchemy.util import greenlet_spawn

# No default in PostgreSQL bounds any of these; a lock or a forgotten transaction must not hold a service for ever.
_TIMEOUTS = {
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "30",
}
_RESTED_SECONDS = 30.0
_IDLE_SECONDS = 60
"""After a burst the server closes what rests: twenty services share one PostgreSQL in a city, and few are busy at once."""


class Database:
    """`url` is a SQLAlchemy URL with the asyncpg driver; tables carry no schema, `search_path` decides."""

    def __init__(
        self,
        url: str,
        *,
        schema: str,
        pool_size: int = 5,
        overflow: int = 10,
        application_name: str = "zf",
        idle_seconds: int = _IDLE_SECONDS,
        wait_seconds: float = 10.0,
    ) -> None:
        self.url = url
        self.schema = schema
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=overflow,
            hide_parameters=True,  # An error text goes to the log; values may be personal.
            pool_recycle=1800,
            pool_use_lifo=True,  # The last used is used again, so that the others come to rest.
            pool_timeout=wait_seconds,
            connect_args={
                "timeout": 10,
                "command_timeout": 40,
                "server_settings": {
                    "search_path": schema,
                    "application_name": application_name[:60],
                    "idle_session_timeout": f"{idle_seconds}s",
                    **_TIMEOUTS,
                },
            },
        )
        _check_at_checkout(self.engine)
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False, autoflush=False)

    def session(self) -> AsyncSession:
        return self._sessions()

    @asynccontextmanager
    async def immediate(self) -> AsyncIterator[asyncpg.Connection]:
        """The driver's connection, on which each statement commits by itself: for claims, which are one statement."""
        pooled = await self.engine.raw_connection()
        try:
            driver = pooled.driver_connection
            assert isinstance(driver, asyncpg.Connection)
            yield driver
        finally:
            await greenlet_spawn(pooled.close)

    @property
    def connections(self) -> int:
        """How many are open now."""
        pool = self.engine.pool
        assert isinstance(pool, QueuePool)
        return pool.checkedin() + pool.checkedout()

    async def close(self) -> None:
        await self.engine.dispose()


def _check_at_checkout(engine: AsyncEngine) -> None:
    """Never hand out a dead connection, at no cost in the usual case.

    The driver knows at once when the server closed the socket; only a connection that rested is asked. (The pool's own
    `pre_ping` asks each time, with three round trips.)
    """

    @event.listens_for(engine.sync_engine, "checkout")
    def alive(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
        driver = connection.driver_connection
        if driver is None or driver.is_closed():
            raise InvalidatePoolError("the server closed this connection")
        if driver.is_in_transaction():
            raise InvalidatePoolError("it came back in the middle of a transaction")
        if time.monotonic() - record.info.get("rests_since", time.monotonic()) > _RESTED_SECONDS:
            try:
                engine.sync_engine.dialect.do_ping(connection)
            except Exception as error:
                raise InvalidatePoolError("a rested connection does not answer") from error

    @event.listens_for(engine.sync_engine, "checkin")
    def rests(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
        record.info["rests_since"] = time.monotonic()


def other_database(url: str, database: str) -> str:
    """The same server and role, another database; right for sockets and parameters in the URL too."""
    return make_url(url).set(database=database).render_as_string(hide_password=False)


def dsn(url: str) -> str:
    """The same URL for asyncpg itself, which knows no driver suffix."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)
