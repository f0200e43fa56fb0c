"""The ground of a measurement: a broker and a database server, and on them whatever a contestant needs.

RabbitMQ: ZF_TEST_AMQP_URL, else a server of our own started for the run (its CPU is then ours alone), else the local one.
PostgreSQL: ZF_TEST_DATABASE_URL, else the local server. Everything made here is taken away at the end.
"""

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.broker_server import Broker, installation, private_rabbitmq, rabbitmq_server
from tests.database_server import postgres_server
from tests.fleet.cases import PAPERS, Draft, load_cases
from tests.fleet.sites import PAIR, Site
from tests.ports import free_port
from tests.private_broker import server_program
from zf_contracts.envelope import Address
from zf_law.loader import load_law
from zf_node.keys_setup import set_up_keys
from zf_node.layout import CityFolder
from zf_platform.clock import SystemClock
from zf_platform.provision import AgencyDatabase, drop_agency, provision_agency

SERVICES = ("casemgmt", "liaison", "oversight")
ITEMS = (*PAPERS, "evidence_list", "lawyer_opinion")
"""Five lines in each manifest."""

PREFIX = f"zfb{os.getpid()}_"
"""All databases of one run begin like this; that is also how the CPU of their backends is told from others'."""

PRODUCTION: dict[str, str] = {
    "ZF_LEASE_SECONDS": "15",
    "ZF_PUBLISH_TIMEOUT": "5",
    "ZF_RESEND_SECONDS": "60",
    "ZF_RESEND_MAX": "3600",
    "ZF_POLL_SECONDS": "1",
    "ZF_DRAIN_SECONDS": "10",
    "ZF_POOL_SIZE": "12",
    "ZF_POOL_OVERFLOW": "3",
    "ZF_TRACE_SINK": "pg",
    "ZF_LOG_LEVEL": "WARNING",
}
"""As the deployment files set a service process, instead of the short leases of the fault tests."""


class NothingToMeasureOn(RuntimeError):
    """No broker or no database server; the text says what was looked for."""


@dataclass(frozen=True, slots=True)
class Servers:
    """`admin_url` is PostgreSQL's superuser; `private` tells whether nobody else uses the broker."""

    admin_url: str
    broker: Broker
    private: bool

    @property
    def dsn(self) -> str:
        return self.admin_url.replace("+asyncpg", "")


@contextmanager
def servers() -> Iterator[Servers]:
    """Raises NothingToMeasureOn when there is no broker: half a comparison would mislead."""
    import pytest

    private = "ZF_TEST_AMQP_URL" not in os.environ and server_program() is not None
    try:
        with postgres_server() as admin_url, private_rabbitmq() if private else rabbitmq_server() as broker:
            yield Servers(admin_url, broker, private)
    except pytest.skip.Exception as skipped:
        raise NothingToMeasureOn(str(skipped)) from None


@asynccontextmanager
async def two_agencies(found: Servers, folder: Path, *, prefix: str = PREFIX) -> AsyncIterator[Site]:
    """Databases, keys, directory and broker accounts of police and procuratorate, as a deployment makes them."""
    law = load_law()
    ports = {Address(agency, service): free_port() for agency in PAIR for service in SERVICES}
    city = CityFolder(folder)
    urls = {agency: f"http://127.0.0.1:{ports[Address(agency, 'liaison')]}" for agency in PAIR}
    set_up_keys(city, law=law, now=SystemClock().now(), urls=urls)
    try:
        databases = await provisioned(found, prefix=prefix)
        pairs = list(permutations(PAIR, 2))
        async with installation(found.broker, agencies=PAIR, pairs=pairs) as installed:
            yield Site(city, law, databases, ports, broker=installed, settings=PRODUCTION)
    finally:
        await forget(found, prefix=prefix)


async def provisioned(found: Servers, *, prefix: str) -> dict[str, AgencyDatabase]:
    """Both agencies' databases with the tables, indexes and rights that migrations give them."""
    return {
        agency: await provision_agency(found.admin_url, agency=agency, services=SERVICES, prefix=prefix)
        for agency in PAIR
    }


async def forget(found: Servers, *, prefix: str) -> None:
    for agency in PAIR:
        await drop_agency(found.admin_url, agency=agency, services=SERVICES, prefix=prefix)


async def drafts(site: Site, count: int, *, first: int) -> list[Draft]:
    """Cases in exit review, checked and signed, each with a draft package of five papers; files are shared by all."""
    return await load_cases(site, count, files=False, papers=ITEMS, first=first)


@asynccontextmanager
async def raw_databases(found: Servers) -> AsyncIterator[list[str]]:
    """Both agencies' databases once more, empty, entered as superuser; yields police's and procuratorate's address."""
    prefix = f"{PREFIX}raw_"
    try:
        made = await provisioned(found, prefix=prefix)
        dsn = make_url(found.dsn)
        yield [dsn.set(database=made[agency].database).render_as_string(hide_password=False) for agency in PAIR]
    finally:
        await forget(found, prefix=prefix)


@asynccontextmanager
async def plain_database(found: Servers, name: str) -> AsyncIterator[str]:
    """An empty database for a peer; yields its libpq address."""
    database = f"{PREFIX}{name}"
    await _run(found.admin_url, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)', f'CREATE DATABASE "{database}"')
    try:
        yield make_url(found.dsn).set(database=database).render_as_string(hide_password=False)
    finally:
        await _run(found.admin_url, f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


@asynccontextmanager
async def plain_vhost(found: Servers, name: str) -> AsyncIterator[str]:
    """An empty vhost with one account that may do everything there; yields its address."""
    vhost = f"{PREFIX}{name}"
    user = {"name": vhost, "password": "bench", "tags": ""}
    rights = {"user": vhost, "vhost": vhost, "configure": ".*", "write": ".*", "read": ".*"}
    await found.broker.admin.load({"vhosts": [{"name": vhost}], "users": [user], "permissions": [rights]})
    try:
        yield found.broker.url(vhost, password="bench", vhost=vhost)
    finally:
        await _remove_vhost(found.broker, vhost)


async def _remove_vhost(broker: Broker, vhost: str) -> None:
    from zf_platform.broker_setup import ManagementApi, Rabbitmqctl

    if isinstance(broker.admin, ManagementApi):
        await broker.admin.remove("vhosts", vhost)
        await broker.admin.remove("users", vhost)
    elif isinstance(broker.admin, Rabbitmqctl):
        await broker.admin.run("delete_vhost", vhost)
        await broker.admin.run("delete_user", vhost)


async def _run(admin_url: str, *statements: str) -> None:
    engine = create_async_engine(admin_url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


__all__: Sequence[str] = (
    "ITEMS", "PREFIX", "NothingToMeasureOn", "Servers", "drafts", "forget", "plain_database", "plain_vhost",
    "raw_databases", "servers", "two_agencies",
)  # fmt: skip
