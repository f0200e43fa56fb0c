"""What tests of services need: real keys and tokens, a service over a real database, draining without waiting.

Nothing here is a stand-in: the tokens are signed, the database is PostgreSQL, the bus is the in-process one of the city.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import permutations
from pathlib import Path

import httpx
from pydantic import SecretStr

from zf_contracts.envelope import Address
from zf_platform.auth import Roles, TokenIssuer, TokenVerifier
from zf_platform.bus.base import Bus
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import ZONE, Clock, FixedClock, SystemClock
from zf_platform.directory import Directory, FixedDirectory, agency_entry, make_directory
from zf_platform.ids import new_id
from zf_platform.keys import KeyRing, KeyUse, generate_key, generate_keys
from zf_platform.provision import AgencyDatabase, drop_agency, provision_agency
from zf_platform.service import RunningService, ServiceSpec, build_service
from zf_platform.settings import ServiceSettings
from zf_platform.stepping import drain, take_messages

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class CityKeys:
    """Keys of several agencies and the signed directory that names them; every pair may exchange."""

    rings: Mapping[str, KeyRing]
    directory: FixedDirectory
    clock: Clock

    @classmethod
    def make(cls, agencies: Sequence[str], *, clock: Clock | None = None) -> CityKeys:
        clock = clock or SystemClock()
        now = clock.now()
        operator = generate_key("operator", use=KeyUse.DIRECTORY, now=now)
        rings = {agency: generate_keys(agency, now=now) for agency in agencies}
        raw = make_directory(
            [agency_entry(code, kind=code, name_zh=code, name_en=code, ring=ring) for code, ring in rings.items()],
            pairs=list(permutations(agencies, 2)),
            version=1,
            now=now,
            operator_key=operator,
        )
        return cls(rings, FixedDirectory(Directory.parse(raw, operator.entry.public)), clock)

    def issuer(self, agency: str) -> TokenIssuer:
        return TokenIssuer(agency, ring=self.rings[agency], clock=self.clock)

    def verifier(self, address: Address) -> TokenVerifier:
        return TokenVerifier(address, directory=self.directory, clock=self.clock)


@dataclass(frozen=True)
class ServiceUnderTest:
    """A wired service and clients that call it as somebody."""

    service: RunningService
    keys: CityKeys
    clients: list[httpx.AsyncClient] = field(default_factory=list)

    @property
    def address(self) -> Address:
        return self.service.address

    def caller(self, account_id: str, *, roles: Iterable[str], unit: str = "", name: str = "") -> Caller:
        """A client with the signed token of this person, a fresh one for each request as the front end would."""
        issuer = self.keys.issuer(self.address.agency)
        held = list(roles)
        return self._caller(
            lambda: issuer.access_token(account_id, service=self.address.service, roles=held, unit=unit, name=name)
        )

    def peer(self, agency: str) -> Caller:
        """A client with the node token of another agency."""
        issuer = self.keys.issuer(agency)
        return self._caller(lambda: issuer.node_token(self.address.agency))

    def stranger(self) -> Caller:
        """A client without any token."""
        return self._caller(None)

    def _caller(self, token: Callable[[], str] | None) -> Caller:
        client = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.service.app, raise_app_exceptions=False),
            base_url=f"http://{self.address.agency}-{self.address.service}",
            headers={"authorization": f"Bearer {token()}"} if token else {},
            auth=FreshToken(token) if token else None,
        )
        self.clients.append(client)
        return Caller(client)


@dataclass(frozen=True)
class FreshToken(httpx.Auth):
    """Puts a new token on every request: a slow machine never makes a test's token old."""

    make: Callable[[], str]

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["authorization"] = f"Bearer {self.make()}"
        yield request


@dataclass(frozen=True)
class Caller:
    """An HTTP client that gives every act a fresh Idempotency-Key unless told one."""

    http: httpx.AsyncClient

    async def call(
        self,
        method: str,
        path: str,
        *,
        json: object = None,
        key: str = "",
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        sent = dict(headers or {})
        if method in UNSAFE:
            sent.setdefault("idempotency-key", key or new_id(datetime.now(ZONE)))
        return await self.http.request(method, path, json=json, headers=sent, params=params)

    async def get(self, path: str, *, params: Mapping[str, str] | None = None) -> httpx.Response:
        return await self.call("GET", path, params=params)

    async def post(self, path: str, *, json: object = None, key: str = "") -> httpx.Response:
        return await self.call("POST", path, json=json, key=key)


@asynccontextmanager
async def agency_database(
    admin_url: str, *, agency: str, services: Sequence[str], prefix: str
) -> AsyncIterator[AgencyDatabase]:
    """A fresh, migrated database with its roles; `prefix` keeps test suites apart. Dropped at the end."""
    await drop_agency(admin_url, agency=agency, services=services, prefix=prefix)
    database = await provision_agency(admin_url, agency=agency, services=services, prefix=prefix)
    try:
        yield database
    finally:
        await drop_agency(admin_url, agency=agency, services=services, prefix=prefix)


@asynccontextmanager
async def start_test_service(
    spec: ServiceSpec,
    *,
    database: AgencyDatabase,
    keys: CityKeys,
    roles: Roles,
    blob_dir: Path,
    bus: Bus | None = None,
    clock: Clock | None = None,
    loops: bool = False,
    settings: Mapping[str, object] | None = None,
) -> AsyncIterator[ServiceUnderTest]:
    """A service ready to be called. Without `loops` nothing moves by itself: `drain` moves it, the same way each time."""
    chosen = ServiceSettings(
        agency=database.agency,
        service=spec.name,
        database_url=SecretStr(database.service_urls[spec.name].replace("+asyncpg", "")),
        blob_dir=blob_dir,
        trace_sink="none",
    ).model_copy(update=dict(settings or {}))
    bus = bus or EmbeddedBus()
    service = build_service(
        spec,
        chosen,
        bus=bus,
        clock=clock or keys.clock,
        verifier=keys.verifier(Address(database.agency, spec.name)),
        roles=roles,
    )
    under_test = ServiceUnderTest(service, keys)
    await (service.start() if loops else take_messages(service))
    try:
        yield under_test
    finally:
        for client in under_test.clients:
            await client.aclose()
        await service.stop()


PLANTED: Mapping[str, str] = {
    "name": "欧阳测试萱",
    "latin_name": "Planted-Wintergreen-Person",
    "id_number": "110105199003078515",
    "phone": "13912345678",
    "address": "北京市海淀区测试胡同77号",
    "charge": "涉嫌测试盗窃罪",
}
"""Texts that stand for personal data: put them into requests, then look for them where they must not be."""


def planted_in(content: str) -> list[str]:
    """Which planted texts occur, also when JSON escaped them."""
    return [
        kind
        for kind, value in PLANTED.items()
        if value in content or value.encode("unicode_escape").decode() in content
    ]


__all__ = [
    "PLANTED",
    "Caller",
    "CityKeys",
    "FixedClock",
    "FreshToken",
    "ServiceUnderTest",
    "agency_database",
    "drain",
    "planted_in",
    "start_test_service",
]
