"""Routes of repeats: hints beside the form, likely repeats of a petition, the comparison and its decision."""

from fastapi import APIRouter

from zf_contracts.http.repeats import AlikeRow, AskHints, ComparisonView, DecidePair, HintsView, PeerMatchRow
from zf_intake.desk import Desk
from zf_intake.repeats.comparison_queries import compare
from zf_intake.repeats.decide_pair import decide_pair
from zf_intake.repeats.hints import hints
from zf_intake.repeats.queries import list_peer_matches, list_repeats
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def repeats_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="repeats")

    @router.post("/hints", **access("petition.register", idempotent=False))
    async def ask_hints(scope: ScopeDep, asked: AskHints) -> HintsView:
        return await hints(scope, asked, desk=desk)

    @router.get("/{petition_id}/repeats", **access("petition.read"))
    async def repeats(scope: ScopeDep, petition_id: str) -> tuple[AlikeRow, ...]:
        return await list_repeats(scope, petition_id, desk=desk)

    @router.get("/{petition_id}/peer-matches", **access("petition.read"))
    async def peer_matches(scope: ScopeDep, petition_id: str) -> tuple[PeerMatchRow, ...]:
        return await list_peer_matches(scope, petition_id, desk=desk)

    @router.get("/{petition_id}/repeats/{other_id}", **access("petition.read"))
    async def comparison(scope: ScopeDep, petition_id: str, other_id: str) -> ComparisonView:
        return await compare(scope, petition_id, other_id, desk=desk)

    @router.post("/{petition_id}/repeats/{other_id}/decision", **access("petition.register"))
    async def decision(scope: ScopeDep, petition_id: str, other_id: str, command: DecidePair) -> ComparisonView:
        await decide_pair(scope, petition_id, other_id, command, desk=desk)
        return await compare(scope, petition_id, other_id, desk=desk)

    return router
