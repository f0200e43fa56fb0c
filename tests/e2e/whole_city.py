"""The whole city in one process over a given bus: five nodes, twenty services, the front end, its demo people."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from zf_law.loader import load_law
from zf_node.city import City, CityPlan, running_city
from zf_node.demo.desk import Town
from zf_node.demo.people import DEMO_PASSWORD
from zf_node.demo.seed_people import seed_people
from zf_node.keys_setup import node_agencies, set_up_keys
from zf_node.layout import CityFolder
from zf_node.up import provision_all
from zf_node.wiring import SERVICES
from zf_platform.bus.base import Bus
from zf_platform.clock import SystemClock
from zf_platform.provision import drop_agency


def agencies() -> list[str]:
    """Codes of the agencies with a node."""
    return [agency.code for agency in node_agencies(load_law())]


@asynccontextmanager
async def whole_city(admin_url: str, folder: Path, *, bus: Bus, name: str) -> AsyncIterator[City]:
    """`name` keeps the databases of one test file apart from those of another."""
    law, clock, prefix = load_law(), SystemClock(), f"zf{name}{os.getpid()}_"
    layout = CityFolder(folder)
    codes = agencies()
    set_up_keys(layout, law=law, now=clock.now(), urls={code: f"http://city/api/{code}/liaison" for code in codes})
    for code in codes:
        # A run that was killed leaves its databases behind; they may be of an older schema.
        await drop_agency(admin_url, agency=code, services=SERVICES, prefix=prefix)
    databases = await provision_all(admin_url, law=law, prefix=prefix)
    plan = CityPlan(
        folder=layout,
        law=law,
        clock=clock,
        bus=bus,
        databases=databases,
        base_url="http://city",
        overrides={"poll_seconds": 0.5, "trace_sink": "none", "pool_size": 1, "pool_overflow": 1},
    )
    async with running_city(plan) as running:
        await seed_people(running.services, law=law)
        yield running
    for code in codes:
        await drop_agency(admin_url, agency=code, services=SERVICES, prefix=prefix)


@asynccontextmanager
async def town_of(city: City) -> AsyncIterator[Town]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=city.app), timeout=60) as http:
        yield Town(http, base="http://city", password=DEMO_PASSWORD)
