"""The node that is walked: four services of the police with one object of each kind, and callers good and bad."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import text

from tests.abuse.test_access_matrix import HANDLER, NOWHERE, UNIT, sample_objects, wired
from tests.abuse.walk.operations import FORM, Operation, operations
from tests.fleet.sites import POLICE, PROCURATORATE, Site, site
from zf_node.wiring import SERVICES
from zf_platform.clock import SystemClock
from zf_platform.ids import new_id, new_secret
from zf_platform.service import RunningService

Marks = Mapping[str, tuple[int, str]]
LOGS = frozenset(
    {"audit_entry", "idempotency_key", "quarantine", "query_try", "paper_check_try", "sign_in_try", "sign_in_place"}
)
"""Tables that grow by being asked: the audit, kept answers, and what counts or keeps refused tries."""


@dataclass(frozen=True)
class Node:
    site: Site
    services: Mapping[str, RunningService]
    clients: Mapping[str, httpx.AsyncClient]
    objects: Mapping[str, str]
    hall_key: str

    @property
    def operations(self) -> list[Operation]:
        return [one for service in self.services.values() for one in operations(service)]

    def has_object_of(self, operation: Operation) -> bool:
        """Whether everything the path names exists here."""
        return all(self.objects.get(name, NOWHERE) != NOWHERE for name in re.findall(r"{(\w+)}", operation.path))

    def token(self, operation: Operation) -> str:
        """Of somebody with every role at once who handles the sample objects, of a peer's node, or the front end's key."""
        if operation.kind == "hall":
            return self.hall_key
        if operation.kind == "node":
            return self.site.issuer(PROCURATORATE).node_token(POLICE)
        roles = [role.id for role in self.site.law.roles.all()]
        issuer = self.site.issuer(POLICE)
        return issuer.access_token(HANDLER, service=operation.service, roles=roles, unit=UNIT)

    async def call(
        self,
        operation: Operation,
        *,
        body: Mapping[str, object] | bytes | None = None,
        query: Mapping[str, str] | None = None,
        token: str | None = None,
        key: str = "",
        path: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """`token`: another than the right one. Path parameters name what exists, where something of the kind does."""
        headers = {"idempotency-key": key or new_id(SystemClock().now())}
        if operation.kind != "public":
            headers["authorization"] = f"Bearer {self.token(operation) if token is None else token}"
        url = operation.path.format_map(_OrNowhere(path or self.objects))
        client = self.clients[operation.service]
        if isinstance(body, bytes):
            headers["content-type"] = operation.content
            return await client.request(operation.method, url, content=body, headers=headers, params=query)
        if operation.content == FORM and body is not None:
            fields = {name: _part(name, value) for name, value in body.items()}
            return await client.request(operation.method, url, files=fields, headers=headers, params=query)
        return await client.request(operation.method, url, json=body, headers=headers, params=query)

    async def marks(self, service: str) -> Marks:
        """Table → how many rows and a sum over what stands in them."""
        database = self.services[service].parts.database
        async with database.session() as session:
            sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = :schema AND table_type = 'BASE TABLE'"
            names = sorted(set((await session.scalars(text(sql), {"schema": service})).all()) - LOGS)
            parts = [
                f"SELECT '{name}', count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM {name} t"
                for name in names
            ]
            rows = await session.execute(text(" UNION ALL ".join(parts)))
            return {str(name): (int(count), str(total)) for name, count, total in rows}


def _part(name: str, value: object) -> tuple[str | None, str]:
    """A file under its usual name, everything else as a plain field."""
    return ("note.txt" if name == "file" else None), str(value)


class _OrNowhere(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return NOWHERE


def changed(before: Marks, after: Marks) -> list[str]:
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


@asynccontextmanager
async def sample_node(admin_url: str, folder: Path) -> AsyncIterator[Node]:
    key = new_secret()
    async with (
        site(admin_url, folder, agencies=(POLICE,), services=SERVICES, settings={"ZF_HALL_KEY": key}) as made,
        wired(made) as (services, clients),
    ):
        yield Node(made, services, clients, await sample_objects(made), key)
