"""What a bus is for us: hand bytes over, say honestly what became of them, call `take` for what arrives.

Nothing with meaning rides beside the body. `take` returning normally means: stored and committed, may be acknowledged.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from zf_contracts.envelope import Address


class Outcome(StrEnum):
    """What became of one published message. Anything but CONFIRMED leaves the row open."""

    CONFIRMED = "confirmed"
    UNROUTABLE = "unroutable"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    BLOCKED = "blocked"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message on its way. Type, ids and trace are repeated for tools only; the receiver reads the body."""

    id: str
    channel: str
    sender: Address
    receiver: Address
    type: str
    urgent: bool
    body: bytes
    traceparent: str | None = None


@dataclass(frozen=True, slots=True)
class BusHealth:
    """For the operations page: is it connected, is it blocked, how deep are the queues (None: not known)."""

    connected: bool
    blocked_seconds: float = 0.0
    consumers: int = 0
    depth: dict[str, int] = field(default_factory=dict)
    detail: str = ""


Take = Callable[[Sequence[bytes]], Awaitable[None]]


class Subscription(Protocol):
    async def stop(self) -> None:
        """Take nothing more; what is being taken is finished first."""


class Bus(Protocol):
    async def publish(self, batch: Sequence[Outgoing]) -> list[Outcome]:
        """One outcome for each message, in order. Never raises for a fault of the transport."""

    async def subscribe(self, channel: str, address: Address, take: Take) -> Subscription: ...

    async def health(self) -> BusHealth: ...

    async def close(self) -> None: ...
