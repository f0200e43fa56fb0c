"""Routes of handing over first-handler responsibility: proposed by the head, taken over by the new one himself."""

from fastapi import APIRouter

from zf_contracts.http.petition_acts import AnswerFirstHandling, OfferFirstHandling
from zf_contracts.http.petition_views import PetitionView
from zf_intake.desk import Desk
from zf_intake.first_handling.answer_offer import answer_first_handling
from zf_intake.first_handling.offer import offer_first_handling
from zf_intake.petitions.detail_queries import show_after
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def first_handling_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="petitions")

    @router.post("/{petition_id}/first-handler", **access("petition.handover"))
    async def offer(scope: ScopeDep, petition_id: str, command: OfferFirstHandling) -> PetitionView:
        await offer_first_handling(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/first-handler-answer", **access("petition.read"))
    async def answer_offer(scope: ScopeDep, petition_id: str, command: AnswerFirstHandling) -> PetitionView:
        await answer_first_handling(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    return router
