"""Serials without gaps: one row per series and period, locked from the taking until the act commits."""

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase

from zf_platform.direct import Direct


class Serials:
    """`counter`: a service's table with the columns series, period (its key) and last."""

    def __init__(self, counter: type[DeclarativeBase]) -> None:
        table = counter.__tablename__
        self._take = Direct(
            f"INSERT INTO {table} (series, period, last) VALUES (:series, :period, 1) "  # noqa: S608 - our own name
            f"ON CONFLICT (series, period) DO UPDATE SET last = {table}.last + 1 RETURNING last"
        )

    async def take(self, session: AsyncSession, *, series: str, period: str) -> int:
        """The next one, beginning with 1. An act that is rolled back gives it back."""
        serial = await self._take.value(session, series=series, period=period)
        assert isinstance(serial, int)
        return serial
