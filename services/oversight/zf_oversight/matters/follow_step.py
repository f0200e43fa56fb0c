"""A case record moved: note where it stands, whose it is and since when."""

from zf_contracts.internal.reports import CaseStageAdvanced
from zf_platform.direct import Direct
from zf_platform.transaction import Scope

_TOLD = ("case_no", "collab_no", "unit", "state", "last_act", "last_acted_at")
_NEWER = "{name} = CASE WHEN matter.last_acted_at <= excluded.last_acted_at THEN excluded.{name} ELSE matter.{name} END"
_FOLLOW = Direct(
    f"""
    INSERT INTO matter (case_id, steps, {", ".join(_TOLD)})
    VALUES (:case_id, 1, {", ".join(f":{name}" for name in _TOLD)})
    ON CONFLICT (case_id) DO UPDATE SET steps = matter.steps + 1,
        {", ".join(_NEWER.format(name=name) for name in _TOLD)}
    """  # noqa: S608 - only names of this module are put in
)


async def follow_step(scope: Scope, step: CaseStageAdvanced) -> None:
    """Every step counts; the newest by its legal time decides where the matter stands."""
    await _FOLLOW.rows(
        scope.session,
        case_id=step.case_id,
        case_no=step.case_no,
        collab_no=step.collab_no,
        unit=step.unit,
        state=step.to_state,
        last_act=step.act,
        last_acted_at=step.acted_at,
    )
