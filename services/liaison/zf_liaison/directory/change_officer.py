"""Change a liaison officer: term, contact, absence with its substitute, end. Another agency's officer is refused."""

from sqlalchemy import select

from zf_contracts.http.directory import ChangeLiaisonOfficer
from zf_law.problems import Problem
from zf_liaison.desk import Desk
from zf_liaison.directory.rules import Officer, entry_problems, owner_problems
from zf_liaison.directory.tables import LiaisonOfficer
from zf_liaison.directory.tell_officer import tell_officer
from zf_platform.errors import Conflict, NotFound, Refused
from zf_platform.transaction import Scope


async def change_officer(scope: Scope, command: ChangeLiaisonOfficer, *, officer_id: str, desk: Desk) -> None:
    row = await scope.session.scalar(select(LiaisonOfficer).where(LiaisonOfficer.id == officer_id).with_for_update())
    if row is None:
        raise NotFound
    problems = owner_problems(owner=row.agency, by=scope.identity.agency)
    if problems:
        raise Refused(problems)
    if command.version != row.version:
        raise Conflict((Problem("version.stale", {"version": command.version, "current": row.version}),))
    values = command.model_dump(exclude={"version"})
    entry = {name: value for name, value in values.items() if name not in ("title", "phone")}
    units = {unit.code for unit in desk.law.agencies.by_code(scope.identity.agency).units}
    problems = entry_problems(Officer(**entry), units=units)
    if problems:
        raise Refused(problems)
    for name, value in values.items():
        setattr(row, name, value)
    row.version, row.told_at = row.version + 1, scope.now
    await scope.session.flush()
    await tell_officer(scope, row, partners=desk.partners)
    scope.record("directory.change_officer", object_kind="liaison_officer", object_id=officer_id, basis="S-068")
