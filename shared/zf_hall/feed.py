"""What the calling screens show, read once for all of them: one poller per process and hall, as long as somebody watches.

A viewer costs a waiting coroutine and no database session. A poll is one small request to intake; viewers are woken when
the calls changed, and every few seconds to hear that the line is alive.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import ValidationError

from zf_contracts.http.hall import ScreenView
from zf_hall.clients import NodeClients, ServiceDown, ServiceRefused
from zf_platform.clock import Clock
from zf_platform.tasks import TaskKeeper, rest

POLL_SECONDS = 1.5
BEAT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`view` is None until intake has answered once. `version` counts contents; `at` is the last answer."""

    view: ScreenView | None = None
    version: int = 0
    at: datetime | None = None
    texts: dict[str, str] = field(default_factory=dict)

    def rendered(self, name: str, render: Callable[[], str]) -> str:
        """The text made of this state, once for all viewers."""
        if name not in self.texts:
            self.texts[name] = render()
        return self.texts[name]


@dataclass(slots=True)
class _Line:
    """One hall. `news` is replaced each time it rings, so that nobody hears the same ring twice."""

    snapshot: Snapshot = field(default_factory=Snapshot)
    content: bytes = b""
    viewers: int = 0
    polled: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)


class ScreenFeed:
    """`follow` is what a stream iterates over; `look` is for a page that is shown once."""

    def __init__(self, clients: NodeClients, *, clock: Clock, poll: float = POLL_SECONDS, beat: float = BEAT_SECONDS):
        self._clients = clients
        self._clock = clock
        self._poll = poll
        self._beat = beat
        self._keeper = TaskKeeper()
        self._lines: dict[str, _Line] = {}

    def viewers(self, agency: str) -> int:
        line = self._lines.get(agency)
        return line.viewers if line else 0

    async def look(self, agency: str) -> Snapshot:
        """Now, from memory while somebody watches anyway."""
        line = self._lines.setdefault(agency, _Line())
        if not line.polled or line.snapshot.view is None:
            await self._read(agency, line)
        return line.snapshot

    async def follow(self, agency: str) -> AsyncIterator[Snapshot]:
        """The present state at once, then every change and every beat, until the viewer goes."""
        line = self._lines.setdefault(agency, _Line())
        line.viewers += 1
        self._watch(agency, line)
        try:
            news = line.news
            yield await self.look(agency)
            while True:
                await news.wait()
                news = line.news
                yield line.snapshot
        finally:
            line.viewers -= 1

    def _watch(self, agency: str, line: _Line) -> None:
        if line.polled:
            return
        line.polled = True

        async def poll() -> None:
            waited = 0.0
            line.polled = True
            try:
                while line.viewers:
                    before = line.snapshot.version
                    await self._read(agency, line)
                    waited += self._poll
                    if line.snapshot.version != before or waited >= self._beat:
                        waited = 0.0
                        line.news.set()
                        line.news = asyncio.Event()
                    await rest(self._keeper.stopping, self._poll)
            finally:
                line.polled = False

        self._keeper.start(f"screen {agency}", poll)

    async def _read(self, agency: str, line: _Line) -> None:
        """An intake that does not answer leaves the last state; its time of update shows how old it is."""
        try:
            content = (await self._clients.call(agency, "intake", "GET", "/hall/screen")).content
            if content == line.content and line.snapshot.view is not None:
                line.snapshot = Snapshot(line.snapshot.view, line.snapshot.version, self._clock.now())
                return
            view = ScreenView.model_validate_json(content)
        except (ServiceDown, ServiceRefused, ValidationError):
            return
        line.content = content
        line.snapshot = Snapshot(view, line.snapshot.version + 1, self._clock.now())
