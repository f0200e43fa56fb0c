"""One service's door to its database: an engine whose connections know their schema and give up in time."""

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

# No default in PostgreSQL bounds any of these; a lock or a forgotten transaction must not hold a service for ever.
_TIMEOUTS = {
    "lock_timeout": "5s",
    "statement_timeout": "30s",
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "30",
}


class Database:
    """`url` is a SQLAlchemy URL with the asyncpg driver; tables carry no schema, `search_path` decides."""

    def __init__(
        self, url: str, *, schema: str, pool_size: int = 5, overflow: int = 10, application_name: str = "zf"
    ) -> None:
        self.url = url
        self.schema = schema
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=overflow,
            pool_pre_ping=True,
            pool_recycle=1800,
            pool_timeout=10,
            connect_args={
                "timeout": 10,
                "command_timeout": 40,
                "server_settings": {"search_path": schema, "application_name": application_name[:60], **_TIMEOUTS},
            },
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False, autoflush=False)

    def session(self) -> AsyncSession:
        return self._sessions()

    async def close(self) -> None:
        await self.engine.dispose()


def dsn(url: str) -> str:
    """The same URL for asyncpg itself, which knows no driver suffix."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)
