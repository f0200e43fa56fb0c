"""A RabbitMQ server for tests: the configured one, else a local one, else a private one, else a container, else a loud skip.

`installation` puts agencies with users and permissions on it under a prefix of its own, and takes all of it away again.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import aio_pika
import httpx
import pytest

from tests.broker_leftovers import remove, remove_leftovers, run_prefix
from tests.private_broker import START_SECONDS, PrivateNode, listens, server_program
from zf_contracts.envelope import Address
from zf_platform.broker_setup import BrokerAdmin, BrokerUnreachable, ManagementApi, Rabbitmqctl, apply
from zf_platform.ids import new_secret
from zf_platform.topology import Names, Topology, describe

CONTAINER_IMAGE = os.environ.get("ZF_TEST_RABBITMQ_IMAGE", "rabbitmq:4.2")
_NO_BROKER = (
    "no RabbitMQ for tests: none configured (ZF_TEST_AMQP_URL), none on 127.0.0.1:5672 with a working rabbitmqctl, "
    "no rabbitmq-server on this machine, no container engine"
)


@dataclass(frozen=True)
class Broker:
    """A running broker and the means to administer it."""

    host: str
    port: int
    admin: BrokerAdmin
    how: str

    def url(self, user: str, *, password: str, vhost: str, port: int | None = None) -> str:
        return f"amqp://{quote(user)}:{quote(password)}@{self.host}:{port or self.port}/{quote(vhost, safe='')}"


@dataclass(frozen=True)
class PrivateBroker(Broker):
    """A broker of our own that a test may hurt."""

    ctl: Rabbitmqctl = field(default_factory=Rabbitmqctl)
    kill: Callable[[], int] = field(default=lambda: 0)
    """SIGKILL; returns the pid that died."""
    start: Callable[[], None] = field(default=lambda: None)


@dataclass(frozen=True)
class Installation:
    """One prefix on a broker: agencies, vhosts, accounts."""

    broker: Broker
    names: Names
    topology: Topology
    password: str

    def exchange_url(self, agency: str, *, port: int | None = None) -> str:
        user, vhost = self.names.agency_user(agency), self.names.exchange_vhost
        return self.broker.url(user, password=self.password, vhost=vhost, port=port)

    def service_url(self, address: Address, *, port: int | None = None) -> str:
        user, vhost = self.names.service_user(address.agency, address.service), self.names.agency_vhost(address.agency)
        return self.broker.url(user, password=self.password, vhost=vhost, port=port)

    def urls(self, address: Address, *, port: int | None = None) -> dict[str, str]:
        """As a service gets them: internal for all, interagency for liaison alone."""
        urls = {"internal": self.service_url(address, port=port)}
        if address.service == "liaison":
            urls["interagency"] = self.exchange_url(address.agency, port=port)
        return urls


@contextmanager
def rabbitmq_server() -> Iterator[Broker]:
    """Any broker that can be administered; skips with one clear reason when there is none."""
    found = _configured() or _local()
    if found is not None:
        yield found
        return
    if server_program() is not None:
        with private_rabbitmq() as broker:
            yield broker
        return
    with _container() as broker:
        yield broker


@asynccontextmanager
async def installation(
    broker: Broker,
    *,
    agencies: Sequence[str],
    pairs: Sequence[tuple[str, str]],
    change: Callable[[Topology], Topology] = lambda topology: topology,
) -> AsyncIterator[Installation]:
    """`change` may spoil the declared topology, to see what a wrong one does."""
    names = Names(run_prefix())
    topology = change(describe(agencies, pairs=pairs, names=names))
    password = new_secret(12)
    try:
        await apply(broker.admin, topology=topology, passwords=dict.fromkeys(topology.user_names(), password))
        yield Installation(broker, names, topology, password)
    finally:
        await _remove(broker.admin, topology)


@contextmanager
def private_rabbitmq(*, settings: str = "") -> Iterator[PrivateBroker]:
    """A broker with its own ports, data, cookie and port mapper. Needs rabbitmq-server on this machine."""
    program = server_program()
    if program is None:
        pytest.skip("this test hurts its broker and needs rabbitmq-server on this machine")
    with tempfile.TemporaryDirectory(prefix="zf-rabbit-") as folder:
        node = PrivateNode(program, Path(folder), settings=settings)
        try:
            node.start()
            yield PrivateBroker(
                "127.0.0.1",
                node.port,
                node.ctl,
                "private rabbitmq-server",
                ctl=node.ctl,
                kill=node.kill,
                start=node.start,
            )
        finally:
            node.end()


def _configured() -> Broker | None:
    url = os.environ.get("ZF_TEST_AMQP_URL")
    if not url:
        return None
    address = httpx.URL(url)
    management = os.environ.get("ZF_TEST_RABBITMQ_MANAGEMENT_URL")
    admin: BrokerAdmin = Rabbitmqctl()
    if management:
        admin = ManagementApi(management, user=address.username or "guest", password=address.password or "guest")
    return Broker(address.host, address.port or 5672, admin, "ZF_TEST_AMQP_URL")


def _local() -> Broker | None:
    """Leftovers of killed runs go before anything is added."""
    if not listens("127.0.0.1", 5672):
        return None
    try:
        asyncio.run(remove_leftovers(Rabbitmqctl()))
    except BrokerUnreachable:
        return None
    return Broker("127.0.0.1", 5672, Rabbitmqctl(), "local broker")


def _administers(ctl: Rabbitmqctl) -> bool:
    try:
        asyncio.run(ctl.run("-q", "list_vhosts"))
    except BrokerUnreachable:
        return False
    return True


@contextmanager
def _container() -> Iterator[Broker]:
    from testcontainers.core.container import DockerContainer

    try:
        container = DockerContainer(CONTAINER_IMAGE).with_exposed_ports(5672).start()
    except Exception as error:  # noqa: BLE001 - whatever the engine says, there is none
        pytest.skip(f"{_NO_BROKER} ({type(error).__name__})")
    try:
        wrapped = container.get_wrapped_container()
        ctl = Rabbitmqctl(("docker", "exec", "-i", str(wrapped.id), "rabbitmqctl"))
        deadline = time.monotonic() + START_SECONDS
        while not _administers(ctl) and time.monotonic() < deadline:
            time.sleep(0.5)
        yield Broker(container.get_container_host_ip(), int(container.get_exposed_port(5672)), ctl, CONTAINER_IMAGE)
    finally:
        container.stop()


async def _remove(admin: BrokerAdmin, topology: Topology) -> None:
    """Vhosts and users of one installation."""
    if isinstance(admin, ManagementApi):
        for kind, names in {"vhosts": topology.vhost_names(), "users": topology.user_names()}.items():
            for name in names:
                await admin.remove(kind, name)
        return
    assert isinstance(admin, Rabbitmqctl)
    await remove(admin, vhosts=topology.vhost_names(), users=topology.user_names())


async def fetch(url: str, *, queue: str) -> aio_pika.abc.AbstractIncomingMessage | None:
    """One message from a queue, acknowledged; None when it is empty. For looking from outside."""
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel()
        found = await (await channel.get_queue(queue, ensure=False)).get(fail=False)
        if found is not None:
            await found.ack()
        return found


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A broker for this run; a test that wants to hurt one uses `private_broker`."""
    with rabbitmq_server() as found:
        yield found


@pytest.fixture(scope="session")
def private_broker() -> Iterator[PrivateBroker]:
    with private_rabbitmq() as found:
        yield found
