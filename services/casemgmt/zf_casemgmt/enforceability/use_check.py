"""A judgment was pronounced: its check is used up, or the reason why there was none is on record."""

from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.enforceability import rules
from zf_casemgmt.enforceability.tables import EnforceabilityCheck
from zf_casemgmt.office import Office
from zf_platform.transaction import Scope


async def use_check(scope: Scope, file: CaseFile, *, act: str, facts: Mapping[str, str], office: Office) -> None:
    """`file` is the record before the act."""
    law, reason = office.law.enforceability, facts.get(rules.REASON_FACT, "").strip()
    if act not in law.acts or office.kind not in law.kinds:
        return
    used = await scope.session.execute(
        update(EnforceabilityCheck)
        .where(EnforceabilityCheck.case_id == file.id, EnforceabilityCheck.used_at.is_(None))
        .values(used_at=scope.now)
        .returning(EnforceabilityCheck.id)
        .execution_options(synchronize_session=False)
    )
    if used.first() is not None:
        return
    await scope.session.execute(
        insert(EnforceabilityCheck).values(
            id=scope.new_id(),
            case_id=file.id,
            state=file.state,
            result=rules.UNCHECKED,
            opinion=reason,
            checked_by=scope.actor.account_id,
            checked_by_name=scope.actor.name,
            checked_at=scope.now,
            used_at=scope.now,
        )
    )
    scope.record("enforceability.skip", object_kind="case", object_id=file.id, reason=reason[:500], basis=law.basis)
