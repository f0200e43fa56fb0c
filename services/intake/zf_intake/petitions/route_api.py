"""Routes of routing: accept, forward, assign, advise, legal path, refusal, objections, merging."""

from fastapi import APIRouter

from zf_contracts.http.petition_acts import (
    AcceptPetition,
    AdvisePetitioner,
    AssignPetition,
    ChangeMarks,
    DecideObjection,
    ForwardPetition,
    MergePetition,
    RaiseObjection,
    RecuseOfficer,
    RefuseAcceptance,
    TakeLitigationPath,
)
from zf_contracts.http.petition_views import PetitionView
from zf_intake.desk import Desk
from zf_intake.petitions.accept import accept
from zf_intake.petitions.advise import advise
from zf_intake.petitions.assign import assign
from zf_intake.petitions.change_marks import change_marks
from zf_intake.petitions.decide_objection import decide_objection
from zf_intake.petitions.detail_queries import show_after
from zf_intake.petitions.forward import forward
from zf_intake.petitions.merge import merge
from zf_intake.petitions.object_to_routing import object_to_routing
from zf_intake.petitions.recuse import recuse
from zf_intake.petitions.refuse_acceptance import refuse_acceptance
from zf_intake.petitions.take_litigation_path import take_litigation_path
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def routing_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="petitions")
    _add_ways(router, desk)
    _add_disputes(router, desk)
    return router


def _add_ways(router: APIRouter, desk: Desk) -> None:
    @router.post("/{petition_id}/acceptance", **access("petition.route"))
    async def acceptance(scope: ScopeDep, petition_id: str, command: AcceptPetition) -> PetitionView:
        await accept(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/forwarding", **access("petition.route"))
    async def forwarding(scope: ScopeDep, petition_id: str, command: ForwardPetition) -> PetitionView:
        await forward(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/assignment", **access("petition.route"))
    async def assignment(scope: ScopeDep, petition_id: str, command: AssignPetition) -> PetitionView:
        await assign(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/advice", **access("petition.route"))
    async def advice(scope: ScopeDep, petition_id: str, command: AdvisePetitioner) -> PetitionView:
        await advise(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/litigation-path", **access("petition.route"))
    async def litigation_path(scope: ScopeDep, petition_id: str, command: TakeLitigationPath) -> PetitionView:
        await take_litigation_path(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/refusal", **access("petition.route"))
    async def refusal(scope: ScopeDep, petition_id: str, command: RefuseAcceptance) -> PetitionView:
        await refuse_acceptance(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)


def _add_disputes(router: APIRouter, desk: Desk) -> None:
    @router.post("/{petition_id}/objection", **access("petition.route"))
    async def objection(scope: ScopeDep, petition_id: str, command: RaiseObjection) -> PetitionView:
        await object_to_routing(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/objection-decision", **access("petition.route"))
    async def objection_decision(scope: ScopeDep, petition_id: str, command: DecideObjection) -> PetitionView:
        await decide_objection(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/merging", **access("petition.route"))
    async def merging(scope: ScopeDep, petition_id: str, command: MergePetition) -> PetitionView:
        await merge(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/marks", **access("petition.route"))
    async def marks(scope: ScopeDep, petition_id: str, command: ChangeMarks) -> PetitionView:
        await change_marks(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/recusal", **access("petition.recuse"))
    async def recusal(scope: ScopeDep, petition_id: str, command: RecuseOfficer) -> PetitionView:
        await recuse(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)
