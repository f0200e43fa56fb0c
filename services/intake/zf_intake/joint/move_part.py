"""One more thing is known of a sub-matter: written on its row, in every node that follows the joint matter."""

from collections.abc import Mapping

from sqlalchemy import select, update

from zf_intake.joint.tables import JointMatter, JointPart
from zf_law.moments import Moment, last_instant, written
from zf_platform.transaction import Scope


async def move_part(
    scope: Scope,
    *,
    collab_no: str,
    agency: str,
    part_no: int | None,
    values: Mapping[str, object],
    due: Moment | None = None,
) -> bool:
    """Only its own agency moves a part. False when there is no such part here."""
    if part_no is None:
        return False
    joint = select(JointMatter.id).where(JointMatter.collab_no == collab_no).scalar_subquery()
    dated = {"due": written(due), "due_at": last_instant(due)} if due is not None else {}
    moved = await scope.session.execute(
        update(JointPart)
        .where(JointPart.joint_id == joint, JointPart.part_no == part_no, JointPart.agency == agency)
        .values(**values, **dated)
        .returning(JointPart.part_no)
        .execution_options(synchronize_session=False)
    )
    return moved.scalar_one_or_none() is not None
