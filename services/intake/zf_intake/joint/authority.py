"""A joint matter is seen by whoever sees the petition it began with, or a petition of a part, in this node."""

from sqlalchemy import ColumnElement, exists, or_

from zf_intake.joint.queries import load_joint, parts_of
from zf_intake.joint.tables import JointMatter, JointPart
from zf_intake.petitions.authority import reasons_against, sees
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.queries import visible_petitions
from zf_law.problems import Problem
from zf_platform.actors import Actor
from zf_platform.errors import Conflict, Forbidden, NotFound
from zf_platform.transaction import Scope


async def require_joint(
    scope: Scope, joint_id: str, permission: str, *, seen_version: int | None = None
) -> JointMatter:
    """NotFound out of sight, Forbidden when only the act is, Conflict if it has moved on since it was seen. It is locked."""
    matter = await load_joint(scope, joint_id)
    seen = [file for file in await _files(scope, matter) if sees(scope.actor, file=file)]
    if not seen:
        raise NotFound
    against = [reasons_against(scope.actor, permission, file=file) for file in seen]
    if all(against):
        raise Forbidden(against[0])
    if seen_version is not None and matter.version != seen_version:
        raise Conflict((Problem("version.stale", {"seen": seen_version, "current": matter.version}),))
    return matter


def within_sight(actor: Actor) -> ColumnElement[bool]:
    """The same as a filter for the database."""
    visible = visible_petitions(actor)
    part = exists().where(JointPart.joint_id == JointMatter.id, JointPart.own_petition_id.in_(visible))
    return or_(JointMatter.petition_id.in_(visible), part)


async def _files(scope: Scope, matter: JointMatter) -> list[PetitionFile]:
    ids = [matter.petition_id, *(part.own_petition_id for part in await parts_of(scope, matter.id))]
    return [await load_petition(scope, one, lock=False) for one in dict.fromkeys(ids) if one]
