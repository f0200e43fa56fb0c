"""A city of a few services in one process over the in-process bus, for tests that kill it. Run through the zygote.

Settings: ZF_TEST_CITY is JSON, a list of environments, one for each service; the rest is `zf_node` as in `zf up`.
"""

import json
import os
from collections.abc import Mapping

import httpx
from starlette.types import Receive, Scope, Send

from zf_law.loader import load_law
from zf_node.city_app import CityApp
from zf_node.http_server import http_server
from zf_node.wiring import Surroundings, assemble
from zf_platform.bus.embedded import EmbeddedBus, Vices
from zf_platform.clock import SystemClock
from zf_platform.log import setup_logging
from zf_platform.service import RunningService
from zf_platform.settings import ServiceSettings

VARIABLE = "ZF_TEST_CITY"


def main() -> None:
    import uvloop

    uvloop.run(_serve(json.loads(os.environ[VARIABLE])))


async def _serve(environments: list[dict[str, str]]) -> None:
    setup_logging("INFO")
    law, clock, bus = load_law(), SystemClock(), EmbeddedBus(Vices())
    async with httpx.AsyncClient(timeout=15) as http:
        services: dict[tuple[str, str], RunningService] = {}
        for environment in environments:
            settings = settings_of(environment)
            around = Surroundings(law=law, clock=clock, bus=bus, http=http)
            services[settings.agency, settings.service] = assemble(settings, around)
        app = CityApp({key: service.app for key, service in services.items()}, front=_alive)
        for service in services.values():
            await service.start()
        port = int(environments[0]["ZF_PORT"])
        await http_server(app, host="127.0.0.1", port=port, drain_seconds=5).serve()
        for service in services.values():
            await service.stop()


def settings_of(environment: Mapping[str, str]) -> ServiceSettings:
    """The settings a process with this environment would have; one process has but one environment."""
    os.environ.update(environment)
    return ServiceSettings.model_validate({})


async def _alive(scope: Scope, receive: Receive, send: Send) -> None:
    """Whatever is no service's answers for the readiness of the whole."""
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ready"})
