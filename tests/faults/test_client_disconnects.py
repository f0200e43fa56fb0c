"""F20: the client goes away at every phase of a request and tries again with the same key: one effect, the same answer."""

import asyncio
import json
import random
from pathlib import Path

import pytest

from tests.fleet.cases import Draft, load_cases
from tests.fleet.checker import Checker
from tests.fleet.doses import Dose, say
from tests.fleet.processes import fleet
from tests.fleet.sender import Clerk
from tests.fleet.sites import POLICE, Site, site
from tests.fleet.towns import add_service
from zf_contracts.envelope import Address
from zf_platform.clock import SystemClock

pytestmark = [pytest.mark.faults, pytest.mark.slow, pytest.mark.timeout(3600)]
_CASEMGMT = Address(POLICE, "casemgmt")
_AT_ONCE = 8
PHASES = (
    "connected",
    "in the headers",
    "headers sent",
    "in the body",
    "sent, gone at once",
    "sent, gone while it works",
    "in the answer",
    "two at once",
)


async def test_the_same_key_again_at_every_phase(admin_url: str, tmp_path: Path, dose: Dose) -> None:
    """C: 504 requests, 63 in each of 8 phases; N: 10,000. Each is repeated twice after its line broke."""
    count = dose.of(63, 1250) * len(PHASES)
    async with site(admin_url, tmp_path, agencies=(POLICE,)) as made, fleet(tmp_path) as found:
        add_service(found, made, _CASEMGMT)
        drafts = await load_cases(made, count, files=False)
        await found.start()
        answers = await _all(made, drafts, dose.chance)
        effects = await _effects(made)
    broken = sum(replayed for replayed in answers)
    say(dose, f"F20: {count} requests, {effects} effects; {broken} first tries had already been carried out")
    assert effects == count
    assert 0 < broken < count


async def _all(made: Site, drafts: list[Draft], chance: random.Random) -> list[bool]:
    gate = asyncio.Semaphore(_AT_ONCE)
    clerk = Clerk(made.issuer(POLICE))

    async def one(place: int, draft: Draft) -> bool:
        async with gate:
            return await _one(made, draft, PHASES[place % len(PHASES)], clerk, chance)

    return list(await asyncio.gather(*(one(place, draft) for place, draft in enumerate(drafts))))


async def _one(made: Site, draft: Draft, phase: str, clerk: Clerk, chance: random.Random) -> bool:
    """True when the answer came from the store: the broken try had been carried out."""
    request = _request(made, draft, clerk)
    port = made.ports[_CASEMGMT]
    if phase == "two at once":
        first, twin = await asyncio.gather(_whole(port, request), _whole(port, request))
        # The twin waits for the first and gets its answer, or is told after its wait that the first is still at work.
        assert {first[0], twin[0]} <= {200, 409}, (first, twin)
    else:
        await _broken(port, request, phase, chance)
    status, replayed, body = await _whole(port, request)
    assert status == 200, f"{phase}: {status} {body!r}"
    again = await _whole(port, request)
    assert again == (200, True, body), f"{phase}: another answer for the same key"
    return replayed


def _request(made: Site, draft: Draft, clerk: Clerk) -> bytes:
    body = json.dumps({"version": 1, "acted_at": SystemClock().now().isoformat()}).encode()
    headers = {
        "host": f"127.0.0.1:{made.ports[_CASEMGMT]}",
        "content-type": "application/json",
        "content-length": str(len(body)),
        "connection": "close",
        **clerk.headers(f"submit-{draft.transfer_id}"),
    }
    lines = [f"POST /transfers/{draft.transfer_id}/submission HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


async def _broken(port: int, request: bytes, phase: str, chance: random.Random) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = request.index(b"\r\n\r\n") + 4
    sent = {
        "connected": 0,
        "in the headers": chance.randint(1, head - 5),
        "headers sent": head,
        "in the body": chance.randint(head + 1, len(request) - 1),
    }.get(phase, len(request))
    writer.write(request[:sent])
    await writer.drain()
    if phase == "sent, gone while it works":
        await asyncio.sleep(chance.uniform(0.001, 0.08))
    if phase == "in the answer":
        await reader.readexactly(20)
    writer.transport.abort()


async def _whole(port: int, request: bytes) -> tuple[int, bool, bytes]:
    """Status, whether the answer came from the store, body."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").lower().split("\r\n")
    return int(lines[0].split()[1]), "idempotency-replayed: true" in lines, body


async def _effects(made: Site) -> int:
    """Transfers that left, each with one message to liaison, one line in the timeline and one in the audit log."""
    async with Checker(made) as checker:
        counts = {
            table: int(str((await checker.rows(_CASEMGMT, f"SELECT count(*) FROM {table}"))[0][0]))
            for table in (
                "transfer WHERE state = 'submitted'",
                "outbox WHERE receiver LIKE '%liaison'",
                "timeline_entry",
                "audit_entry WHERE act = 'transfer.submit'",
                "idempotency_key WHERE status = 200",
            )
        }
    assert len(set(counts.values())) == 1, counts
    return next(iter(counts.values()))
