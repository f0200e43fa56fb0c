"""Where the processes of a scenario live: databases under a prefix of their own, keys, directory, broker, ports, settings."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import permutations
from pathlib import Path

from tests.broker_server import Broker, Installation, installation
from tests.ports import free_port
from zf_contracts.envelope import Address
from zf_law.loader import Law, load_law
from zf_node.keys_setup import set_up_keys
from zf_node.layout import CityFolder
from zf_platform.auth import TokenIssuer
from zf_platform.clock import SystemClock
from zf_platform.ids import new_secret
from zf_platform.keys import load_keys
from zf_platform.provision import AgencyDatabase, drop_agency, provision_agency

POLICE, PROCURATORATE = "police", "procuratorate"
PAIR = (POLICE, PROCURATORATE)
EXCHANGE = ("casemgmt", "liaison")

QUICK: Mapping[str, str] = {
    "ZF_LEASE_SECONDS": "3",
    "ZF_PUBLISH_TIMEOUT": "1",
    "ZF_RESEND_SECONDS": "2",
    "ZF_RESEND_MAX": "16",
    "ZF_POLL_SECONDS": "0.5",
    "ZF_DRAIN_SECONDS": "10",
    "ZF_TRACE_SINK": "none",
    "ZF_LOG_LEVEL": "INFO",
}
"""Leases and resends in seconds instead of minutes, so that a scenario fits into a test."""


@dataclass(frozen=True)
class Site:
    """Everything a process needs to know. Services of one agency share its blobs and keys."""

    folder: CityFolder
    law: Law
    databases: Mapping[str, AgencyDatabase]
    ports: Mapping[Address, int]
    broker: Installation | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    @property
    def addresses(self) -> list[Address]:
        return list(self.ports)

    def url(self, address: Address) -> str:
        return f"http://127.0.0.1:{self.ports[address]}"

    def issuer(self, agency: str) -> TokenIssuer:
        return TokenIssuer(agency, ring=load_keys(self.folder.key_file(agency)), clock=SystemClock())

    def environment(self, address: Address) -> dict[str, str]:
        """As the deployment would set it for this process."""
        agency, service = address.agency, address.service
        values = {
            **self.shared_environment(agency),
            "ZF_AGENCY": agency,
            "ZF_SERVICE": service,
            "ZF_DATABASE_URL": self.databases[agency].service_urls[service],
            "ZF_HOST": "127.0.0.1",
            "ZF_PORT": str(self.ports[address]),
            "ZF_PUBLIC_URL": self.url(address),
            "ZF_BUS": "embedded",
        }
        if self.broker is not None:
            urls = self.broker.urls(address)
            values |= {"ZF_BUS": "rabbitmq", "ZF_AMQP_URL": urls["internal"]}
            if "interagency" in urls:
                values["ZF_AMQP_INTERAGENCY_URL"] = urls["interagency"]
        return values

    def shared_environment(self, agency: str) -> dict[str, str]:
        folder = self.folder
        return {
            "ZF_DIRECTORY_FILE": str(folder.directory_file),
            "ZF_DIRECTORY_OPERATOR_KEY_FILE": str(folder.operator_public_key),
            "ZF_KEY_FILE": str(folder.key_file(agency)),
            "ZF_PERSONAL_KEY": folder.personal_key(agency).read_text(encoding="ascii"),
            "ZF_BLOB_DIR": str(folder.blobs(agency)),
            "ZF_WAKE": "notify",
            "ZF_POOL_SIZE": "2",
            "ZF_POOL_OVERFLOW": "6",
            **QUICK,
            **self.settings,
        }


@asynccontextmanager
async def site(
    admin_url: str,
    folder: Path,
    *,
    agencies: Sequence[str] = PAIR,
    services: Sequence[str] | Mapping[str, Sequence[str]] = EXCHANGE,
    broker: Broker | None = None,
    settings: Mapping[str, str] | None = None,
    one_port: bool = False,
) -> AsyncIterator[Site]:
    """Databases are dropped and broker names removed at the end. `one_port`: all services in one process.

    `services`: the same for every agency, or by agency.
    """
    law = load_law()
    chosen = services if isinstance(services, Mapping) else dict.fromkeys(agencies, services)
    prefix = f"zff{os.getpid() % 100_000}{new_secret(2).lower().replace('-', 'a').replace('_', 'b')}_"
    city_port = free_port()
    ports = {
        Address(agency, service): city_port if one_port else free_port()
        for agency in agencies
        for service in chosen[agency]
    }
    city = CityFolder(folder)
    urls = {agency: f"http://127.0.0.1:{ports[Address(agency, 'liaison')]}" for agency in agencies}
    if one_port:
        urls = {agency: f"{url}/api/{agency}/liaison" for agency, url in urls.items()}
    set_up_keys(city, law=law, now=SystemClock().now(), urls=urls)
    databases: dict[str, AgencyDatabase] = {}
    try:
        for agency in agencies:
            databases[agency] = await provision_agency(admin_url, agency=agency, services=chosen[agency], prefix=prefix)
        found = Site(city, law, databases, ports, settings=dict(settings or {}), prefix=prefix)
        if broker is None:
            yield found
        else:
            async with installation(broker, agencies=agencies, pairs=list(permutations(agencies, 2))) as installed:
                yield Site(city, law, databases, ports, broker=installed, settings=dict(settings or {}), prefix=prefix)
    finally:
        for agency in databases:
            await drop_agency(admin_url, agency=agency, services=chosen[agency], prefix=prefix)
