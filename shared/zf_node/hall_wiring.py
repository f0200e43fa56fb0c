"""The web front end put together: which agencies it serves, where their services live, what the sample city shows."""

from collections.abc import Callable
from dataclasses import replace

import httpx
from fastapi import FastAPI

from zf_hall.clients import NodeClients
from zf_hall.main import build_hall
from zf_hall.settings import AgencyChoice, DemoAccount, HallChoice, HallSettings
from zf_hall.words import words_of
from zf_law.loader import Law
from zf_node.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from zf_node.keys_setup import node_agencies
from zf_platform.clock import Clock


def build_city_hall(*, law: Law, clock: Clock, http: httpx.AsyncClient, demo: bool, key: str = "") -> FastAPI:
    """In the same process as the services: calls go straight to them."""
    settings = replace(hall_settings(law, demo=demo, secure=False), key=key)
    return build_hall(settings, clients=NodeClients(http), clock=clock)


def build_distant_hall(
    *,
    law: Law,
    clock: Clock,
    http: httpx.AsyncClient,
    urls: Callable[[str, str], str],
    secure: bool,
    trusted_proxies: str,
    demo: bool,
    key: str = "",
) -> FastAPI:
    """As a process of its own: `urls(agency, service)` says where a service listens."""
    clients = NodeClients(http, base_url=urls)
    settings = replace(hall_settings(law, demo=demo, secure=secure), trusted_proxies=trusted_proxies, key=key)
    return build_hall(settings, clients=clients, clock=clock)


def hall_settings(law: Law, *, demo: bool, secure: bool) -> HallSettings:
    return HallSettings(
        agencies=tuple(
            AgencyChoice(agency.code, agency.name_zh, agency.name_en, agency.kind.value, agency.short_zh)
            for agency in node_agencies(law)
        ),
        secure_cookies=secure,
        demo=demo,
        demo_accounts=tuple(
            DemoAccount(one.agency, one.username, one.zh, one.en) for one in (DEMO_PEOPLE if demo else ())
        ),
        demo_password=DEMO_PASSWORD if demo else "",
        words=words_of(law),
        halls=tuple(HallChoice(hall.agency, hall.zh, hall.en, hall.joint) for hall in law.reception.halls.values()),
    )
