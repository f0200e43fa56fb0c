"""Composition of the front end: settings, the nodes' clients, a clock, and every page."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI

from zf_hall.access import page_rows
from zf_hall.assets import Assets, load_assets
from zf_hall.clients import NodeClients
from zf_hall.doors import Doors
from zf_hall.failures import add_failure_pages
from zf_hall.feed import ScreenFeed
from zf_hall.meeting_feed import MeetingFeed
from zf_hall.middleware import Edge
from zf_hall.render import Renderer
from zf_hall.routers import ROUTERS
from zf_hall.session import Sessions
from zf_hall.settings import HallSettings
from zf_platform.clock import Clock
from zf_platform.proxies import TrustedProxies


@dataclass(frozen=True, slots=True)
class Hall:
    """What pages find at `request.app.state.hall`."""

    settings: HallSettings
    clients: NodeClients
    clock: Clock
    assets: Assets
    sessions: Sessions
    renderer: Renderer
    screens: ScreenFeed
    meetings: MeetingFeed


def build_hall(settings: HallSettings, *, clients: NodeClients, clock: Clock) -> FastAPI:
    """The whole front end. Refuses to start when a page does not say who may open it."""
    app = FastAPI(title="zf_hall", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    assets = load_assets()
    app.state.hall = Hall(
        settings=settings,
        clients=clients,
        clock=clock,
        assets=assets,
        sessions=Sessions(settings, clients=clients),
        renderer=Renderer(settings, assets=assets, clock=clock),
        screens=ScreenFeed(clients, clock=clock),
        meetings=MeetingFeed(),
    )
    for router in ROUTERS:
        app.include_router(router)
    add_failure_pages(app)
    app.state.hall.renderer.know(Doors(page_rows(app)))
    app.add_middleware(
        Edge, clock=clock, secure_cookies=settings.secure_cookies, proxies=TrustedProxies(settings.trusted_proxies)
    )
    return app
