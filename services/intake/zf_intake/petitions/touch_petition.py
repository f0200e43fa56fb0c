"""Change a petition without moving it on; version, timeline and audit follow all the same."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import update

from zf_intake.desk import Desk
from zf_intake.petitions.file_rules import PetitionFile
from zf_intake.petitions.tables import Petition
from zf_intake.petitions.write_step import Step, listed, write_step
from zf_platform.transaction import Scope

_NEVER = frozenset({"state", "flags", "version", "last_act_at", "closing_path", "closed_at"})


async def touch_petition(
    scope: Scope,
    file: PetitionFile,
    *,
    desk: Desk,
    act: str,
    basis: str,
    note: str = "",
    changes: Mapping[str, object] | None = None,
    documents: Mapping[str, str] | None = None,
    flags: frozenset[str] | None = None,
) -> PetitionFile:
    """`flags` are the marks afterwards, where the change gives or takes one. The state is changed by `advance` alone.

    `documents`: type → number of what it produced.
    """
    values = dict(changes or {})
    if _NEVER & set(values):
        raise ValueError("the state of a petition is changed by advance alone")
    after = replace(file, version=file.version + 1, set_flags=file.set_flags if flags is None else flags)
    await scope.session.execute(
        update(Petition)
        .where(Petition.id == file.id)
        .values(**values, flags=sorted(after.set_flags), version=after.version)
        .execution_options(synchronize_session=False)
    )
    papers = listed(documents or {}, documents=desk.law.documents)
    await write_step(scope, Step(act, basis, scope.now, file.state, note, papers), file=after, desk=desk)
    scope.record(
        f"petition.{act}",
        object_kind="petition",
        object_id=file.id,
        reason=note[:500],
        basis=basis,
        after={"version": after.version, "changed": sorted(values)},
    )
    return after
