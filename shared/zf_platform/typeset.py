"""Sets printed documents: a template and data in, PDF/A out, in a process of its own with limits of time and memory.

The same data give the same bytes: no clock, no chance, no font of the machine takes part. The process starts with the first
paper and ends when it has had nothing to do for a while, so that a node that prints nothing pays nothing.
"""

from __future__ import annotations

import asyncio
import base64
import json
import struct
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pylopdf_fonts_zh_cn

from zf_platform.font_coverage import Coverage, read_coverage

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent
_WORKER = Path(__file__).with_name("typeset_worker.py")
_LENGTH = struct.Struct(">I")
_LARGEST_ANSWER = 64 * 1024 * 1024


class TypesetFailed(Exception):
    """No paper was made. `code`: characters, template, memory, slow, died, not_word, macros, too_large."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code


@dataclass(frozen=True, slots=True)
class TypesetLimits:
    """`seconds` for one paper, the start of the process included; `megabytes` of address space of one process.

    `idle` seconds without work end a process, and so do `papers` papers: what a library never gives back goes with it.
    """

    processes: int = 1
    seconds: float = 20.0
    megabytes: int = 1024
    idle: float = 60.0
    papers: int = 1000


class Typesetter:
    """One for a whole process, whatever the number of its services. `fonts`: a folder of further fonts, asked first."""

    def __init__(self, templates: Path, *, fonts: Path | None = None, limits: TypesetLimits | None = None) -> None:
        self._templates = templates
        self._fonts = [folder for folder in (fonts, FONTS) if folder is not None]
        self._limits = limits or TypesetLimits()
        self._turn = asyncio.Semaphore(self._limits.processes)
        self._idle: list[_Worker] = []
        self._coverage: Coverage | None = None

    async def typeset(self, template: str, data: Mapping[str, object], *, at: datetime) -> bytes:
        """The PDF. `at` is the date of the document inside the file; it never is the time of printing."""
        return await self._ask({"kind": "typeset", "template": template, "data": data, "at": int(at.timestamp())})

    async def fill_draft(self, template: str, data: Mapping[str, object]) -> bytes:
        """A Word file for a person to go on with; texts are shown as they are, never read as markup."""
        return await self._ask({"kind": "draft", "template": template, "data": data})

    async def read_draft(self, content: bytes) -> tuple[str, ...]:
        """The paragraphs of a Word file that came back."""
        answer = await self._ask({"kind": "read", "content": base64.b64encode(content).decode()})
        return tuple(str(paragraph) for paragraph in json.loads(answer))

    async def lacking(self, text: str) -> tuple[str, ...]:
        """The characters of `text` that no font here has, each once, in their order."""
        if self._coverage is None:
            self._coverage = await asyncio.to_thread(read_coverage, self._fonts)
        return self._coverage.lacking(text)

    async def close(self) -> None:
        idle, self._idle = self._idle, []
        for worker in idle:
            await worker.end()

    async def _ask(self, request: Mapping[str, object]) -> bytes:
        async with self._turn:
            worker = self._idle.pop() if self._idle else _Worker(self._limits)
            worker.rest()
            try:
                async with asyncio.timeout(self._limits.seconds):
                    answer = await worker.ask(request, command=self._command())
            except BaseException as error:
                await worker.end()
                if isinstance(error, TimeoutError):
                    raise TypesetFailed("slow") from None
                if isinstance(error, (asyncio.IncompleteReadError, OSError)):
                    raise TypesetFailed("died") from None
                raise
            await self._keep(worker)
        return answer.content()

    async def _keep(self, worker: _Worker) -> None:
        if worker.papers >= self._limits.papers:
            await worker.end()
            return
        self._idle.append(worker)
        worker.sleep(self._forget)

    def _forget(self, worker: _Worker) -> None:
        if worker in self._idle:
            self._idle.remove(worker)
            worker.kill()

    def _command(self) -> tuple[str, ...]:
        fonts = [str(folder) for folder in self._fonts]
        return (sys.executable, "-I", str(_WORKER), str(self._templates), str(self._limits.megabytes), *fonts)


@dataclass(frozen=True, slots=True)
class _Answer:
    front: Mapping[str, object]
    body: bytes

    def content(self) -> bytes:
        if self.front["code"]:
            raise TypesetFailed(str(self.front["code"]), str(self.front["detail"]))
        return self.body


class _Worker:
    """One process, started with its first request."""

    def __init__(self, limits: TypesetLimits) -> None:
        self._limits = limits
        self._process: Process | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.papers = 0

    async def ask(self, request: Mapping[str, object], *, command: tuple[str, ...]) -> _Answer:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=1024 * 1024
            )
        requests, answers = self._process.stdin, self._process.stdout
        assert requests is not None
        assert answers is not None
        body = json.dumps(request, ensure_ascii=False).encode()
        requests.write(_LENGTH.pack(len(body)) + body)
        await requests.drain()
        (length,) = _LENGTH.unpack(await answers.readexactly(_LENGTH.size))
        front = json.loads(await answers.readexactly(length))
        if front["size"] > _LARGEST_ANSWER:
            raise TypesetFailed("too_large")
        self.papers += 1
        return _Answer(front, await answers.readexactly(front["size"]))

    def sleep(self, forget: Callable[[_Worker], None]) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._limits.idle, forget, self)

    def rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def kill(self) -> None:
        self.rest()
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    async def end(self) -> None:
        self.kill()
        if self._process is not None:
            await self._process.wait()
