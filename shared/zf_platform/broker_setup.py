"""Apply the topology to a broker and check it: by `rabbitmqctl` on the broker's host, or by its management API.

Both ways import the same definitions and read the same export back, so a check is one comparison (broker_differences).
Importing never deletes: what should no longer be there is reported in words.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from typing import Protocol
from urllib.parse import quote

import aiormq
import httpx
from aiormq.exceptions import AMQPError, ChannelAccessRefused, ChannelNotFoundEntity

from zf_platform.broker_differences import differences
from zf_platform.topology import Topology, definitions

TIMEOUT = 120.0


class BrokerUnreachable(Exception):
    """The broker's administration did not answer or refused; the text says how and what to look at."""


class BrokerAdmin(Protocol):
    """Administration of one broker."""

    async def load(self, content: Mapping[str, object]) -> None: ...

    async def export(self) -> Mapping[str, object]: ...


class Rabbitmqctl:
    """The command-line tool. `command` may reach into a container; secrets go through standard input, never arguments."""

    def __init__(
        self, command: Sequence[str] = ("rabbitmqctl",), *, environment: Mapping[str, str] | None = None
    ) -> None:
        self._command = tuple(command)
        self._environment = dict(environment) if environment is not None else None

    async def load(self, content: Mapping[str, object]) -> None:
        await self.run("import_definitions", "--format", "json", stdin=json.dumps(content).encode())

    async def export(self) -> Mapping[str, object]:
        return _definitions(await self.run("-q", "export_definitions", "-", "--format", "json"))

    async def run(self, *arguments: str, stdin: bytes = b"") -> bytes:
        """One call; raises BrokerUnreachable with the tool's own last words."""
        try:
            process = await asyncio.create_subprocess_exec(
                *self._command,
                *arguments,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=self._environment,
            )
        except OSError as error:
            raise BrokerUnreachable(f"{self._command[0]} cannot be started: {error.strerror}") from None
        try:
            async with asyncio.timeout(TIMEOUT):
                output, errors = await process.communicate(stdin)
        except TimeoutError:
            process.kill()
            await process.wait()
            raise BrokerUnreachable(f"{self._command[0]} {arguments[0]} took longer than {TIMEOUT:.0f} s") from None
        if process.returncode:
            last = (errors or output).decode(errors="replace").strip().splitlines()[-3:]
            raise BrokerUnreachable(f"{self._command[0]} {arguments[0]} failed: {' '.join(last)}")
        return output


class ManagementApi:
    """The management plugin's HTTP API; needs a user with the tag administrator."""

    def __init__(
        self, url: str, *, user: str, password: str, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._url = url.rstrip("/")
        self._auth = httpx.BasicAuth(user, password)
        self._transport = transport

    async def load(self, content: Mapping[str, object]) -> None:
        await self._call("POST", "definitions", content)

    async def export(self) -> Mapping[str, object]:
        return _definitions(await self._call("GET", "definitions", None))

    async def remove(self, kind: str, name: str) -> None:
        """Delete one vhost or user (`kind`: vhosts, users) with all that hangs on it."""
        await self._call("DELETE", f"{kind}/{quote(name, safe='')}", None)

    async def _call(self, method: str, path: str, content: Mapping[str, object] | None) -> bytes:
        try:
            async with httpx.AsyncClient(auth=self._auth, timeout=TIMEOUT, transport=self._transport) as client:
                answer = await client.request(method, f"{self._url}/api/{path}", json=content)
        except httpx.HTTPError as error:
            raise BrokerUnreachable(f"{self._url} does not answer ({type(error).__name__})") from None
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            raise BrokerUnreachable(f"{self._url} refuses the administrator's name or password")
        if answer.is_error:
            raise BrokerUnreachable(f"{self._url} answered {answer.status_code}: {answer.text[:300]}")
        return answer.content


async def apply(admin: BrokerAdmin, *, topology: Topology, passwords: Mapping[str, str]) -> list[str]:
    """Import the topology, then read it back. What is returned could not be brought about by importing."""
    content = definitions(topology, passwords=passwords)
    await admin.load(content)
    return differences(content, found=await admin.export(), allow_guest=True)


async def check(
    admin: BrokerAdmin,
    *,
    topology: Topology,
    passwords: Mapping[str, str] | None = None,
    allow_guest: bool = False,
) -> list[str]:
    """Differences in words; empty when the broker is as declared. Without passwords those are not compared."""
    content = _bare(topology) if passwords is None else definitions(topology, passwords=passwords)
    return differences(content, found=await admin.export(), allow_guest=allow_guest)


async def look(url: str, *, topology: Topology) -> list[str]:
    """What an ordinary account sees of its vhost: are exchanges and queues there? For hosts without administration."""
    try:
        connection = await aiormq.connect(url)
    except (AMQPError, ConnectionError) as error:
        raise BrokerUnreachable(
            f"the broker refuses this account or does not answer ({type(error).__name__})"
        ) from None
    assert isinstance(connection, aiormq.Connection)
    try:
        missing = [await _absent(connection, "queue", row) for row in _inside(topology.queues, connection.vhost)]
        missing += [await _absent(connection, "exchange", row) for row in _inside(topology.exchanges, connection.vhost)]
    finally:
        await connection.close()
    return [sentence for sentence in missing if sentence]


def _inside(rows: Sequence[Mapping[str, object]], vhost: str) -> list[Mapping[str, object]]:
    return [row for row in rows if row["vhost"] == vhost]


async def _absent(connection: aiormq.Connection, kind: str, row: Mapping[str, object]) -> str | None:
    """A passive declaration asks without making; the broker closes the channel when there is nothing."""
    channel = await connection.channel()
    name = str(row["name"])
    try:
        if kind == "queue":
            await channel.queue_declare(name, passive=True)
        else:
            await channel.exchange_declare(name, passive=True)
    except ChannelNotFoundEntity:
        return f"{kind} {row['vhost']} / {name} is missing: run `zf broker setup`"
    except ChannelAccessRefused:
        # From RabbitMQ 4.3.1 on, foreign queues are not even shown to exist.
        return None
    await channel.close()
    return None


def _bare(topology: Topology) -> Mapping[str, object]:
    content = dict(definitions(topology, passwords=dict.fromkeys(topology.user_names(), "")))
    content["users"] = list(topology.users)
    return content


def _definitions(raw: bytes) -> Mapping[str, object]:
    # Some versions of the tool print a line of greeting before the document.
    start = raw.find(b"{")
    try:
        content = json.loads(raw[start:]) if start >= 0 else None
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise BrokerUnreachable("the broker's export is not a JSON document")
    return content
