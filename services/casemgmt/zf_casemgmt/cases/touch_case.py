"""Raise the version of a case after a change that is no act, so that nobody works on from an old view."""

from collections.abc import Mapping

from sqlalchemy import update

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.tables import CaseRecord
from zf_law.problems import Problem
from zf_platform.errors import Conflict
from zf_platform.transaction import Scope

_NEVER = frozenset({"state", "holder", "returns", "adjournments", "flags", "version"})


async def touch_case(scope: Scope, file: CaseFile, *, changes: Mapping[str, object] | None = None) -> int:
    """Save `changes` (never the state: that is `advance`) and return the new version."""
    values = dict(changes or {})
    if _NEVER & set(values):
        raise ValueError("the state of a case is changed by advance alone")
    saved = await scope.session.execute(
        update(CaseRecord)
        .where(CaseRecord.id == file.id, CaseRecord.version == file.version)
        .values(**values, version=file.version + 1)
        .returning(CaseRecord.version)
        .execution_options(synchronize_session=False)
    )
    version = saved.scalar_one_or_none()
    if version is None:
        raise Conflict((Problem("version.stale", {"seen": file.version, "current": file.version + 1}),))
    return version
