"""The web front end put together: which agencies it serves, where their services live, what the sample city shows."""

from collections.abc import Callable

import httpx
from fastapi import FastAPI

from zf_hall.clients import NodeClients, city_url
from zf_hall.main import build_hall
from zf_hall.settings import AgencyChoice, DemoAccount, HallSettings
from zf_law.loader import Law
from zf_node.demo.people import DEMO_PASSWORD, DEMO_PEOPLE
from zf_node.keys_setup import node_agencies
from zf_platform.clock import Clock


def build_city_hall(*, law: Law, clock: Clock, http: httpx.AsyncClient, demo: bool) -> FastAPI:
    """In the same process as the services: calls go straight to them."""
    return build_hall(hall_settings(law, demo=demo, secure=False), clients=NodeClients(http), clock=clock)


def build_distant_hall(
    *, law: Law, clock: Clock, http: httpx.AsyncClient, urls: Callable[[str, str], str], secure: bool, demo: bool
) -> FastAPI:
    """As a process of its own: `urls(agency, service)` says where a service listens."""
    clients = NodeClients(http, base_url=urls)
    return build_hall(hall_settings(law, demo=demo, secure=secure), clients=clients, clock=clock)


def hall_settings(law: Law, *, demo: bool, secure: bool) -> HallSettings:
    people = DEMO_PEOPLE if demo else ()
    documents = law.documents.all()
    return HallSettings(
        agencies=tuple(
            AgencyChoice(
                code=agency.code,
                zh=agency.name_zh,
                en=agency.name_en,
                kind=agency.kind.value,
                units=tuple((unit.code, unit.name_zh, unit.name_en) for unit in agency.units),
            )
            for agency in node_agencies(law)
        ),
        secure_cookies=secure,
        demo=demo,
        demo_accounts=tuple(DemoAccount(one.agency, one.username, one.zh, one.en) for one in people),
        demo_password=DEMO_PASSWORD if demo else "",
        document_types=tuple((document.id, document.title_zh, document.title_en) for document in documents),
        document_issuers={document.id: tuple(kind.value for kind in document.issuers) for document in documents},
        return_codes=tuple((code.code, code.zh, code.en) for code in law.return_codes.values()),
    )


__all__ = ["build_city_hall", "build_distant_hall", "city_url", "hall_settings"]
