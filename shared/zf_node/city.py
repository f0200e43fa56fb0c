"""A whole city in one process: five nodes of four services each, the front end, one PostgreSQL, one bus."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from zf_law.loader import Law
from zf_law.templates import FOLDER
from zf_node.city_app import CityApp
from zf_node.hall_wiring import build_city_hall
from zf_node.keys_setup import node_agencies
from zf_node.layout import CityFolder
from zf_node.wiring import SERVICES, Surroundings, assemble
from zf_platform.bus.base import Bus
from zf_platform.clock import Clock
from zf_platform.provision import AgencyDatabase
from zf_platform.service import RunningService
from zf_platform.settings import ServiceSettings
from zf_platform.trace_sink import install_tracing
from zf_platform.typeset import Typesetter

if TYPE_CHECKING:
    from starlette.types import ASGIApp


_CONNECTIONS = {"intake": 5, "casemgmt": 6, "oversight": 4, "liaison": 6}
"""At most. They are opened when they are needed at once, and what rests a minute is closed."""


@dataclass(slots=True)
class City:
    """`app` is the one ASGI application; `services` are keyed by (agency, service)."""

    app: CityApp
    services: Mapping[tuple[str, str], RunningService]


@dataclass(frozen=True, slots=True)
class CityPlan:
    """Everything a city is built from. `base_url` is where the process will listen."""

    folder: CityFolder
    law: Law
    clock: Clock
    bus: Bus
    databases: Mapping[str, AgencyDatabase]
    base_url: str
    demo: bool = True
    overrides: Mapping[str, str | int | float] | None = None


@asynccontextmanager
async def running_city(plan: CityPlan) -> AsyncIterator[City]:
    """Start every service, yield the city, stop them all. Services call each other in-process."""
    apps: dict[tuple[str, str], ASGIApp] = {}
    app = CityApp(apps, front=_not_ready)
    inside = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://city", timeout=30)
    settings = {
        (agency.code, name): service_settings(plan, agency.code, name)
        for agency in node_agencies(plan.law)
        for name in SERVICES
    }
    typesetter = Typesetter(FOLDER, fonts=next(iter(settings.values())).font_dir)
    around = Surroundings(law=plan.law, clock=plan.clock, bus=plan.bus, http=inside, typesetter=typesetter)
    services: dict[tuple[str, str], RunningService] = {}
    for key, chosen in settings.items():
        install_tracing(chosen)
        services[key] = assemble(chosen, around)
    app.mount({key: service.app for key, service in services.items()})
    app.front = build_city_hall(
        law=plan.law,
        clock=plan.clock,
        http=inside,
        demo=plan.demo,
        key=plan.folder.hall_key.read_text(encoding="ascii"),
    )
    started: list[RunningService] = []
    try:
        for service in services.values():
            await service.start()
            started.append(service)
        yield City(app=app, services=services)
    finally:
        await asyncio.gather(*(service.stop() for service in started), return_exceptions=True)
        await typesetter.close()
        await plan.bus.close()
        await inside.aclose()


def service_settings(plan: CityPlan, agency: str, service: str) -> ServiceSettings:
    """Small pools and slow polls: twenty services share one process, and wake each other directly."""
    folder = plan.folder
    values: dict[str, object] = {
        "agency": agency,
        "service": service,
        "database_url": plan.databases[agency].service_urls[service],
        "directory_file": folder.directory_file,
        "directory_operator_key_file": folder.operator_public_key,
        "key_file": folder.key_file(agency),
        "personal_key": folder.personal_key(agency).read_text(encoding="ascii"),
        "match_key": folder.match_key.read_text(encoding="ascii"),
        "hall_key": folder.hall_key.read_text(encoding="ascii"),
        "blob_dir": folder.blobs(agency),
        "public_url": f"{plan.base_url}/api/{agency}/{service}",
        "hall_url": plan.base_url,
        "pool_size": _CONNECTIONS[service],
        "pool_overflow": 0,
        "poll_seconds": 5.0,
        "secure_cookies": False,
    }
    values |= dict(plan.overrides or {})
    return ServiceSettings.model_validate(values)


async def _not_ready(scope: object, receive: object, send: object) -> None:
    raise RuntimeError("the front end is not built yet")
