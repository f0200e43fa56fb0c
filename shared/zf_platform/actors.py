"""Who acts and why: the actor of a request, the cause that links messages, the message that is being acted on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from zf_contracts.envelope import Address

Reach = Literal["own", "unit", "agency", "all"]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, a service of the same node, or a peer node. `permissions` maps a permission to how far it reaches."""

    account_id: str
    agency: str
    unit: str = ""
    roles: tuple[str, ...] = ()
    permissions: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    session_id: str = ""
    kind: Literal["person", "service", "node"] = "person"

    def reach(self, permission: str) -> str | None:
        """own | unit | agency | all, or None when the actor does not hold the permission."""
        return self.permissions.get(permission)


def service_actor(address: Address) -> Actor:
    return Actor(account_id=str(address), agency=address.agency, kind="service")


@dataclass(frozen=True, slots=True)
class Cause:
    """Links of everything written here: the matter, the message that led to it, the trace, the request."""

    correlation_id: str
    causation_id: str | None = None
    traceparent: str | None = None
    request_id: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The message being acted on. `digest`: SHA-256 of the JWS received (between agencies) or of the bytes (inside)."""

    id: str
    type: str
    source: Address
    receiver: Address
    subject: str
    sequence: int
    epoch: int
    acted_at: datetime
    sent_at: datetime
    taken_at: datetime
    correlation_id: str
    digest: str
    attempts: int
    sensitivity: str = "L2"
    traceparent: str | None = None
