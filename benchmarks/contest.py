"""One contestant's turn: run its process, read what it says, and add what the servers spent between its begin and end."""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.measure import Report, ServerCpu

ROOT = Path(__file__).resolve().parents[1]


@dataclass(slots=True)
class Turn:
    """CPU in seconds over `total` hand-overs; `report` counts those done within the measured time."""

    report: Report
    total: int
    cpu: dict[str, float] = field(default_factory=dict)

    def per_thousand(self, part: str) -> float:
        return self.cpu[part] / self.total * 1000 if self.total else float("nan")

    @property
    def cpu_per_thousand(self) -> float:
        return sum(self.per_thousand(part) for part in ("python", "postgres", "broker"))


class ContestantFailed(RuntimeError):
    """Its process ended badly or reported nothing; the text is its own."""


@dataclass(slots=True)
class Conversation:
    """What a process said: `begin` and `end` are called at its BEGIN and REPORT."""

    begin: Callable[[], None]
    end: Callable[[], None]
    report: Report | None = None
    finished: list[float] = field(default_factory=list)

    def hear(self, line: str) -> None:
        if line.startswith("BEGIN"):
            self.begin()
        elif line.startswith("FINISHED "):
            self.finished = [float(value) for value in line.split()[1:]]
        elif line.startswith("REPORT "):
            self.end()
            self.report = Report(**json.loads(line.removeprefix("REPORT ")))
        else:
            print("   |", line)


async def converse(
    conversation: Conversation,
    arguments: Sequence[str],
    *,
    environment: Mapping[str, str] | None = None,
    say: object = None,
    limit: float = 900.0,
) -> Report:
    """Run `python -m …` and return its report."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *arguments,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        async with asyncio.timeout(limit):
            process.stdin.write(json.dumps(say).encode())
            process.stdin.close()
            async for line in process.stdout:
                conversation.hear(line.decode().rstrip())
            status = await process.wait()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if conversation.report is None:
        raise ContestantFailed(f"{' '.join(arguments[:1])} ended with {status} and no report")
    return conversation.report


async def turn(servers: ServerCpu, arguments: Sequence[str], *, environment: Mapping[str, str] | None = None) -> Turn:
    """A contestant that is one process with its children and counts its own CPU."""
    marks: list[dict[str, float]] = []
    conversation = Conversation(begin=lambda: marks.append(servers.spent()), end=lambda: marks.append(servers.spent()))
    report = await converse(conversation, arguments, environment=environment)
    before, after = marks
    spent = {part: after[part] - before[part] for part in after}
    return Turn(report, report.done, {"python": report.python_cpu, **spent})
