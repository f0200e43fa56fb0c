"""Liaisons of four agencies as processes, and people at their desks who repeat whatever a dying service did not answer."""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.broker_server import Broker
from tests.fleet.checker import Checker
from tests.fleet.processes import Fleet, fleet
from tests.fleet.sites import Site, site
from tests.fleet.towns import add_service
from tests.fleet.waiting import LONG
from zf_contracts.envelope import Address
from zf_node.demo.desk import Json, Town
from zf_node.demo.people import DEMO_PASSWORD

AGENCIES = ("committee", "police", "procuratorate", "court")
BEYOND = tuple(Address(agency, service) for agency in AGENCIES for service in ("casemgmt", "oversight", "intake"))
"""Told of clocks and cases by their liaison; they do not run here, so those rows stay in its outbox."""
_REPEAT = frozenset({500, 502, 503, 504})
_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_UNKEPT = frozenset({"/sessions"})
"""Signing in keeps no key: the stored hash of its body would be a fast hash of a password."""
_STORED = "SELECT key FROM idempotency_key WHERE key = ANY(:keys) AND status < 300"
_SETTINGS: Mapping[str, str] = {"ZF_POOL_SIZE": "2", "ZF_POOL_OVERFLOW": "4"}
_RECORD = """
    SELECT 'head', version, head::text FROM meeting WHERE id = :id
    UNION ALL SELECT part_id, version, body::text FROM meeting_part WHERE meeting_id = :id
    UNION ALL SELECT part_id || '#' || revision, revision, body::text FROM meeting_section_revision WHERE meeting_id = :id
    ORDER BY 1
"""


class Insistent(httpx.AsyncHTTPTransport):
    """Repeats a request, with its key, until it is answered; each change that was answered 2xx goes to the log."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self._log = log.open("a", encoding="utf-8")
        self.repeats = 0
        self.server_errors = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        end = time.monotonic() + LONG
        while True:
            try:
                answer = await super().handle_async_request(request)
            except httpx.TransportError:
                if time.monotonic() > end:
                    raise
            else:
                self.server_errors += answer.status_code == 500
                if answer.status_code not in _REPEAT or time.monotonic() > end:
                    self._note(request, answer)
                    return answer
                await answer.aclose()
            self.repeats += 1
            await asyncio.sleep(0.25)

    async def aclose(self) -> None:
        self._log.close()
        await super().aclose()

    def _note(self, request: httpx.Request, answer: httpx.Response) -> None:
        """On the disk before anybody hears of the answer."""
        if request.method in _CHANGES and answer.is_success and request.url.path not in _UNKEPT:
            key = request.headers["idempotency-key"]
            self._log.write(json.dumps({"port": request.url.port, "path": request.url.path, "key": key}) + "\n")
            self._log.flush()
            os.fsync(self._log.fileno())


@dataclass
class RoundTable:
    """`town`: the desks. `faults` of the judgement are sentences."""

    site: Site
    fleet: Fleet
    town: Town
    line: Insistent
    log: Path
    faults: list[str] = field(default_factory=list)
    killed: list[str] = field(default_factory=list)

    def liaison(self, agency: str) -> str:
        return f"{agency}.liaison"

    def acknowledged(self) -> list[Json]:
        return [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]

    async def rows(self, agency: str, sql: str, **values: object) -> list[tuple[object, ...]]:
        async with Checker(self.site) as checker:
            return await checker.rows(Address(agency, "liaison"), sql, **values)

    async def count(self, agency: str, sql: str) -> int:
        return int(str((await self.rows(agency, sql))[0][0]))

    async def ids(self, sql: str) -> list[str]:
        """Of the convener's node."""
        return [str(row[0]) for row in await self.rows(AGENCIES[0], sql)]

    async def judge(self, meetings: Sequence[str], *, seconds: float = 300.0) -> str:
        """Wait for rest; then every answered change is in its database once, every record alike, every pair's books equal."""
        async with Checker(self.site, beyond=BEYOND) as checker:
            drained = await checker.drained(seconds=seconds)
            duplicates = 0
            for address in self.site.addresses:
                found = await checker.service(address)
                self.faults += found.faults
                duplicates += found.duplicates
            await self._kept(checker)
            for meeting_id in meetings:
                await self._alike(checker, meeting_id)
            messages = await self._exchanged(checker)
        assert not self.faults, "\n".join(self.faults)
        return (
            f"{len(self.acknowledged())} answered acts kept, {messages} messages sent = received, {duplicates} duplicates "
            f"absorbed, {len(meetings)} records alike on {len(AGENCIES)} nodes, drained in {drained:.1f} s"
        )

    async def _kept(self, checker: Checker) -> None:
        """The key of every change that was answered stands in the database of the service that answered."""
        for address in self.site.addresses:
            port = self.site.ports[address]
            answered = {str(one["key"]) for one in self.acknowledged() if one["port"] == port}
            rows = await checker.rows(address, _STORED, keys=sorted(answered))
            if lost := answered - {str(row[0]) for row in rows}:
                self.faults.append(f"{address}: {len(lost)} answered acts are not there")

    async def _alike(self, checker: Checker, meeting_id: str) -> None:
        first, *others = [
            await checker.rows(address, _RECORD, id=meeting_id)
            for address in self.site.addresses
            if address.service == "liaison"
        ]
        if not first or any(one != first for one in others):
            self.faults.append(f"meeting {meeting_id} differs between the nodes")

    async def _exchanged(self, checker: Checker) -> int:
        """Outbox of one side against inbox of the other, and the ledger's evidence for each."""
        total = 0
        for here in self.site.addresses:
            for there in self.site.addresses:
                if here == there:
                    continue
                sent, received = await checker.crossed(here, there)
                total += len(sent)
                if sent != received:
                    self.faults.append(f"{here} → {there}: {len(sent ^ received)} messages differ")
            waiting = await checker.rows(
                here, "SELECT count(*) FROM ledger WHERE direction = 'out' AND state IN ('waiting', 'failed')"
            )
            if waiting[0][0]:
                self.faults.append(f"{here}: {waiting[0][0]} messages without the receipt of their delivery")
        return total


@asynccontextmanager
async def round_table(admin_url: str, folder: Path, *, broker: Broker) -> AsyncIterator[RoundTable]:
    """Four liaisons by the command of the deployment, over RabbitMQ, with the demo accounts."""
    log = folder / "acknowledged.jsonl"
    async with (
        site(admin_url, folder, agencies=AGENCIES, services=("liaison",), broker=broker, settings=_SETTINGS) as made,
        fleet(folder) as found,
    ):
        for address in made.addresses:
            add_service(found, made, address)
        await found.start()
        await _enrol(made, found, admin_url)
        line = Insistent(log)
        async with httpx.AsyncClient(transport=line, timeout=10) as http:
            urls = {(one.agency, one.service): made.url(one) for one in made.addresses}
            town = Town(http, base="http://nowhere.invalid", password=DEMO_PASSWORD, urls=urls)
            yield RoundTable(made, found, town, line, log)


async def _enrol(made: Site, found: Fleet, admin_url: str) -> None:
    argv = ["zf", "demo", "people", "--admin-url", admin_url, "--prefix", made.prefix]
    argv += [word for agency in AGENCIES for word in ("--agency", agency)]
    assert await found.run("people", argv, environment={}) == 0, found.tail("people")
