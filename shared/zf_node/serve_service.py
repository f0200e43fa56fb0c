"""One service as a process of its own: settings from the environment, RabbitMQ, graceful stop on SIGTERM."""

import ssl
from functools import cache

import httpx
import typer

from zf_law.loader import load_law
from zf_law.templates import FOLDER
from zf_node.http_server import http_server
from zf_node.wiring import Surroundings, assemble
from zf_platform.bus.base import Bus
from zf_platform.bus.embedded import EmbeddedBus
from zf_platform.bus.rabbitmq import rabbit_bus
from zf_platform.clock import SystemClock
from zf_platform.database import Database
from zf_platform.in_hand import HandPage
from zf_platform.log import setup_logging
from zf_platform.service import async_url
from zf_platform.settings import ServiceSettings
from zf_platform.startup_guard import StartRefused, examine
from zf_platform.telemetry import count
from zf_platform.telemetry_names import LogEvent, MetricName
from zf_platform.trace_sink import install_tracing
from zf_platform.typeset import Typesetter


def load() -> None:
    """What takes long and depends on no setting; it starts no loop and no thread and connects to nothing."""
    load_law()
    _trusted()
    # httpx and uvicorn import these only when they are first used.
    import httpcore  # noqa: F401
    import uvicorn.lifespan.off
    import uvicorn.loops.auto
    import uvicorn.protocols.http.auto  # noqa: F401


async def serve_service(*, deaths: int = 0, page: HandPage | None = None) -> None:
    """Runs until SIGTERM or SIGINT: then no new requests, running ones and batches finish, everything closes.

    `deaths`: processes before this one that were killed; counted here, since the parent exports nothing.
    `page`: what they had in hand.
    """
    settings = ServiceSettings.model_validate({})
    setup_logging(settings.log_level)
    telemetry = install_tracing(settings)
    bus = _bus(settings)
    typesetter = Typesetter(FOLDER, fonts=settings.font_dir)
    async with httpx.AsyncClient(timeout=30, verify=_trusted()) as http:
        around = Surroundings(law=load_law(), clock=SystemClock(), bus=bus, http=http, typesetter=typesetter, page=page)
        service = assemble(settings, around)
        count(MetricName.PROCESS_RESTARTED, deaths, address=service.address)
        try:
            await service.start()
        except StartRefused as refused:
            typer.echo(f"{LogEvent.SERVICE_REFUSED}: {refused}", err=True)
            raise typer.Exit(5) from None
        server = http_server(service.app, host=settings.host, port=settings.port, drain_seconds=settings.drain_seconds)
        try:
            await server.serve()
        finally:
            await service.stop()
            await typesetter.close()
            await bus.close()
            telemetry.shutdown()


async def doctor() -> bool:
    """Print every finding; True when the service would start."""
    settings = ServiceSettings.model_validate({})
    database = Database(async_url(settings.database_url.get_secret_value()), schema=settings.service, pool_size=1)
    try:
        findings = await examine(settings, engine=database.engine, clock=SystemClock())
    finally:
        await database.close()
    for finding in findings:
        typer.echo(f"{finding.level:<6} {finding.code:<28} {finding.zh}")
    return all(finding.level != "refuse" for finding in findings)


@cache
def _trusted() -> ssl.SSLContext:
    """Reading the certificates takes a tenth of a second."""
    return httpx.create_ssl_context()


def _bus(settings: ServiceSettings) -> Bus:
    if settings.bus == "embedded":
        return EmbeddedBus()
    return rabbit_bus(settings)
