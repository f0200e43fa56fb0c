"""What stands on the broker: vhosts, exchanges, queues, bindings, users, permissions and policies, as plain data.

`describe` is pure: agencies and allowed pairs in, the whole topology out. `definitions` writes it as RabbitMQ's definitions
JSON. Every queue argument is stated, because defaults differ between RabbitMQ 3.10 and 4.x. Services declare nothing
(`configure = ^$`); only deployment does, from this file.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from zf_contracts.catalogue import CATALOGUE, Channel

NOTHING = "^$"
SERVICES = ("intake", "casemgmt", "oversight", "liaison")
GROUP_SIZE = 3
"""Members of a quorum queue; on a smaller cluster RabbitMQ takes as many nodes as there are."""
MAX_QUEUE_BYTES = 4 * 1024**3
DELIVERY_LIMIT = 1000
"""Only a net: the inbox decides about bad messages. Beyond it a message goes to the dropped queue, and an alarm follows."""
DROPPED_DELIVERY_LIMIT = 1_000_000
"""Nobody consumes a dropped queue; without a high limit, RabbitMQ 4 would lose a message looked at twenty times."""

Pairs = Sequence[tuple[str, str]]
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Names:
    """How things are called on the broker. A prefix keeps several installations, or test runs, apart on one broker."""

    prefix: str = ""

    @property
    def exchange_vhost(self) -> str:
        return f"{self.prefix}interagency"

    def agency_vhost(self, agency: str) -> str:
        return f"{self.prefix}agency.{agency}"

    def agency_user(self, agency: str) -> str:
        return f"{self.prefix}{agency}"

    def service_user(self, agency: str, service: str) -> str:
        return f"{self.prefix}{agency}_{service}"


@dataclass(frozen=True)
class Topology:
    """Rows as RabbitMQ's definitions name them. Users carry no password here."""

    vhosts: tuple[Row, ...]
    users: tuple[Row, ...]
    permissions: tuple[Row, ...]
    topic_permissions: tuple[Row, ...]
    policies: tuple[Row, ...]
    exchanges: tuple[Row, ...]
    queues: tuple[Row, ...]
    bindings: tuple[Row, ...]

    def user_names(self) -> tuple[str, ...]:
        return tuple(str(user["name"]) for user in self.users)

    def vhost_names(self) -> tuple[str, ...]:
        return tuple(str(vhost["name"]) for vhost in self.vhosts)


def describe(agencies: Sequence[str], *, pairs: Pairs, names: Names | None = None) -> Topology:
    """The whole topology. `pairs` are ordered (sender, receiver); anything not listed can never be delivered."""
    named = names or Names()
    parts = [_exchange_part(agencies, pairs, named), *(_agency_part(agency, named) for agency in agencies)]
    return Topology(
        vhosts=tuple({"name": part.vhost} for part in parts),
        users=tuple({"name": user, "tags": [], "limits": {}} for part in parts for user in part.users),
        permissions=tuple(row for part in parts for row in part.permissions()),
        topic_permissions=tuple(row for part in parts for row in part.topic_permissions()),
        policies=tuple(row for part in parts for row in part.policies()),
        exchanges=tuple(row for part in parts for row in part.exchanges()),
        queues=tuple(row for part in parts for row in part.queues()),
        bindings=tuple(row for part in parts for row in part.bindings()),
    )


def definitions(topology: Topology, *, passwords: Mapping[str, str]) -> Mapping[str, object]:
    """Definitions to import. `passwords`: user → password; a missing one is a KeyError, never an empty password."""
    users = [
        {
            **user,
            "password_hash": password_hash(str(user["name"]), password=passwords[str(user["name"])]),
            "hashing_algorithm": "rabbit_password_hashing_sha256",
        }
        for user in topology.users
    ]
    return {
        "vhosts": list(topology.vhosts),
        "users": users,
        "permissions": list(topology.permissions),
        "topic_permissions": list(topology.topic_permissions),
        "policies": list(topology.policies),
        "exchanges": list(topology.exchanges),
        "queues": list(topology.queues),
        "bindings": list(topology.bindings),
    }


def password_hash(user: str, *, password: str) -> str:
    """RabbitMQ's salted SHA-256. The salt comes from user and password, so that the same input gives the same file."""
    salt = hashlib.sha256(f"{user}\0{password}".encode()).digest()[:4]
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def out_exchange(owner: str) -> str:
    """`owner` is an agency in the exchange's vhost, a service in an agency's vhost."""
    return f"x.{owner}.out"


def in_queue(owner: str, *, urgent: bool = False) -> str:
    return f"q.{owner}.in.urgent" if urgent else f"q.{owner}.in"


def dropped_queue(owner: str) -> str:
    return f"q.{owner}.dropped"


def routing_key(sender: str, *, receiver: str, urgent: bool, message_type: str) -> str:
    return f"{sender}.{receiver}.{'urgent' if urgent else 'normal'}.{message_type}"


@dataclass(frozen=True)
class _Part:
    """One vhost: who may send to whom in it, and which user is whom."""

    vhost: str
    owners: Mapping[str, str]
    """Owner of an exchange and queues → its user."""
    routes: tuple[tuple[str, str], ...]
    urgent: bool

    @property
    def users(self) -> tuple[str, ...]:
        return tuple(self.owners.values())

    def permissions(self) -> Iterator[Row]:
        for owner, user in self.owners.items():
            queue = re.escape(in_queue(owner))
            read = rf"^{queue}(\.urgent)?$" if self.urgent else f"^{queue}$"
            write = f"^{re.escape(out_exchange(owner))}$"
            yield {"user": user, "vhost": self.vhost, "configure": NOTHING, "write": write, "read": read}

    def topic_permissions(self) -> Iterator[Row]:
        for owner, user in self.owners.items():
            receivers = "|".join(re.escape(receiver) for receiver in self._receivers(owner))
            write = rf"^{re.escape(owner)}\.({receivers})\.(normal|urgent)\..*" if receivers else NOTHING
            exchange = out_exchange(owner)
            yield {"user": user, "vhost": self.vhost, "exchange": exchange, "write": write, "read": NOTHING}

    def policies(self) -> Iterator[Row]:
        for owner in self.owners:
            pattern = rf"^{re.escape(in_queue(owner))}(\.urgent)?$"
            limits: Row = {"max-length-bytes": MAX_QUEUE_BYTES, "overflow": "reject-publish"}
            net: Row = {
                "delivery-limit": DELIVERY_LIMIT,
                "dead-letter-exchange": "",
                "dead-letter-routing-key": dropped_queue(owner),
                "dead-letter-strategy": "at-least-once",
            }
            yield self._policy(f"in.{owner}", pattern, {**limits, **net})
            keep: Row = {"delivery-limit": DROPPED_DELIVERY_LIMIT}
            yield self._policy(f"dropped.{owner}", f"^{re.escape(dropped_queue(owner))}$", {**limits, **keep})

    def exchanges(self) -> Iterator[Row]:
        for owner in self.owners:
            yield {
                "name": out_exchange(owner),
                "vhost": self.vhost,
                "type": "topic",
                "durable": True,
                "auto_delete": False,
                "internal": False,
                "arguments": {},
            }

    def queues(self) -> Iterator[Row]:
        for owner in self.owners:
            names = [in_queue(owner), dropped_queue(owner)]
            if self.urgent:
                names.insert(1, in_queue(owner, urgent=True))
            for name in names:
                arguments = {"x-queue-type": "quorum", "x-quorum-initial-group-size": GROUP_SIZE}
                yield {
                    "name": name,
                    "vhost": self.vhost,
                    "durable": True,
                    "auto_delete": False,
                    "arguments": arguments,
                }

    def bindings(self) -> Iterator[Row]:
        for sender, receiver in self.routes:
            if not self.urgent:
                yield self._binding(sender, in_queue(receiver), f"{sender}.{receiver}.#")
                continue
            for urgent in (False, True):
                key = f"{sender}.{receiver}.{'urgent' if urgent else 'normal'}.#"
                yield self._binding(sender, in_queue(receiver, urgent=urgent), key)

    def _receivers(self, sender: str) -> list[str]:
        return sorted(receiver for other, receiver in self.routes if other == sender)

    def _policy(self, name: str, pattern: str, definition: Row) -> Row:
        return {
            "name": name,
            "vhost": self.vhost,
            "pattern": pattern,
            "apply-to": "queues",
            "priority": 10,
            "definition": definition,
        }

    def _binding(self, sender: str, queue: str, key: str) -> Row:
        return {
            "source": out_exchange(sender),
            "vhost": self.vhost,
            "destination": queue,
            "destination_type": "queue",
            "routing_key": key,
            "arguments": {},
        }


def _exchange_part(agencies: Sequence[str], pairs: Pairs, names: Names) -> _Part:
    known = set(agencies)
    routes = tuple(sorted({(sender, receiver) for sender, receiver in pairs if {sender, receiver} <= known}))
    owners = {agency: names.agency_user(agency) for agency in agencies}
    return _Part(names.exchange_vhost, owners, routes, urgent=True)


def _agency_part(agency: str, names: Names) -> _Part:
    owners = {service: names.service_user(agency, service) for service in SERVICES}
    return _Part(names.agency_vhost(agency), owners, internal_routes(), urgent=False)


def internal_routes() -> tuple[tuple[str, str], ...]:
    """Which service writes to which inside an agency, from the catalogue of messages."""
    routes = {
        (sender, receiver)
        for entry in CATALOGUE.values()
        if entry.channel is Channel.INTERNAL
        for sender in entry.senders
        for receiver in entry.receivers
    }
    return tuple(sorted(routes))
