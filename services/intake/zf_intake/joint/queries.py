"""Joint matters as other verbs need them: the matter of a number, its parts, what its requests came to."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from zf_intake.joint.rules import JointFacts, PartFacts
from zf_intake.joint.tables import JointMatter, JointPart, JointReply
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def joint_of(scope: Scope, collab_no: str) -> JointMatter | None:
    return await scope.session.scalar(select(JointMatter).where(JointMatter.collab_no == collab_no))


async def load_joint(scope: Scope, joint_id: str, *, lock: bool = True) -> JointMatter:
    statement = select(JointMatter).where(JointMatter.id == joint_id).execution_options(populate_existing=True)
    matter = await scope.session.scalar(statement.with_for_update() if lock else statement)
    if matter is None:
        raise NotFound
    return matter


async def parts_of(scope: Scope, joint_id: str) -> Sequence[JointPart]:
    rows = await scope.session.scalars(
        select(JointPart)
        .where(JointPart.joint_id == joint_id)
        .order_by(JointPart.part_no)
        .execution_options(populate_existing=True)
    )
    return rows.all()


async def own_parts(scope: Scope, collab_no: str, *, host: str) -> Sequence[JointPart]:
    """The parts of this matter that we hold, if `host` is the hall that gave them."""
    rows = await scope.session.scalars(
        select(JointPart)
        .join(JointMatter, JointMatter.id == JointPart.joint_id)
        .where(JointMatter.collab_no == collab_no, JointMatter.host == host, JointPart.own_petition_id != "")
        .order_by(JointPart.part_no)
    )
    return rows.all()


async def part_of_petition(scope: Scope, petition_id: str) -> JointPart | None:
    """The sub-matter that this petition of ours is."""
    return await scope.session.scalar(select(JointPart).where(JointPart.own_petition_id == petition_id))


async def part_agencies(scope: Scope, petition_id: str) -> frozenset[str]:
    """The agencies that have a part of the joint matter that began with this petition; none for any other petition."""
    rows = await scope.session.scalars(
        select(JointPart.agency)
        .join(JointMatter, JointMatter.id == JointPart.joint_id)
        .where(JointMatter.petition_id == petition_id)
    )
    return frozenset(rows)


async def replied_parts(scope: Scope, joint_id: str) -> frozenset[int]:
    """Parts that an edition of the combined answer has told already."""
    rows = await scope.session.scalars(select(JointReply.parts).where(JointReply.joint_id == joint_id))
    return frozenset(number for parts in rows for number in parts)


async def next_edition(scope: Scope, joint_id: str) -> int:
    """The number of the next edition of the combined answer."""
    last = await scope.session.scalar(select(func.max(JointReply.edition)).where(JointReply.joint_id == joint_id))
    return int(last or 0) + 1


async def results_of(scope: Scope, joint_id: str) -> Mapping[int, str]:
    """Number of the request → what it came to, from the answers to the parts; a part's outcome stands for its requests."""
    found: dict[int, str] = {}
    for part in await parts_of(scope, joint_id):
        for number in part.request_nos:
            result = part.results.get(str(number), part.outcome)
            if result:
                found[number] = result
    return found


async def facts_of(scope: Scope, matter: JointMatter, *, now: datetime) -> JointFacts:
    return JointFacts(
        here=scope.identity.agency,
        host=matter.host,
        lead=matter.lead_agency,
        state=matter.state,
        parts=tuple(
            PartFacts(part.part_no, part.agency, part.answered_at is not None, part.due_at)
            for part in await parts_of(scope, matter.id)
        ),
        replied_parts=await replied_parts(scope, matter.id),
        now=now,
    )
