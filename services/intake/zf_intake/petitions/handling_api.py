"""Routes of handling: officer, plan, reception by a leader, extension, answers and their service, progress."""

from fastapi import APIRouter

from zf_contracts.http.petition_acts import (
    AnswerAtOnce,
    AnswerPetition,
    ApprovePlan,
    ChangeOfficer,
    ExtendHandling,
    MediatePetition,
    RecordReception,
    ServeAnswer,
    SetPlan,
    SignAnswer,
    StartHandling,
    SupplementPetition,
    TellProgress,
)
from zf_contracts.http.petition_views import PetitionView
from zf_intake.desk import Desk
from zf_intake.petitions.answer import answer
from zf_intake.petitions.answer_at_once import answer_at_once
from zf_intake.petitions.approve_plan import approve_plan
from zf_intake.petitions.change_officer import change_officer
from zf_intake.petitions.detail_queries import show_after
from zf_intake.petitions.extend import extend
from zf_intake.petitions.mediate import mediate
from zf_intake.petitions.record_reception import record_reception
from zf_intake.petitions.serve import serve
from zf_intake.petitions.set_plan import set_plan
from zf_intake.petitions.sign_answer import sign_answer
from zf_intake.petitions.start_handling import start_handling
from zf_intake.petitions.supplement import supplement
from zf_intake.petitions.tell_progress import tell_progress
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def handling_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/petitions", tag="petitions")
    _add_duties(router, desk)
    _add_answers(router, desk)
    return router


def _add_duties(router: APIRouter, desk: Desk) -> None:
    @router.post("/{petition_id}/handling", **access("petition.assign"))
    async def handling(scope: ScopeDep, petition_id: str, command: StartHandling) -> PetitionView:
        await start_handling(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/officer", **access("petition.assign"))
    async def officer(scope: ScopeDep, petition_id: str, command: ChangeOfficer) -> PetitionView:
        await change_officer(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/plan", **access("petition.handle"))
    async def plan(scope: ScopeDep, petition_id: str, command: SetPlan) -> PetitionView:
        await set_plan(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/plan-approval", **access("petition.plan"))
    async def plan_approval(scope: ScopeDep, petition_id: str, command: ApprovePlan) -> PetitionView:
        await approve_plan(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/leader-reception", **access("petition.receive"))
    async def leader_reception(scope: ScopeDep, petition_id: str, command: RecordReception) -> PetitionView:
        await record_reception(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/extension", **access("petition.extend"))
    async def extension(scope: ScopeDep, petition_id: str, command: ExtendHandling) -> PetitionView:
        await extend(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/mediation", **access("petition.handle"))
    async def mediation(scope: ScopeDep, petition_id: str, command: MediatePetition) -> PetitionView:
        await mediate(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)


def _add_answers(router: APIRouter, desk: Desk) -> None:
    @router.post("/{petition_id}/answer", **access("petition.answer"))
    async def give_answer(scope: ScopeDep, petition_id: str, command: AnswerPetition) -> PetitionView:
        await answer(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/answer-at-once", **access("petition.register"))
    async def reply_at_once(scope: ScopeDep, petition_id: str, command: AnswerAtOnce) -> PetitionView:
        await answer_at_once(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/signature", **access("petition.receive"))
    async def signature(scope: ScopeDep, petition_id: str, command: SignAnswer) -> PetitionView:
        await sign_answer(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/service", **access("petition.answer"))
    async def service(scope: ScopeDep, petition_id: str, command: ServeAnswer) -> PetitionView:
        await serve(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/progress", **access("petition.handle"))
    async def progress(scope: ScopeDep, petition_id: str, command: TellProgress) -> PetitionView:
        await tell_progress(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)

    @router.post("/{petition_id}/supplement", **access("petition.register"))
    async def add_supplement(scope: ScopeDep, petition_id: str, command: SupplementPetition) -> PetitionView:
        await supplement(scope, petition_id, command, desk=desk)
        return await show_after(scope, petition_id, desk=desk)
