"""Is the exchange with each partner well? And a self-test of the line."""

from typing import Annotated

from fastapi import APIRouter, Path

from zf_contracts.http.directory import LineTest
from zf_contracts.http.liaison import PeerHealth
from zf_liaison.partners import Partners
from zf_liaison.peers.queries import peer_health
from zf_liaison.peers.try_line import try_line
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def peer_router(partners: Partners) -> APIRouter:
    router = service_router(tag="peers")

    @router.get("/peers", **access("exchange.read"))
    async def peers(scope: ScopeDep) -> tuple[PeerHealth, ...]:
        return await peer_health(scope, partners=partners)

    @router.post("/peers/{peer}/tests", status_code=201, **access("exchange.operate"))
    async def test(scope: ScopeDep, peer: Annotated[str, Path(max_length=32)]) -> LineTest:
        return LineTest(message_id=await try_line(scope, peer=peer, partners=partners))

    return router
