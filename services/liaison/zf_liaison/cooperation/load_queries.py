"""Loading a matter for change, whether an act is known already, and the units of an agency."""

from sqlalchemy import select

from zf_law.loader import Law
from zf_liaison.cooperation.tables import CooperationMatter, CooperationStep
from zf_platform.transaction import Scope


async def load_matter(scope: Scope, matter_id: str) -> CooperationMatter | None:
    """Locked: acts on one matter follow each other."""
    statement = select(CooperationMatter).where(CooperationMatter.id == matter_id).with_for_update()
    found: CooperationMatter | None = await scope.session.scalar(statement.execution_options(populate_existing=True))
    return found


async def knows_step(scope: Scope, step_id: str) -> bool:
    return await scope.session.scalar(select(CooperationStep.id).where(CooperationStep.id == step_id)) is not None


def units_of(agency: str, *, law: Law) -> tuple[tuple[str, str], ...]:
    """Code and kind of each unit."""
    return tuple((unit.code, unit.kind) for unit in law.agencies.by_code(agency).units)


def unit_kind(code: str, *, agency: str, law: Law) -> str:
    """Empty for somebody without a unit."""
    unit = law.agencies.by_code(agency).unit(code)
    return unit.kind if unit else ""
