"""GET /peers: is the exchange with each partner well?"""

from fastapi import APIRouter

from zf_contracts.http.liaison import PeerHealth
from zf_liaison.partners import Partners
from zf_liaison.peers.queries import peer_health
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def peer_router(partners: Partners) -> APIRouter:
    router = service_router(tag="peers")

    @router.get("/peers", **access("exchange.read"))
    async def peers(scope: ScopeDep) -> tuple[PeerHealth, ...]:
        return await peer_health(scope, partners=partners)

    return router
