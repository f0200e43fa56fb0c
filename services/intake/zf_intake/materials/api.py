"""Routes of material: the checklist of a petition, what was handed in, the notice of what is missing, faults."""

from fastapi import APIRouter

from zf_contracts.http.materials import IssueMaterialNotice, MaterialFault, MaterialsView, NoteMaterials
from zf_intake.desk import Desk
from zf_intake.materials.issue_notice import issue_notice
from zf_intake.materials.note_materials import note_materials
from zf_intake.materials.queries import list_faults, show_materials
from zf_intake.papers.press import Press
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def materials_router(*, press: Press) -> APIRouter:
    router = service_router(prefix="/petitions/{petition_id}/materials", tag="materials")

    @router.get("", **access("petition.read"))
    async def show(scope: ScopeDep, petition_id: str) -> MaterialsView:
        return await show_materials(scope, petition_id, desk=press.desk)

    @router.post("", **access("petition.register"))
    async def note(scope: ScopeDep, petition_id: str, command: NoteMaterials) -> MaterialsView:
        await note_materials(scope, petition_id, command, desk=press.desk)
        return await show_materials(scope, petition_id, desk=press.desk)

    @router.post("/notices", status_code=201, **access("petition.register"))
    async def tell(scope: ScopeDep, petition_id: str, command: IssueMaterialNotice) -> MaterialsView:
        await issue_notice(scope, petition_id, command, press=press)
        return await show_materials(scope, petition_id, desk=press.desk)

    return router


def material_faults_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/material-faults", tag="materials")

    @router.get("", **access("petition.approve_closing"))
    async def faults(scope: ScopeDep) -> tuple[MaterialFault, ...]:
        return await list_faults(scope, desk=desk)

    return router
