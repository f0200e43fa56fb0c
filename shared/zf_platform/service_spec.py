"""What a service declares of itself, and what the platform hands to its wiring."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import APIRouter

from zf_contracts.envelope import Address, Payload
from zf_platform.blobs import BlobStore
from zf_platform.bus.base import Bus
from zf_platform.clock import Clock
from zf_platform.database import Database
from zf_platform.inbox import DuplicatesHook, Opener
from zf_platform.jobs import Job
from zf_platform.operations import Told
from zf_platform.relay import RelayObserver
from zf_platform.settings import ServiceSettings
from zf_platform.transaction import Sealer, TransactionFactory
from zf_platform.worker import Action, OnRejected, Prepare


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
    """Only liaison has one: sealing and opening of messages between agencies, and what it does at their turns.

    `on_operator_skip` and `on_operator_reject` tell the sender what an operator decided about a parked message.
    `on_stop` ends work of its own that runs beside the loops (pulling files), before the database is closed.
    """

    sealer: Sealer
    opener: Opener
    relay_observer: RelayObserver | None = None
    on_duplicates: DuplicatesHook | None = None
    prepare: Prepare | None = None
    on_rejected: OnRejected | None = None
    on_operator_skip: Told | None = None
    on_operator_reject: Told | None = None
    on_stop: Callable[[], Awaitable[None]] | None = None


def _no_jobs(_parts: Parts) -> Sequence[Job]:
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
    jobs: Callable[[Parts], Sequence[Job]] = field(default=_no_jobs)
    exchange: Callable[[Parts], Exchange] | None = None
