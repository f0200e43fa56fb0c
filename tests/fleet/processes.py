"""Processes under a supervisor: started, killed, frozen, stopped on purpose, and started again when they die by themselves.

Every death is noted with pid and cause; whoever kills asserts that his victim, and no other, died of it.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.fleet.waiting import LONG

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Death:
    """One process that ended. `status`: exit status, or minus the signal's number."""

    name: str
    pid: int
    status: int
    at: float


@dataclass
class Member:
    """One place in the fleet. `port` 0: it serves nothing that could be asked whether it is ready."""

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str]
    port: int
    log: Path
    ready: str
    pid: int = 0
    wanted: bool = False
    starts: int = 0
    """What makes this start different (a failpoint); forgotten when the process is started again."""
    extra: Mapping[str, str] = field(default_factory=dict)


class Fleet:
    """All processes of a scenario. `restart_after`: seconds until a dead one is started again."""

    def __init__(self, zygote: asyncio.subprocess.Process, *, folder: Path, restart_after: float = 1.0) -> None:
        self._zygote = zygote
        self._folder = folder
        self._restart_after = restart_after
        self._members: dict[str, Member] = {}
        self._ended: dict[int, asyncio.Future[Death]] = {}
        self._started: dict[str, asyncio.Future[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self.deaths: list[Death] = []
        self._keep(self._listen())

    def add(
        self,
        name: str,
        argv: Sequence[str],
        *,
        environment: Mapping[str, str],
        port: int = 0,
        ready: str = "/health/ready",
    ) -> None:
        self._members[name] = Member(name, argv, environment, port, self._folder / f"{name}.log", ready=ready)

    @property
    def names(self) -> list[str]:
        return list(self._members)

    def pid(self, name: str) -> int:
        return self._members[name].pid

    def port(self, name: str) -> int:
        return self._members[name].port

    def alive(self, name: str) -> bool:
        ended = self._ended.get(self._members[name].pid)
        return ended is not None and not ended.done()

    def signal(self, name: str, number: int) -> None:
        """Freeze or thaw: a signal that ends nothing."""
        os.kill(self._members[name].pid, number)

    def frozen(self, name: str) -> bool:
        status = Path(f"/proc/{self._members[name].pid}/stat").read_text(encoding="ascii")
        return status.rsplit(")", 1)[1].split()[0] == "T"

    def log_lines(self, name: str, event: str) -> int:
        """How often this event stands in the log of the process, all its lives together."""
        path = self._members[name].log
        return path.read_text(encoding="utf-8").count(f'"{event}"') if path.exists() else 0

    def tail(self, name: str, *, lines: int = 30) -> str:
        path = self._members[name].log
        return "\n".join(path.read_text(encoding="utf-8").splitlines()[-lines:]) if path.exists() else "(no log)"

    async def start(self, *names: str, extra: Mapping[str, str] | None = None) -> None:
        """Start and return when all of them say that they are ready."""
        for name in names or self._members:
            await self._start(self._members[name], extra or {})
        await asyncio.gather(*(self.ready(name) for name in names or self._members))

    async def run(
        self, name: str, argv: Sequence[str], *, environment: Mapping[str, str], seconds: float = LONG
    ) -> int:
        """A command that ends by itself; its exit status. What it prints stands in its log."""
        self.add(name, argv, environment=environment)
        member = self._members[name]
        await self._start(member, {})
        member.wanted = False
        death = await self.death_of(member.pid, seconds=seconds)
        return death.status

    async def ready(self, name: str, *, seconds: float = LONG) -> None:
        member = self._members[name]
        if not member.port:
            return
        end = time.monotonic() + seconds
        async with httpx.AsyncClient(timeout=5) as http:
            while True:
                try:
                    if (await http.get(f"http://127.0.0.1:{member.port}{member.ready}")).status_code == 200:
                        return
                except httpx.TransportError:
                    pass
                assert time.monotonic() < end, f"{name} did not become ready:\n{self.tail(name)}"
                await asyncio.sleep(0.1)

    async def kill(self, name: str) -> Death:
        """SIGKILL; returns when this very process is dead of it. The supervisor starts it again."""
        pid = self._members[name].pid
        os.kill(pid, signal.SIGKILL)
        death = await self.death_of(pid)
        assert (death.pid, death.status) == (pid, -signal.SIGKILL), f"{name} did not die of the kill: {death}"
        assert not _alive(pid), f"{name} survived its kill"
        return death

    async def terminate(self, name: str, *, seconds: float = LONG) -> Death:
        """SIGTERM and wait for the end; it is not started again."""
        member = self._members[name]
        member.wanted = False
        os.kill(member.pid, signal.SIGTERM)
        return await self.death_of(member.pid, seconds=seconds)

    async def rearm(self, name: str, *, extra: Mapping[str, str]) -> None:
        """Kill it and start it at once with something more in its environment."""
        self._members[name].wanted = False
        await self.kill(name)
        await self.start(name, extra=extra)

    async def death_of(self, pid: int, *, seconds: float = LONG) -> Death:
        async with asyncio.timeout(seconds):
            return await asyncio.shield(self._ended[pid])

    async def close(self) -> None:
        for member in self._members.values():
            member.wanted = False
        for task in self._tasks:
            task.cancel()
        assert self._zygote.stdin is not None
        self._zygote.stdin.close()
        await self._zygote.wait()

    async def _start(self, member: Member, extra: Mapping[str, str]) -> None:
        member.extra, member.wanted = extra, True
        member.starts += 1
        key = f"{member.name}/{member.starts}"
        self._started[key] = asyncio.get_running_loop().create_future()
        order = {
            "start": key,
            "argv": list(member.argv),
            "environment": {**member.environment, **extra},
            "log": str(member.log),
        }
        assert self._zygote.stdin is not None
        self._zygote.stdin.write(json.dumps(order).encode() + b"\n")
        await self._zygote.stdin.drain()
        member.pid = await self._started[key]

    async def _listen(self) -> None:
        assert self._zygote.stdout is not None
        async for line in self._zygote.stdout:
            event = json.loads(line)
            if "started" in event:
                self._ended[event["pid"]] = asyncio.get_running_loop().create_future()
                self._started.pop(event["started"]).set_result(event["pid"])
            elif "ended" in event:
                self._note(event["ended"], event["status"])

    def _note(self, pid: int, status: int) -> None:
        member = next((one for one in self._members.values() if one.pid == pid), None)
        death = Death(member.name if member else "?", pid, status, time.monotonic())
        self.deaths.append(death)
        self._ended[pid].set_result(death)
        if member is not None and member.wanted:
            self._keep(self._again(member))

    async def _again(self, member: Member) -> None:
        await asyncio.sleep(self._restart_after)
        if member.wanted:
            await self._start(member, {})

    def _keep(self, work: object) -> None:
        assert asyncio.iscoroutine(work)
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


@asynccontextmanager
async def fleet(folder: Path, *, restart_after: float = 1.0) -> AsyncIterator[Fleet]:
    """A fleet without members; whatever it starts ends with it."""
    zygote = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.fleet.zygote",
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert zygote.stdout is not None
    assert b"ready" in await zygote.stdout.readline()
    made = Fleet(zygote, folder=folder, restart_after=restart_after)
    try:
        yield made
    finally:
        await made.close()


def choose(file: Path, place: str) -> None:
    """Where the processes that watch this file die or freeze next: `name:hit[:stop]`, or nowhere."""
    file.write_text(place, encoding="ascii")


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
