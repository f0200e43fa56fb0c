"""Routes of review and ending: review, final review, four closing paths, withdrawal, reopening."""

from fastapi import APIRouter

from zf_contracts.http.petition_acts import (
    ConfirmOutcome,
    DecideClosing,
    DecideReview,
    ProposeClosing,
    ReopenPetition,
    RequestReview,
    WithdrawPetition,
)
from zf_contracts.http.petition_views import PetitionView
from zf_intake.desk import Desk
from zf_intake.petitions.confirm_outcome import confirm_outcome
from zf_intake.petitions.decide_closing import decide_closing
from zf_intake.petitions.decide_review import decide_review
from zf_intake.petitions.detail_queries import show_after
from zf_intake.petitions.propose_closing import propose_closing
from zf_intake.petitions.reopen import reopen
from zf_intake.petitions.request_review import request_review
from zf_intake.petitions.withdraw import withdraw
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def closing_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="petitions")
    _add_reviews(router, desk)
    _add_endings(router, desk)
    return router


def _add_reviews(router: APIRouter, desk: Desk) -> None:
    @router.post("/{petition_id}/review-request", **access("petition.register"))
    async def review_request(scope: ScopeDep, petition_id: str, command: RequestReview) -> PetitionView:
        await request_review(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/review-decision", **access("petition.review"))
    async def review_decision(scope: ScopeDep, petition_id: str, command: DecideReview) -> PetitionView:
        await decide_review(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)


def _add_endings(router: APIRouter, desk: Desk) -> None:
    @router.post("/{petition_id}/closing", **access("petition.close"))
    async def closing(scope: ScopeDep, petition_id: str, command: ProposeClosing) -> PetitionView:
        await propose_closing(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/closing-decision", **access("petition.approve_closing"))
    async def closing_decision(scope: ScopeDep, petition_id: str, command: DecideClosing) -> PetitionView:
        await decide_closing(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/outcome", **access("petition.approve_closing"))
    async def outcome(scope: ScopeDep, petition_id: str, command: ConfirmOutcome) -> PetitionView:
        await confirm_outcome(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/withdrawal", **access("petition.register"))
    async def withdrawal(scope: ScopeDep, petition_id: str, command: WithdrawPetition) -> PetitionView:
        await withdraw(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/reopening", **access("petition.reopen"))
    async def reopening(scope: ScopeDep, petition_id: str, command: ReopenPetition) -> PetitionView:
        await reopen(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)
