"""A running city to be abused: who may call, what there is to name, and how many rows there are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from zf_contracts.envelope import Address
from zf_law.loader import Law, load_law
from zf_node.city import City, CityPlan, running_city
from zf_node.demo.desk import Town
from zf_node.demo.people import DEMO_PASSWORD
from zf_node.demo.sample import load_sample
from zf_node.demo.seed_people import seed_people
from zf_node.keys_setup import node_agencies, set_up_keys
from zf_node.layout import CityFolder
from zf_node.up import provision_all
from zf_node.wiring import SERVICES
from zf_platform.auth import TokenIssuer
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.clock import SystemClock
from zf_platform.keys import load_keys
from zf_platform.provision import drop_agency
from zf_platform.service import RunningService

SAMPLE_CASES = 8
"""The first plans of the sample: reported, detained, bailed, not filed, in review, checked, sent, accepted."""


@dataclass(frozen=True)
class Ground:
    city: City
    law: Law
    folder: CityFolder
    http: httpx.AsyncClient

    def service(self, address: Address) -> RunningService:
        return self.city.services[address.agency, address.service]

    def issuer(self, agency: str) -> TokenIssuer:
        return TokenIssuer(agency, ring=load_keys(self.folder.key_file(agency)), clock=SystemClock())

    def everybody(self, address: Address, *, peer: str = "court") -> Callable[[str], str]:
        """Makes fresh tokens: of a person with every role at once, and of a peer's node on the routes between agencies."""
        person, node = self.issuer(address.agency), self.issuer(peer)
        roles = [role.id for role in self.law.roles.all()]

        def token(path: str) -> str:
            if path.startswith("/interagency/"):
                return node.node_token(address.agency)
            return person.access_token("tester", service=address.service, roles=roles, unit="criminal")

        return token

    def client(self, address: Address) -> httpx.AsyncClient:
        """Straight to the application of the service, as the front end inside the city calls it."""
        transport = httpx.ASGITransport(app=self.service(address).app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://service", timeout=60)


@asynccontextmanager
async def sample_ground(admin_url: str, root: Path, *, prefix: str) -> AsyncIterator[Ground]:
    law, clock, folder = load_law(), SystemClock(), CityFolder(root)
    agencies = [agency.code for agency in node_agencies(law)]
    set_up_keys(folder, law=law, now=clock.now(), urls={code: f"http://city/api/{code}/liaison" for code in agencies})
    databases = await provision_all(admin_url, law=law, prefix=prefix)
    plan = CityPlan(
        folder=folder,
        law=law,
        clock=clock,
        bus=EmbeddedBus(),
        databases=databases,
        base_url="http://city",
        overrides={"poll_seconds": 0.5, "trace_sink": "none", "pool_size": 1, "pool_overflow": 1},
    )
    try:
        async with running_city(plan) as city:
            await seed_people(city.services, law=law)
            transport = httpx.ASGITransport(app=city.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://city", timeout=60) as http:
                await load_sample(Town(http, base="http://city", password=DEMO_PASSWORD), cases=SAMPLE_CASES)
                yield Ground(city, law, folder, http)
    finally:
        for code in agencies:
            await drop_agency(admin_url, agency=code, services=SERVICES, prefix=prefix)
