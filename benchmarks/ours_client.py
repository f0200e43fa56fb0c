"""The client of our contestant, a process of its own: hands packages over through the API and sees when they are receipted.

Reads its task as JSON from standard input. A plain HTTP/1.1 client over kept connections, because what the client costs is
not the subject. A hand-over is complete when the sender's own record holds the peer's signed *delivered*.
"""

import asyncio
import json
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import uvloop

from benchmarks.measure import Pace, own_cpu
from tests.fleet.sender import Clerk
from tests.fleet.sites import POLICE
from zf_platform.auth import TokenIssuer
from zf_platform.clock import SystemClock
from zf_platform.keys import load_keys

_DELIVERED = "SELECT id FROM casemgmt.transfer WHERE id = ANY($1::text[]) AND evidence_step = 'delivered'"
_CONNECTIONS = 16


@dataclass
class Task:
    """`wait`: seconds after the end in which the last ones may still be receipted; 0 leaves them."""

    port: int
    dsn: str
    key_file: str
    drafts: list[str]
    seconds: float
    rate: float = 0.0
    window: int = 400
    wait: float = 60.0


class Line:
    """One kept connection; requests one after the other."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        lines = [f"POST {path} HTTP/1.1", "host: bench", "content-type: application/json"]
        lines += [f"content-length: {len(body)}", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        length = head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0]
        return status, await reader.readexactly(int(length))


class Client:
    def __init__(self, task: Task) -> None:
        self._task = task
        self._pace = Pace(rate=task.rate, window=task.window)
        issuer = TokenIssuer(POLICE, ring=load_keys(Path(task.key_file)), clock=SystemClock())
        self._clerk = Clerk(issuer)
        self._waiting: asyncio.Queue[str] = asyncio.Queue()
        self._answered: set[str] = set()
        self._refused: list[str] = []

    async def run(self) -> None:
        database = await asyncpg.connect(self._task.dsn)
        senders = [asyncio.create_task(self._send(Line(self._task.port))) for _ in range(_CONNECTIONS)]
        watcher = asyncio.create_task(self._watch(database))
        self._pace.begin()
        cpu, begun = own_cpu(), time.perf_counter()
        drafts = iter(self._task.drafts)
        while time.perf_counter() - begun < self._task.seconds and not self._refused:
            for _ in range(self._pace.allowed()):
                key = next(drafts, None)
                if key is None:
                    break
                self._pace.start(key)
                self._waiting.put_nowait(key)
            if len(self._pace.latencies) == len(self._task.drafts):
                break
            await asyncio.sleep(0.001)
        elapsed, done = time.perf_counter() - begun, len(self._pace.latencies)
        await self._rest()
        for task in (*senders, watcher):
            task.cancel()
        if self._refused:
            raise SystemExit(f"refused: {self._refused[:3]}")
        print(f"FINISHED {len(self._pace.latencies)} {len(self._answered)} {time.perf_counter() - begun}", flush=True)
        self._pace.report("client", seconds=elapsed, cpu=own_cpu() - cpu, done=done).print()

    async def _rest(self) -> None:
        end = time.perf_counter() + self._task.wait
        while self._pace.started and time.perf_counter() < end and not self._refused:  # noqa: ASYNC110 - or time is up
            await asyncio.sleep(0.01)

    async def _send(self, line: Line) -> None:
        while True:
            key = await self._waiting.get()
            body = json.dumps({"version": 1, "acted_at": SystemClock().now().isoformat()}).encode()
            path, headers = f"/transfers/{key}/submission", self._clerk.headers(f"submit-{key}")
            status, text = await line.post(path, body, headers)
            if status >= 300:
                self._refused.append(f"{key}: {status} {text[:400].decode()}")
            self._answered.add(key)
            if not self._task.wait:
                self._pace.finish(key)

    async def _watch(self, database: asyncpg.Connection) -> None:
        """Asks only for what was answered and is not complete; often when latency is measured, seldom otherwise."""
        pause = 0.003 if self._task.rate else 0.02
        with suppress(asyncio.CancelledError):
            while True:
                open_ones = [key for key in self._pace.started if key in self._answered]
                for row in await database.fetch(_DELIVERED, open_ones) if open_ones else ():
                    self._pace.finish(row["id"])
                await asyncio.sleep(pause)


def main() -> None:
    uvloop.run(Client(Task(**json.load(sys.stdin))).run())


if __name__ == "__main__":
    main()
