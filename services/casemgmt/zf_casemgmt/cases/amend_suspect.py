"""Correct the charge against a suspect, or whether the person is at large. Measures change by acts only."""

from sqlalchemy import update

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.tables import Suspect
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import AmendSuspect
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def amend_suspect(scope: Scope, case_id: str, suspect_id: str, command: AmendSuspect, *, office: Office) -> None:
    file = await load_case(scope, case_id)
    require(scope.actor, "suspect.write", file=file, agency=office.agency.code, seen=command.version)
    if file.suspect(suspect_id) is None:
        raise NotFound
    changes: dict[str, object] = {}
    if command.charge is not None:
        changes["charge"] = command.charge
    if command.at_large is not None:
        changes["at_large"] = command.at_large
    if changes:
        await scope.session.execute(
            update(Suspect)
            .where(Suspect.id == suspect_id, Suspect.case_id == case_id)
            .values(**changes)
            .execution_options(synchronize_session=False)
        )
    await touch_case(scope, file)
    scope.record("suspect.amend", object_kind="suspect", object_id=suspect_id, after=changes)
