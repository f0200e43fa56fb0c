"""Whether a meeting has changed, asked once for all who look at it: one poller per meeting and node, as long as somebody looks.

The poller asks for a mark that says nothing but whether something is new, with the pass of whoever came last. On news every
viewer reads the meeting himself, with his own pass: nobody sees through the eyes of another.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

from zf_hall.clients import ServiceDown, ServiceRefused
from zf_platform.tasks import TaskKeeper, rest

POLL_SECONDS = 2.0
Look = Callable[[], Awaitable[str]]
"""Asks for the mark of the meeting with the pass of one viewer."""


@dataclass(slots=True)
class _Line:
    """One meeting. `news` is replaced each time it rings, so that nobody hears the same ring twice."""

    mark: str = ""
    viewers: list[Look] = field(default_factory=list)
    polled: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)


class MeetingFeed:
    """`follow` is what a stream iterates over: at every look the mark of the meeting, empty when the node did not answer."""

    def __init__(self, *, poll: float = POLL_SECONDS) -> None:
        self._poll = poll
        self._keeper = TaskKeeper()
        self._lines: dict[tuple[str, str], _Line] = {}

    def viewers(self, agency: str, meeting_id: str) -> int:
        line = self._lines.get((agency, meeting_id))
        return len(line.viewers) if line else 0

    async def follow(self, agency: str, meeting_id: str, look: Look) -> AsyncIterator[str]:
        """The mark after each look, changed or not, until the viewer goes."""
        key = (agency, meeting_id)
        line = self._lines.setdefault(key, _Line())
        line.viewers.append(look)
        self._watch(key, line)
        try:
            while True:
                await line.news.wait()
                yield line.mark
        finally:
            line.viewers.remove(look)

    def _watch(self, key: tuple[str, str], line: _Line) -> None:
        if line.polled:
            return
        line.polled = True

        async def poll() -> None:
            line.polled = True
            try:
                while line.viewers:
                    await rest(self._keeper.stopping, self._poll)
                    line.mark = await self._looked(line)
                    line.news.set()
                    line.news = asyncio.Event()
            finally:
                line.polled = False
                if not line.viewers:
                    self._lines.pop(key, None)

        self._keeper.start(f"meeting {'/'.join(key)}", poll)

    async def _looked(self, line: _Line) -> str:
        """The freshest pass first; one that is refused has ended, and its viewer will hear it himself."""
        for look in reversed(tuple(line.viewers)):
            try:
                return await look()
            except ServiceRefused:
                continue
            except ServiceDown:
                break
        return ""
