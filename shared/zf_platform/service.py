"""One service, wired: application, relay, takers, workers, jobs and audit sequencer over one database.

`build_service` makes it, `RunningService.start` starts the loops, `stop` lets running work finish. Both ways of running
(a city in one process, one process per service) use exactly this.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from zf_platform.worker import Action

if TYPE_CHECKING:
    from fastapi import APIRouter

    from zf_contracts.envelope import Address, Payload
    from zf_platform.blobs import BlobStore
    from zf_platform.bus.base import Bus
    from zf_platform.clock import Clock
    from zf_platform.database import Database
    from zf_platform.inbox import DuplicatesHook, Opener
    from zf_platform.jobs import Job
    from zf_platform.relay import RelayObserver
    from zf_platform.settings import ServiceSettings
    from zf_platform.transaction import Sealer, TransactionFactory
    from zf_platform.worker import OnRejected, Prepare


@dataclass(frozen=True, slots=True)
class Parts:
    """What the platform hands to a service's own wiring."""

    address: Address
    settings: ServiceSettings
    clock: Clock
    database: Database
    factory: TransactionFactory
    blobs: BlobStore
    bus: Bus


@dataclass(frozen=True, slots=True)
class Exchange:
    """Only liaison has one: sealing and opening of messages between agencies, and what it does at their turns."""

    sealer: Sealer
    opener: Opener
    relay_observer: RelayObserver | None = None
    on_duplicates: DuplicatesHook | None = None
    prepare: Prepare | None = None
    on_rejected: OnRejected | None = None


class Hook(Protocol):
    def __call__(self) -> Awaitable[None]: ...


def _nothing(_parts: Parts) -> Sequence[Job]:
    return ()


def _no_messages(_parts: Parts) -> Mapping[type[Payload], Action]:
    return {}


@dataclass(frozen=True, slots=True)
class ServiceSpec:
    """What a service's `main.py` declares. `name` is the service; each builder gets the parts it may use."""

    name: str
    title: str
    build_routers: Callable[[Parts], Sequence[APIRouter]]
    consumes: Callable[[Parts], Mapping[type[Payload], Action]] = field(default=_no_messages)
    jobs: Callable[[Parts], Sequence[Job]] = field(default=_nothing)
    exchange: Callable[[Parts], Exchange] | None = None
