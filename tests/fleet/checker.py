"""The judge after a scenario: every promise kept once, in order, receipted, told alike on both sides, and provable."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from sqlalchemy import text

from tests.fleet.sites import POLICE, PROCURATORATE, Site
from zf_contracts.envelope import Address
from zf_platform.audit import verify
from zf_platform.database import Database

_OPEN = "SELECT count(*) FROM outbox WHERE state IN ('open', 'awaiting_receipt') AND receiver <> ALL(:beyond)"
_WAITING = "SELECT count(*) FROM inbox WHERE state = 'taken'"
_PARKED = "SELECT count(*) FROM inbox WHERE state = 'parked'"
_QUARANTINED = "SELECT count(*) FROM quarantine"
_UNNUMBERED = "SELECT count(*) FROM audit_entry WHERE seq IS NULL"
# Within a sender and subject: the numbers run from one without a gap, and none was ended before its predecessor.
_DISORDER = """
    SELECT count(*) FROM (
        SELECT sequence, ended_at, row_number() OVER lane AS place, lag(ended_at) OVER lane AS before
        FROM inbox WHERE sequence > 0 WINDOW lane AS (PARTITION BY source, subject ORDER BY sequence)
    ) numbered WHERE sequence <> place OR ended_at < before
"""
_SUBMITTED = "SELECT count(*) FROM transfer WHERE state = 'submitted'"
_RECEIPTED = f"""{_SUBMITTED} AND evidence_step = 'delivered'
    AND jsonb_exists_all(evidences, ARRAY['submitted', 'relayed', 'delivered'])"""
_SENT = "SELECT id, digest FROM outbox WHERE channel = 'interagency' AND receiver = :peer"
_GONE_OUT = "SELECT id FROM outbox WHERE receiver = :receiver"
_CAME_IN = "SELECT id FROM inbox"
_RECEIVED = "SELECT id, digest FROM inbox WHERE channel = 'interagency' AND source = :peer"


_QUIET_TIMES = 3


@dataclass
class Verdict:
    """The figures of a run; `faults` is empty when it passed."""

    acknowledged: int = 0
    unknown: int = 0
    effects: int = 0
    receipted: int = 0
    duplicates: int = 0
    resent: int = 0
    drained_in: float = 0.0
    faults: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"sent {self.acknowledged} (+{self.unknown} unknown) = received {self.effects} = receipted {self.receipted}; "
            f"duplicates absorbed {self.duplicates}, sent again {self.resent}; drained in {self.drained_in:.1f} s"
        )


class Checker:
    """Reads the databases of a site from outside. `beyond`: receivers that do not run in this scenario."""

    def __init__(self, site: Site, *, beyond: Sequence[Address] = ()) -> None:
        self._site = site
        self._beyond = [str(one) for one in beyond]
        self._databases: dict[Address, Database] = {}
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Checker:
        for address in self._site.addresses:
            url = self._site.databases[address.agency].service_urls[address.service]
            database = Database(url, schema=address.service, pool_size=1, overflow=1)
            self._databases[address] = database
            self._stack.push_async_callback(database.close)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def drained(self, *, seconds: float) -> float:
        """Wait until nothing is on its way any more; how long that took.

        The services are asked one after the other, so a message may slip from one not yet asked to one asked before: only
        what is quiet three times running is at rest.
        """
        begin = time.monotonic()
        quiet = 0
        while quiet < _QUIET_TIMES:
            left = await self._left()
            quiet = 0 if left else quiet + 1
            assert not left or time.monotonic() - begin < seconds, f"not drained after {seconds:.0f} s: {left}"
            await asyncio.sleep(0.25)
        return time.monotonic() - begin

    async def verdict(
        self, acknowledged: Sequence[str], *, unknown: Sequence[str] = (), explained: int = 0, drained_in: float = 0.0
    ) -> Verdict:
        """`explained`: how many parked or quarantined rows the scenario put there itself."""
        found = Verdict(acknowledged=len(acknowledged), unknown=len(unknown), drained_in=drained_in)
        await self._effects(found, acknowledged, unknown)
        await self._receipts(found)
        await self._ledgers(found)
        for address in self._databases:
            await self._one_service(found, address)
        stuck = [await self._count(address, sql) for address in self._databases for sql in (_PARKED, _QUARANTINED)]
        if sum(stuck) != explained:
            found.faults.append(f"{sum(stuck)} rows parked or quarantined, {explained} explained")
        return found

    async def service(self, address: Address) -> Verdict:
        """The books of one service alone: order, nothing on its way, audit chain."""
        found = Verdict()
        await self._one_service(found, address)
        return found

    async def rows(self, address: Address, sql: str, **values: object) -> list[tuple[object, ...]]:
        async with self._databases[address].session() as session:
            return [tuple(row) for row in await session.execute(text(sql), values)]

    async def crossed(
        self, sender: Address, receiver: Address
    ) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
        """What one side wrote for the other, and what that one took from it: ids with the digests of the signed bytes."""
        sent = await self.rows(sender, _SENT, peer=str(receiver))
        return set(sent), set(await self.rows(receiver, _RECEIVED, peer=str(sender)))

    async def _count(self, address: Address, sql: str, **values: object) -> int:
        return int(str((await self.rows(address, sql, **values))[0][0]))

    async def under_way(self) -> Mapping[str, int]:
        """Messages that have not come to their end, by service and by what they wait for."""
        left: dict[str, int] = {}
        for address in self._databases:
            for name, sql in (("open", _OPEN), ("waiting", _WAITING)):
                values = {"beyond": self._beyond} if name == "open" else {}
                if count := await self._count(address, sql, **values):
                    left[f"{address.agency}.{address.service} {name}"] = count
            if count := await self._in_the_broker(address):
                left[f"{address.agency}.{address.service} not yet taken"] = count
        return left

    async def _in_the_broker(self, receiver: Address) -> int:
        """Written by others for this service and not in its inbox: the broker has them, or had them."""
        sent: set[tuple[object, ...]] = set()
        for sender in self._databases:
            sent.update(await self.rows(sender, _GONE_OUT, receiver=str(receiver)))
        return len(sent.difference(await self.rows(receiver, _CAME_IN))) if sent else 0

    async def _left(self) -> Mapping[str, int]:
        """These, and audit entries that wait for their number."""
        left = dict(await self.under_way())
        for address in self._databases:
            if count := await self._count(address, _UNNUMBERED):
                left[f"{address.agency}.{address.service} unnumbered"] = count
        return left

    async def _effects(self, found: Verdict, acknowledged: Sequence[str], unknown: Sequence[str]) -> None:
        sql = "SELECT transfer_id, count(*) FROM package GROUP BY transfer_id"
        packages = {
            str(key): int(str(count)) for key, count in await self.rows(Address(PROCURATORATE, "casemgmt"), sql)
        }
        found.effects = len(packages)
        lost = [one for one in acknowledged if one not in packages]
        double = [key for key, count in packages.items() if count > 1]
        foreign = set(packages) - {*acknowledged, *unknown}
        if len(set(acknowledged)) != len(acknowledged):
            found.faults.append("a package was acknowledged twice")
        for name, rows in (("lost", lost), ("double", double), ("never asked for", sorted(foreign))):
            if rows:
                found.faults.append(f"{len(rows)} packages {name}: {rows[:3]}")

    async def _receipts(self, found: Verdict) -> None:
        police = Address(POLICE, "casemgmt")
        sent, found.receipted = await self._count(police, _SUBMITTED), await self._count(police, _RECEIPTED)
        if not sent == found.receipted == found.effects:
            found.faults.append(f"{sent} submitted, {found.receipted} with all evidences, {found.effects} received")

    async def _ledgers(self, found: Verdict) -> None:
        """Outbox of one side against inbox of the other: the same ids with the same digests of the signed bytes."""
        for here, there in ((POLICE, PROCURATORATE), (PROCURATORATE, POLICE)):
            sent, received = await self.crossed(Address(here, "liaison"), Address(there, "liaison"))
            if sent != received:
                found.faults.append(f"{here} → {there}: {len(sent ^ received)} messages differ between the two sides")
        out = await self._ledger(POLICE, "out")
        into = await self._ledger(PROCURATORATE, "in")
        if out != into or len(out) != found.effects:
            found.faults.append(f"ledgers differ: {len(out)} out, {len(into)} in")

    async def _ledger(self, agency: str, direction: str) -> set[tuple[object, ...]]:
        sql = (
            "SELECT message_id, transfer_id, state FROM ledger WHERE direction = :direction AND transfer_id IS NOT NULL"
        )
        return set(await self.rows(Address(agency, "liaison"), sql, direction=direction))

    async def _one_service(self, found: Verdict, address: Address) -> None:
        name = f"{address.agency}.{address.service}"
        if disorder := await self._count(address, _DISORDER):
            found.faults.append(f"{name}: {disorder} messages acted on out of order")
        if left := await self._count(address, _OPEN, beyond=self._beyond) + await self._count(address, _WAITING):
            found.faults.append(f"{name}: {left} messages still on their way")
        found.duplicates += await self._count(address, "SELECT coalesce(sum(duplicates), 0) FROM inbox")
        found.resent += await self._count(address, "SELECT coalesce(sum(sends - 1), 0) FROM outbox WHERE sends > 1")
        async with self._databases[address].session() as session:
            report = await verify(session)
        if not report.ok or report.unsequenced:
            found.faults.append(
                f"{name}: audit chain {report.fault} at {report.first_bad}, {report.unsequenced} unnumbered"
            )
