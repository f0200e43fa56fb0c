"""A surge at the windows: so many registrations a second on a running city, each timed from the moment it was due.

`ZF_PASSWORD=… python -m benchmarks.surge --city http://127.0.0.1:8000 [--rate 25] [--seconds 60]`

Open loop: a registration starts when its turn comes, whether or not the former ones are done, so that a city that falls
behind is seen to do so. Exit codes: 0 no error, 5 some registration failed, 4 city not reachable.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import httpx

from benchmarks.search_load import Vocabulary
from zf_node.demo.desk import Answered, Desk, Town
from zf_node.demo.people import drawn_name
from zf_platform.clock import ZONE

WINDOWS = ("committee.window", "police.duty", "procuratorate.office", "court.office", "justice.office")
PATIENCE = 120.0


class Surge:
    """`took` are seconds from the due moment to the answer; `failed` counts errors by what they were."""

    def __init__(self, desks: Sequence[Desk], *, rate: int, seconds: int) -> None:
        self._desks = desks
        self._rate = rate
        self._total = rate * seconds
        self._vocabulary = Vocabulary(random.Random(20261127))
        self.took: list[float] = []
        self.failed: Counter[str] = Counter()

    async def run(self) -> float:
        """Seconds until the last answer."""
        for desk in self._desks:
            await desk.who()
        begin = time.perf_counter()
        turns = []
        for index in range(self._total):
            due = begin + index / self._rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            turns.append(asyncio.create_task(self._register(index, due=due)))
        await asyncio.gather(*turns)
        return time.perf_counter() - begin

    async def _register(self, index: int, *, due: float) -> None:
        desk = self._desks[index % len(self._desks)]
        try:
            await desk.post("intake", "/petitions", registration(index, self._vocabulary))
        except Answered as refused:
            self.failed[f"{refused.status} {' '.join(refused.codes)}"] += 1
        except httpx.TransportError as broken:
            self.failed[type(broken).__name__] += 1
        else:
            self.took.append(time.perf_counter() - due)


def registration(index: int, vocabulary: Vocabulary) -> dict[str, object]:
    """What a visitor says: a name, a request, some facts in words of his own; every tenth person has been here before.

    Equal facts for all would be one collective matter of 1,500 people: each compared with all before it, in five agencies.
    """
    chance = random.Random(index)
    person = index - 10 if index % 10 == 9 else index
    return {
        "channel": "visit",
        "received_at": datetime.now(ZONE).isoformat(),
        "title": f"反映{vocabulary.text(chance, 6)}",
        "requests": [f"要求答复{vocabulary.text(chance, 4)}"],
        "facts": vocabulary.text(chance, 60),
        "persons": [{"name": drawn_name(person), "id_kind": "none", "phone": f"139{person:08d}"}],
    }


def at(took: Sequence[float], share: float) -> float:
    ordered = sorted(took)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 3) if ordered else float("nan")


async def run(city: str, *, rate: int, seconds: int) -> Surge:
    limits = httpx.Limits(max_connections=400, max_keepalive_connections=100)
    async with httpx.AsyncClient(timeout=PATIENCE, limits=limits) as http:
        town = Town(http, base=city, password=os.environ["ZF_PASSWORD"])
        surge = Surge([town.desk(name) for name in WINDOWS], rate=rate, seconds=seconds)
        whole = await surge.run()
    told = {"rate": rate, "seconds": seconds, "done": len(surge.took), "failed": dict(surge.failed)}
    told |= {"p50_s": at(surge.took, 0.5), "p95_s": at(surge.took, 0.95), "max_s": at(surge.took, 1.0)}
    print(json.dumps({**told, "last_answer_s": round(whole, 1), "load": round(os.getloadavg()[0], 1)}))
    return surge


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--city", default="http://127.0.0.1:8000")
    parser.add_argument("--rate", type=int, default=25)
    parser.add_argument("--seconds", type=int, default=60)
    given = parser.parse_args()
    try:
        surge = asyncio.run(run(given.city, rate=given.rate, seconds=given.seconds))
    except httpx.TransportError as away:
        print(f"cannot reach {given.city}: {away}", file=sys.stderr)
        sys.exit(4)
    sys.exit(5 if surge.failed else 0)


if __name__ == "__main__":
    main()
