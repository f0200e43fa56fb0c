"""A RabbitMQ server for tests: the configured one, else a local one, else a private one, else a container, else a loud skip.

`installation` puts agencies with users and permissions on it under a prefix of its own, and takes all of it away again.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import aio_pika
import httpx
import pytest

from zf_contracts.envelope import Address
from zf_platform.broker_setup import BrokerAdmin, BrokerUnreachable, ManagementApi, Rabbitmqctl, apply
from zf_platform.ids import new_secret
from zf_platform.topology import Names, Topology, describe

CONTAINER_IMAGE = os.environ.get("ZF_TEST_RABBITMQ_IMAGE", "rabbitmq:4.2")
_START_SECONDS = 60
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
    names = Names(f"zft{os.getpid()}{new_secret(3).replace('-', 'a').replace('_', 'b').lower()}-")
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
        node = _PrivateNode(program, Path(folder), settings=settings)
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


def server_program() -> Path | None:
    """The real start script: distributions wrap it in one that wants their own service account."""
    candidates = [Path("/usr/lib/rabbitmq/bin/rabbitmq-server"), Path("/opt/rabbitmq/sbin/rabbitmq-server")]
    on_path = shutil.which("rabbitmq-server")
    if on_path:
        candidates.append(Path(on_path))
    return next((path for path in candidates if path.exists()), None)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _PrivateNode:
    def __init__(self, program: Path, folder: Path, *, settings: str) -> None:
        self._program = program
        self.port, distribution, self._mapper = free_port(), free_port(), free_port()
        (folder / "rabbitmq.conf").write_text(
            f"listeners.tcp.1 = 127.0.0.1:{self.port}\nheartbeat = 10\ndisk_free_limit.absolute = 50MB\n{settings}"
        )
        (folder / "enabled_plugins").write_text("[].")
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("RABBITMQ_")},
            "HOME": str(folder),
            "RABBITMQ_NODENAME": f"zftest{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(distribution),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
            "ERL_EPMD_PORT": str(self._mapper),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
        }
        ctl = program.with_name("rabbitmqctl")
        self.ctl = Rabbitmqctl((str(ctl), "-n", f"zftest{self.port}@localhost"), environment=self._environment)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(self._program)],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + _START_SECONDS
        while not _listens("127.0.0.1", self.port):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the private rabbitmq-server did not start")
            time.sleep(0.1)

    def kill(self) -> int:
        """SIGKILL to the whole group; returns only when it is really dead."""
        process = self._process
        assert process is not None
        assert process.poll() is None, "the broker was dead already"
        os.killpg(process.pid, 9)
        process.wait(timeout=10)
        deadline = time.monotonic() + 10
        while _listens("127.0.0.1", self.port):
            assert time.monotonic() < deadline, "the broker survived its kill"
            time.sleep(0.05)
        return process.pid

    def end(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()
        # The port mapper daemon left its group; without nodes it can be asked to end.
        mapper = shutil.which("epmd")
        if mapper:
            subprocess.run(
                [mapper, "-port", str(self._mapper), "-kill"], check=False, capture_output=True, env=self._environment
            )


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
    if not _listens("127.0.0.1", 5672) or not _administers(Rabbitmqctl()):
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
        deadline = time.monotonic() + _START_SECONDS
        while not _administers(ctl) and time.monotonic() < deadline:
            time.sleep(0.5)
        yield Broker(container.get_container_host_ip(), int(container.get_exposed_port(5672)), ctl, CONTAINER_IMAGE)
    finally:
        container.stop()


async def _remove(admin: BrokerAdmin, topology: Topology) -> None:
    """Vhosts and users of one installation, in one call: each start of rabbitmqctl costs a second."""
    if isinstance(admin, ManagementApi):
        for kind, names in {"vhosts": topology.vhost_names(), "users": topology.user_names()}.items():
            for name in names:
                await admin.remove(kind, name)
        return
    assert isinstance(admin, Rabbitmqctl)
    vhosts = ",".join(f'<<"{name}">>' for name in topology.vhost_names())
    users = ",".join(f'<<"{name}">>' for name in topology.user_names())
    await admin.run(
        "eval",
        f'[catch rabbit_vhost:delete(V, <<"tests">>) || V <- [{vhosts}]], '
        f'[catch rabbit_auth_backend_internal:delete_user(U, <<"tests">>) || U <- [{users}]].',
    )


def _listens(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


async def fetch(url: str, *, queue: str) -> aio_pika.abc.AbstractIncomingMessage | None:
    """One message from a queue, acknowledged; None when it is empty. For looking from outside."""
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel()
        found = await (await channel.get_queue(queue, ensure=False)).get(fail=False)
        if found is not None:
            await found.ack()
        return found


def passwords(topology: Topology, *, password: str) -> Mapping[str, str]:
    return dict.fromkeys(topology.user_names(), password)


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A broker for this run; a test that wants to hurt one uses `private_broker`."""
    with rabbitmq_server() as found:
        yield found


@pytest.fixture(scope="session")
def private_broker() -> Iterator[PrivateBroker]:
    with private_rabbitmq() as found:
        yield found
