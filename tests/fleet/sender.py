"""The client: hands packages over at a given rate, repeats with the same key until it has an answer, and notes each 2xx with
a synced line, so that the log is the truth about what was promised.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import httpx

from tests.fleet.cases import Draft
from tests.fleet.sites import POLICE, Site
from zf_contracts.envelope import Address
from zf_platform.auth import TokenIssuer
from zf_platform.clock import SystemClock

_TOKEN_SECONDS = 40.0
_REPEAT = frozenset({409, 429, 500, 502, 503, 504, 507})
"""Answers after which the same request may be sent again: in progress, or the service could not."""


@dataclass
class Tally:
    """What the client saw. `latencies`: seconds from the first try to the 2xx."""

    acknowledged: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    repeats: int = 0
    server_errors: int = 0
    latencies: list[float] = field(default_factory=list)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies) or [0.0]
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class ClientLog:
    """One line per acknowledged request, on the disk before the next line of code runs."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("a", encoding="utf-8")

    def __enter__(self) -> ClientLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def note(self, transfer_id: str, *, status: int) -> None:
        self._file.write(json.dumps({"transfer": transfer_id, "status": status}) + "\n")
        self._file.flush()
        os.fsync(self._file.fileno())


def acknowledged(path: Path) -> list[str]:
    """What the log says was promised."""
    return [str(json.loads(line)["transfer"]) for line in path.read_text(encoding="utf-8").splitlines()]


class Clerk:
    """The outlet clerk of the sending agency, with a token that is renewed in time."""

    def __init__(
        self, issuer: TokenIssuer, *, account: str = "police.outlet", roles: Sequence[str] = ("outlet_clerk",)
    ):
        self._issuer = issuer
        self._account = account
        self._roles = tuple(roles)
        self._token = ""
        self._until = 0.0

    def headers(self, key: str) -> dict[str, str]:
        if time.monotonic() > self._until:
            self._token = self._issuer.access_token(self._account, service="casemgmt", roles=self._roles, unit="legal")
            self._until = time.monotonic() + _TOKEN_SECONDS
        return {"authorization": f"Bearer {self._token}", "idempotency-key": key}


@dataclass
class Sender:
    """`give_up`: seconds after which a request without an answer counts as unknown."""

    site: Site
    log: Path
    base: str = ""
    give_up: float = 300.0
    tally: Tally = field(default_factory=Tally)

    async def send(self, drafts: Sequence[Draft], *, rate: float) -> Tally:
        """All of them, started evenly; returns when each has its answer or was given up."""
        base = self.base or self.site.url(Address(POLICE, "casemgmt"))
        clerk = Clerk(self.site.issuer(POLICE))
        limits = httpx.Limits(max_connections=40, max_keepalive_connections=20)
        async with httpx.AsyncClient(base_url=base, timeout=10, limits=limits) as http, asyncio.TaskGroup() as group:
            with ClientLog(self.log) as log:
                tasks = []
                begin = time.monotonic()
                for place, draft in enumerate(drafts):
                    await asyncio.sleep(max(0.0, begin + place / rate - time.monotonic()))
                    tasks.append(group.create_task(self._submit(http, draft, clerk=clerk, log=log)))
                await asyncio.gather(*tasks)
        return self.tally

    async def _submit(self, http: httpx.AsyncClient, draft: Draft, *, clerk: Clerk, log: ClientLog) -> None:
        body = {"version": 1, "acted_at": SystemClock().now().isoformat()}
        path = f"/transfers/{draft.transfer_id}/submission"
        begin = time.monotonic()
        while time.monotonic() - begin < self.give_up:
            status, text = await _post(http, path, body, clerk.headers(f"submit-{draft.transfer_id}"))
            if 200 <= status < 300:
                log.note(draft.transfer_id, status=status)
                self.tally.acknowledged.append(draft.transfer_id)
                self.tally.latencies.append(time.monotonic() - begin)
                return
            if status and status not in _REPEAT:
                self.tally.refused.append(f"{draft.transfer_id}: {status} {text[:500]}")
                return
            self.tally.server_errors += status == 500
            self.tally.repeats += 1
            await asyncio.sleep(0.25)
        self.tally.unknown.append(draft.transfer_id)


async def _post(http: httpx.AsyncClient, path: str, body: object, headers: dict[str, str]) -> tuple[int, str]:
    """Status and text; 0 when the line broke and nothing is known."""
    try:
        answer = await http.post(path, json=body, headers=headers)
    except httpx.TransportError:
        return 0, ""
    return answer.status_code, answer.text
