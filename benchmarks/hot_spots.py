"""Where the time of ours goes: py-spy looks at all service processes while packages are handed over at full speed.

`python -m benchmarks.hot_spots` (needs py-spy on the PATH, `pip install py-spy`, and the right to trace own processes). Each
sample is a moment in which that process held the interpreter, so waiting does not count; it is booked to the innermost frame.
"""

import argparse
import asyncio
import re
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.ours import Ours
from benchmarks.prepare import Servers
from tests.fleet.sites import Site

_RATE = 200
_FRAME = re.compile(r"^(?P<function>.+?) \((?P<file>[^)]*?)(?::\d+)?\)$")
Stack = tuple[tuple[str, str], ...]


async def print_hot_spots(ours: Ours, _site: Site, _found: Servers, *, count: int, folder: Path) -> None:
    spy = shutil.which("py-spy")
    if spy is None:
        raise SystemExit("py-spy is not on the PATH: pip install py-spy")
    watching = [await _watch(spy, pid, folder / f"{name}.folded") for name, pid in ours.pids.items()]
    turn = await ours.run(seconds=600, count=count)
    for process in watching:
        process.send_signal(2)
        await process.wait()
    print(f"{turn.total} hand-overs, python {turn.per_thousand('python'):.1f} CPU s per 1,000; shares of all samples\n")
    stacks = {name: _read(folder / f"{name}.folded") for name in ours.pids}
    everything: Counter[Stack] = sum(stacks.values(), Counter())
    total = sum(everything.values())
    _table("by process", Counter({name: sum(found.values()) for name, found in stacks.items()}), total)
    _table("by package (own time)", _by(everything, _package), total)
    _table("by function (own time)", _by(everything, lambda stack: f"{stack[-1][0]} ({stack[-1][1]})"), total)
    _table("ours, with what they call", _inclusive(everything), total, most=45)


async def _watch(spy: str, pid: int, out: Path) -> asyncio.subprocess.Process:
    arguments = ["record", "-p", str(pid), "-r", str(_RATE), "-f", "raw", "-o", str(out), "--gil", "-d", "3600"]
    nothing = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(spy, *arguments, stdout=nothing, stderr=nothing)


def _read(path: Path) -> "Counter[Stack]":
    found: Counter[Stack] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        text, _, number = line.rpartition(" ")
        if text:
            found[tuple(_frame(one) for one in text.split(";"))] += int(number)
    return found


def _frame(text: str) -> tuple[str, str]:
    match = _FRAME.match(text)
    return (match["function"], match["file"]) if match else (text, "")


def _package(stack: Stack) -> str:
    """py-spy names files relative to where they were imported from: the first part is the package."""
    function, file = stack[-1]
    if function == "Runner.run":
        return "uvloop (the loop itself: sockets, timers)"
    return Path(file).parts[0] if file else function


def _inclusive(stacks: "Counter[Stack]") -> "Counter[str]":
    found: Counter[str] = Counter()
    for stack, number in stacks.items():
        for name in {f"{function} ({file})" for function, file in stack if "zf_" in file}:
            found[name] += number
    return found


def _by(stacks: "Counter[Stack]", key: object) -> "Counter[str]":
    assert callable(key)
    found: Counter[str] = Counter()
    for stack, number in stacks.items():
        found[str(key(stack))] += number
    return found


def _table(title: str, found: "Counter[str]", total: int, *, most: int = 15) -> None:
    print(title)
    for name, number in found.most_common(most):
        print(f"  {number / max(total, 1):6.1%}  {name}")
    print()


def main() -> None:
    from benchmarks.run import with_ours

    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="zf-hot-") as folder:
        with_ours(lambda o, s, f: print_hot_spots(o, s, f, count=options.count, folder=Path(folder)))


if __name__ == "__main__":
    main()
