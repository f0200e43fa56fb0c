"""The clock as an argument: business time comes from here, never from a call hidden in a function.

Legal times are kept in China Standard Time; every datetime is aware.
"""

from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Shanghai")


class Clock(Protocol):
    def now(self) -> datetime: ...


class SystemClock:
    """Time of this host. Leases and retries use the database's time instead, so skew cannot double-claim work."""

    def now(self) -> datetime:
        return datetime.now(ZONE)


class OffsetClock:
    """The host's time moved by a fixed offset: simulated calendars and skew tests run on it."""

    def __init__(self, offset: timedelta) -> None:
        self.offset = offset

    def now(self) -> datetime:
        return datetime.now(ZONE) + self.offset


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        self.at += by
