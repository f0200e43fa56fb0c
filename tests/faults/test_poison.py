"""F15: one message in a hundred is poison: it cannot be read, or the action raises, or the action kills its process.

The others are not held up; the poison is parked with its reason; after a mended release an operator's replay does all once.
"""

from __future__ import annotations

import asyncio
import json
import random
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.broker_server import Broker
from tests.fleet.checker import Checker
from tests.fleet.doses import Dose, say
from tests.fleet.faulty_release import DEADLY, FORGOTTEN, UNREADABLE
from tests.fleet.processes import Fleet, fleet
from tests.fleet.sender import ClientLog, acknowledged
from tests.fleet.sites import POLICE, Site, site
from tests.fleet.towns import add_service
from zf_contracts.envelope import Address
from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform.clock import SystemClock
from zf_platform.database import Database
from zf_platform.ids import new_id
from zf_platform.reading import MAX_CRASHES
from zf_platform.transaction import Actor, Cause, TransactionFactory, Wakeups
from zf_platform.wake import LocalWakeup, NotifyWakeup

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.rabbitmq, pytest.mark.timeout(7200)]
_SENDER, _RECEIVER = Address(POLICE, "casemgmt"), Address(POLICE, "oversight")
_FAULTY, _TRUE = "oversight.faulty", "oversight.true"
_CODES = {UNREADABLE: "message.schema", FORGOTTEN: "message.unexpected", DEADLY: "message.crash_loop"}
_PER_SUBJECT = 2
_BATCH = 500
# The design asks 1.05; measured is that in the mean (README.md), and other work on the machine moves a run by 0.1 and more.
_SLOWER_AT_MOST = 1.4
_SETTINGS = {"ZF_LEASE_SECONDS": "1.5", "ZF_PUBLISH_TIMEOUT": "0.5", "ZF_POLL_SECONDS": "0.2"}


@dataclass(frozen=True)
class Wave:
    """Cases that take two steps each. `poison`: case → (which of its steps, of which kind)."""

    name: str
    cases: Sequence[str]
    poison: Mapping[str, tuple[int, str]]

    @property
    def healthy(self) -> int:
        """Messages that have nothing poisoned before them in their case."""
        return len(self.cases) * _PER_SUBJECT - sum(_PER_SUBJECT - place for place, _ in self.poison.values())

    def steps(self) -> list[CaseStageAdvanced]:
        return [self._step(case_id, number) for case_id in self.cases for number in range(_PER_SUBJECT)]

    def _step(self, case_id: str, number: int) -> CaseStageAdvanced:
        place, kind = self.poison.get(case_id, (-1, ""))
        return CaseStageAdvanced(
            case_id=case_id,
            case_no=case_id,
            collab_no=case_id,
            unit=kind if number == place else "criminal",
            act=f"step_{number}",
            transition="T04",
            from_state="filing_review",
            to_state="investigating",
            acted_at=SystemClock().now(),
        )


async def test_one_in_a_hundred(admin_url: str, broker: Broker, tmp_path: Path, dose: Dose) -> None:
    """C: 10,000 messages, 100 of them poison, 2 of these deadly; N: 100,000, 1,000, 20."""
    count, deadly = dose.of((10_000, 2), (100_000, 20))
    clean = _wave("clean", count, {}, dose.chance)
    kinds = {DEADLY: deadly, UNREADABLE: count // 200, FORGOTTEN: count // 200 - deadly}
    wave = _wave("spoilt", count, kinds, dose.chance)
    async with _town(admin_url, tmp_path, broker) as (made, found), Checker(made) as checker:
        await found.start("police.casemgmt", _TRUE)
        calm = await _give(checker, made, clean, tmp_path / "clean.jsonl", seconds=300)
        await found.terminate(_TRUE)
        await found.start(_FAULTY)
        spoilt = await _give(checker, made, wave, tmp_path / "spoilt.jsonl", seconds=600)
        parked_in = await _all_parked(checker, made, wave, seconds=300)
        await _others_done(checker, wave)
        deaths = _deaths(found, deadly)
        await found.terminate(_FAULTY)
        await found.start(_TRUE)
        replayed = await _replay(made, kinds)
        drained = await checker.drained(seconds=120)
        once = await _all_once(checker, tmp_path, waves=(clean, wave))
        latency = await _latencies(checker)
        assert [death.status for death in found.deaths] == [0, 0], "the mended release or the faulty one's parent died"
    say(
        dose,
        f"F15: {once} messages sent = done once, {sum(kinds.values())} of {count} poison ({_told(kinds)}); {deaths} deaths; "
        f"the {wave.healthy} others in {spoilt:.1f} s, without poison {calm:.1f} s ({spoilt / calm:.2f} ×), {latency}; "
        f"all parked {parked_in:.1f} s later; {replayed} replayed, drained in {drained:.1f} s",
    )
    assert spoilt <= _SLOWER_AT_MOST * calm, f"the others took {spoilt:.1f} s instead of {calm:.1f} s"


def _wave(name: str, count: int, kinds: Mapping[str, int], chance: random.Random) -> Wave:
    cases = [f"{name}-{number:06d}" for number in range(count // _PER_SUBJECT)]
    struck = chance.sample(cases, sum(kinds.values()))
    spread = [kind for kind, times in kinds.items() for _ in range(times)]
    poison = {case_id: (chance.randrange(_PER_SUBJECT), kind) for case_id, kind in zip(struck, spread, strict=True)}
    return Wave(name, cases, poison)


@asynccontextmanager
async def _town(admin_url: str, folder: Path, broker: Broker) -> AsyncIterator[tuple[Site, Fleet]]:
    """casemgmt tells, oversight listens: once as a faulty release, once as the true one, never both."""
    services = ("casemgmt", "liaison", "oversight")
    async with (
        site(admin_url, folder, agencies=(POLICE,), services=services, broker=broker, settings=_SETTINGS) as made,
        fleet(folder) as found,
    ):
        add_service(found, made, _SENDER)
        add_service(found, made, _RECEIVER, name=_TRUE)
        port = made.ports[_RECEIVER]
        found.add(_FAULTY, ["tests.fleet.faulty_release"], environment=made.environment(_RECEIVER), port=port)
        yield made, found


async def _give(checker: Checker, made: Site, wave: Wave, log: Path, *, seconds: float) -> float:
    """Send the wave; seconds from the first commit until everything without poison before it is done."""
    begin = time.monotonic()
    await _send(made, wave, log)
    sql = "SELECT count(*) FROM inbox WHERE state = 'done' AND subject LIKE :subjects"
    while (done := (await checker.rows(_RECEIVER, sql, subjects=f"{wave.name}-%"))[0][0]) != wave.healthy:
        assert time.monotonic() - begin < seconds, f"{done} of {wave.healthy} done after {seconds:.0f} s"
        await asyncio.sleep(0.2)
    return time.monotonic() - begin


async def _send(made: Site, wave: Wave, log: Path) -> None:
    """Through the outbox of casemgmt, whose relay does the rest. Noted only after each commit."""
    url = made.databases[POLICE].service_urls["casemgmt"]
    database = Database(url, schema="casemgmt", pool_size=1)
    wakeups = Wakeups(outbox=NotifyWakeup(url, schema="casemgmt", purpose="outbox"), inbox=LocalWakeup())
    factory = TransactionFactory(database=database, identity=_SENDER, clock=SystemClock(), wakeups=wakeups)
    actor, cause = Actor(account_id="police.handler", agency=POLICE, roles=("handler",)), Cause("poison", "poison")
    steps = wave.steps()
    with ClientLog(log) as kept:
        for start in range(0, len(steps), _BATCH):
            async with factory.begin() as transaction:
                scope = transaction.scope(actor=actor, cause=cause)
                ids = [
                    scope.enqueue(step, to="oversight", subject=step.case_id, acted_at=step.acted_at)
                    for step in steps[start : start + _BATCH]
                ]
                await transaction.commit()
            for message_id in ids:
                kept.note(message_id, status=201)
    await database.close()


async def _all_parked(checker: Checker, made: Site, wave: Wave, *, seconds: float) -> float:
    """Seconds until every poisoned message is parked under the code of its kind, as operators see it."""
    expected = dict(Counter(_CODES[kind] for _, kind in wave.poison.values()))
    begin = time.monotonic()
    async with httpx.AsyncClient(base_url=made.url(_RECEIVER), timeout=10) as http:
        while (told := await _parked_errors(http, made)) != expected:
            assert time.monotonic() - begin < seconds, f"parked {told}, expected {expected}"
            await asyncio.sleep(0.2)
    reasons = "SELECT count(*) FROM inbox WHERE state = 'parked' AND first_error <> '' AND last_error <> ''"
    # Whoever kills its process leaves no first error; its reason is written when it is parked.
    assert (await checker.rows(_RECEIVER, reasons))[0][0] == len(wave.poison)
    return time.monotonic() - begin


async def _parked_errors(http: httpx.AsyncClient, made: Site) -> dict[str, int]:
    """A process that has just been killed cannot be asked."""
    try:
        answer = await http.get("/ops/parked-errors", headers=_operator(made))
    except httpx.TransportError:
        return {}
    assert answer.status_code == 200, answer.text
    return {row["error_code"]: row["parked"] for row in answer.json()}


async def _others_done(checker: Checker, wave: Wave) -> None:
    """What has no poison before it in its case is done without one failure; what has, waits and nothing else."""
    sql = "SELECT state, first_error <> '', count(*) FROM inbox WHERE subject LIKE :subjects GROUP BY 1, 2"
    found = {(row[0], row[1]): row[2] for row in await checker.rows(_RECEIVER, sql, subjects=f"{wave.name}-%")}
    waiting = len(wave.cases) * _PER_SUBJECT - wave.healthy - len(wave.poison)
    assert found == {("done", False): wave.healthy, ("parked", True): len(wave.poison), ("taken", False): waiting}


def _deaths(found: Fleet, deadly: int) -> int:
    """Each deadly message is charged for its own deaths only. The parent outlives all."""
    told = [
        json.loads(line) for line in found.tail(_FAULTY, lines=1_000_000).splitlines() if '"process.killed"' in line
    ]
    assert len({death["killed"] for death in told}) == len(told)
    assert {death["signal"] for death in told} == {signal.SIGKILL}
    assert found.alive(_FAULTY)
    assert len(told) == deadly * MAX_CRASHES
    return len(told)


async def _replay(made: Site, kinds: Mapping[str, int]) -> int:
    """As an operator: look first, then retry all of one error, until nothing of it is parked."""
    total = 0
    async with httpx.AsyncClient(base_url=made.url(_RECEIVER), timeout=30) as http:
        for kind, times in kinds.items():
            body = {"error_code": _CODES[kind], "reason": "新版本已修正"}
            dry = await http.post("/ops/parked-errors/retry", json=body, headers=_operator(made))
            assert dry.json() == {"matched": times, "retried": 0}, dry.text
            retried = 0
            while retried < times:
                answer = await http.post(
                    "/ops/parked-errors/retry", json={**body, "dry_run": False}, headers=_operator(made)
                )
                assert answer.json()["retried"] > 0, answer.text
                retried += answer.json()["retried"]
            total += retried
    return total


def _operator(made: Site) -> dict[str, str]:
    token = made.issuer(POLICE).access_token("police.operator", service="oversight", roles=["operator"])
    return {"authorization": f"Bearer {token}", "idempotency-key": new_id(SystemClock().now())}


async def _all_once(checker: Checker, folder: Path, *, waves: Sequence[Wave]) -> int:
    """Every committed message is done, every case took each of its steps once and in order; the books are in order."""
    logged = [one for wave in waves for one in acknowledged(folder / f"{wave.name}.jsonl")]
    done = [str(row[0]) for row in await checker.rows(_RECEIVER, "SELECT id FROM inbox WHERE state = 'done'")]
    assert sorted(done) == sorted(logged)
    matters = await checker.rows(_RECEIVER, "SELECT case_id, steps, last_act FROM matter")
    expected = {(case_id, _PER_SUBJECT, f"step_{_PER_SUBJECT - 1}") for wave in waves for case_id in wave.cases}
    assert {tuple(row) for row in matters} == expected
    for address in (_SENDER, _RECEIVER):
        assert not (await checker.service(address)).faults
    return len(logged)


async def _latencies(checker: Checker) -> str:
    """From stored to done, of the messages that never failed nor waited for a poisoned one."""
    sql = """
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY took), percentile_cont(0.99) WITHIN GROUP (ORDER BY took),
               max(took)
        FROM (SELECT extract(epoch FROM ended_at - stored_at)::float AS took FROM inbox i
              WHERE subject LIKE 'spoilt-%' AND NOT EXISTS (
                  SELECT 1 FROM inbox p WHERE p.subject = i.subject AND p.first_error <> '')) x
    """
    half, most, worst = (await checker.rows(_RECEIVER, sql))[0]
    return f"p50 {half:.2f} s, p99 {most:.2f} s, slowest {worst:.2f} s"


def _told(kinds: Mapping[str, int]) -> str:
    return ", ".join(f"{times} {_CODES[kind]}" for kind, times in kinds.items())
