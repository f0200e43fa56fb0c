"""Routes of hearings: of one petition, the steps of one hearing, and the published results for everybody."""

from typing import Annotated

from fastapi import APIRouter, Query

from zf_contracts.http.base import Page
from zf_contracts.http.hearings import (
    CallHearing,
    CancelHearing,
    ConcludeHearing,
    HearingsView,
    PublishedHearing,
    PublishHearing,
)
from zf_intake.desk import Desk
from zf_intake.hearings.call_hearing import call_hearing
from zf_intake.hearings.cancel_hearing import cancel_hearing
from zf_intake.hearings.conclude_hearing import conclude_hearing
from zf_intake.hearings.public_queries import published_hearings
from zf_intake.hearings.publish_hearing import publish_hearing
from zf_intake.hearings.queries import show_hearings
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def petition_hearings_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="hearings")

    @router.get("/{petition_id}/hearings", **access("petition.read"))
    async def hearings(scope: ScopeDep, petition_id: str) -> HearingsView:
        return await show_hearings(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/hearings", status_code=201, **access("petition.review"))
    async def call(scope: ScopeDep, petition_id: str, command: CallHearing) -> HearingsView:
        await call_hearing(scope, petition_id, command, desk=desk)
        return await show_hearings(scope, petition_id, desk=desk)

    return router


def hearings_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/hearings", tag="hearings")

    @router.post("/{hearing_id}/conclusion", **access("petition.review"))
    async def conclude(scope: ScopeDep, hearing_id: str, command: ConcludeHearing) -> HearingsView:
        petition_id = await conclude_hearing(scope, hearing_id, command, desk=desk)
        return await show_hearings(scope, petition_id, desk=desk)

    @router.post("/{hearing_id}/cancellation", **access("petition.review"))
    async def cancel(scope: ScopeDep, hearing_id: str, command: CancelHearing) -> HearingsView:
        petition_id = await cancel_hearing(scope, hearing_id, command, desk=desk)
        return await show_hearings(scope, petition_id, desk=desk)

    @router.post("/{hearing_id}/publication", **access("petition.review"))
    async def publish(scope: ScopeDep, hearing_id: str, command: PublishHearing) -> HearingsView:
        petition_id = await publish_hearing(scope, hearing_id, command, desk=desk)
        return await show_hearings(scope, petition_id, desk=desk)

    return router


def published_hearings_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/published-hearings", tag="hearings")

    @router.get("", **access(public=True))
    async def published(
        scope: ScopeDep, *, cursor: Annotated[str, Query(max_length=200)] = ""
    ) -> Page[PublishedHearing]:
        return await published_hearings(scope, cursor=cursor, desk=desk)

    return router
