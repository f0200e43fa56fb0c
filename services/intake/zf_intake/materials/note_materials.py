"""Note what was handed in against the checklist of this type of matter. The newest note stands; each is audited."""

from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.materials import NoteMaterials
from zf_intake.desk import Desk
from zf_intake.materials.rules import note_problems
from zf_intake.materials.tables import MaterialCheck
from zf_intake.petitions.authority import require
from zf_intake.petitions.load import load_petition
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def note_materials(scope: Scope, petition_id: str, command: NoteMaterials, *, desk: Desk) -> None:
    file = await load_petition(scope, petition_id)
    require(scope.actor, "petition.register", file=file)
    checklist = desk.law.checklists.get(command.checklist)
    items = (*command.received, *command.needed)
    problems = note_problems(checklist, checklist_id=command.checklist, items=items)
    if problems:
        raise Refused(problems)
    values = {
        "checklist": command.checklist,
        "received": sorted(set(command.received)),
        "needed": sorted(set(command.needed)),
        "noted_at": scope.now,
        "noted_by": scope.actor.account_id,
    }
    noted = insert(MaterialCheck).values(petition_id=petition_id, **values)
    await scope.session.execute(noted.on_conflict_do_update(index_elements=["petition_id"], set_=values))
    scope.record(
        "material.note",
        object_kind="petition",
        object_id=petition_id,
        basis="S-027",
        after={"checklist": command.checklist, "received": sorted(set(command.received))},
    )
