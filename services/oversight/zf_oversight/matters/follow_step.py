"""A case record moved: note where it stands, whose it is and since when."""

from sqlalchemy import case
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.internal.reports import CaseStageAdvanced
from zf_oversight.matters.tables import Matter
from zf_platform.transaction import Scope


async def follow_step(scope: Scope, step: CaseStageAdvanced) -> None:
    """Every step counts; the newest by its legal time decides where the matter stands."""
    values = {
        "case_no": step.case_no,
        "collab_no": step.collab_no,
        "unit": step.unit,
        "state": step.to_state,
        "last_act": step.act,
        "last_acted_at": step.acted_at,
    }
    arriving = insert(Matter).values(case_id=step.case_id, steps=1, **values)
    newer = Matter.last_acted_at <= arriving.excluded.last_acted_at
    chosen = {name: case((newer, arriving.excluded[name]), else_=getattr(Matter, name)) for name in values}
    await scope.session.execute(
        arriving.on_conflict_do_update(index_elements=[Matter.case_id], set_={**chosen, "steps": Matter.steps + 1})
    )
