"""The year as a heap of events: what is to happen when, and what came of it."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush

from zf_node.demo.calendar.members import Envoy
from zf_node.demo.calendar.simulated_city import SimulatedCity
from zf_node.demo.desk import Desk, Json
from zf_platform.clock import ZONE

Deed = Callable[[], Awaitable[None]]
_A_MOMENT = timedelta(seconds=1)


@dataclass(order=True, frozen=True, slots=True)
class Event:
    at: datetime
    no: int
    deed: Deed = field(compare=False)


@dataclass(slots=True)
class Tally:
    """What people did, counted while it is done."""

    meetings: int = 0
    topics: int = 0
    resolutions: int = 0
    overdue: int = 0
    tasks: int = 0
    late_tasks: int = 0
    away_days: int = 0
    acts: int = 0


@dataclass(slots=True)
class Diary:
    """Events in the order of their time; those of one moment in the order in which they were written down."""

    city: SimulatedCity
    tally: Tally = field(default_factory=Tally)
    _events: list[Event] = field(default_factory=list)
    _written: int = 0

    def write(self, day: date, hour: int, deed: Deed, *, before: bool = False) -> None:
        """On this day or the nearest working day after it, or before it where something is to be ready in time."""
        while not self.city.law.calendar.is_working(day):
            day += timedelta(days=-1 if before else 1)
        self.write_exactly(datetime.combine(day, time(hour), tzinfo=ZONE), deed)

    def write_exactly(self, moment: datetime, deed: Deed) -> None:
        self._written += 1
        heappush(self._events, Event(moment, self._written, deed))

    async def live_through(self, *, progress: Callable[[datetime], None] | None = None) -> None:
        while self._events:
            event = heappop(self._events)
            await self.city.go_to(event.at)
            await event.deed()
            await self.city.settle()
            if progress is not None:
                progress(event.at)
        await self.city.go_to(self.city.clock.now() + timedelta(days=2))

    async def post(self, agency: str, path: str, /, **body: object) -> Json:
        """One act of an agency's envoy, a moment after the one before."""
        self.city.clock.advance(_A_MOMENT)
        self.tally.acts += 1
        return await self.desk(agency).post("liaison", path, body)

    async def get(self, agency: str, path: str, /, **params: str | int) -> Json:
        return await self.desk(agency).get("liaison", path, **params)

    def here(self, agencies: Iterable[str]) -> list[str]:
        """Those whose line works."""
        return [one for one in agencies if one not in self.city.away]

    def desk(self, agency: str) -> Desk:
        return self.city.town.desk(Envoy(agency).username)
