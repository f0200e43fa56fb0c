"""Add a liaison officer of the own agency; all partners are told."""

from sqlalchemy import select

from zf_contracts.http.directory import AddLiaisonOfficer
from zf_liaison.desk import Desk
from zf_liaison.directory.rules import Officer, entry_problems
from zf_liaison.directory.tables import LiaisonOfficer
from zf_liaison.directory.tell_officer import tell_officer
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def add_officer(scope: Scope, command: AddLiaisonOfficer, *, desk: Desk) -> str:
    units = {unit.code for unit in desk.law.agencies.by_code(scope.identity.agency).units}
    values = command.model_dump()
    entry = {name: value for name, value in values.items() if name not in ("title", "phone")}
    problems = entry_problems(Officer(**entry), units=units)
    if problems:
        raise Refused(problems)
    officer_id = scope.new_id()
    scope.session.add(
        LiaisonOfficer(id=officer_id, agency=scope.identity.agency, told_at=scope.now, version=1, ended=False, **values)
    )
    await scope.session.flush()
    row = (await scope.session.scalars(select(LiaisonOfficer).where(LiaisonOfficer.id == officer_id))).one()
    await tell_officer(scope, row, partners=desk.partners)
    scope.record("directory.add_officer", object_kind="liaison_officer", object_id=officer_id, basis="S-068")
    return officer_id
