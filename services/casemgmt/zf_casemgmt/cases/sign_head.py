"""The head's signature (负责人签发): allowed only on a passed exit check where one is needed."""

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.cases.touch_case import touch_case
from zf_casemgmt.office import Office
from zf_contracts.http.casemgmt import SignAsHead
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope


async def sign_head(scope: Scope, case_id: str, command: SignAsHead, *, office: Office) -> int:
    """Returns the new version. One person, one level: the checker of the exit may not sign it too."""
    file = await load_case(scope, case_id)
    require(scope.actor, "transfer.approve", file=file, agency=office.agency.code, seen=command.version)
    problems = _problems(file, scope.actor.account_id, gated=_has_gate(office))
    if problems:
        raise Refused(problems)
    with step(SpanName.REVIEW_SIGN, case_id=case_id):
        version = await touch_case(
            scope,
            file,
            changes={
                "head_signed_by": scope.actor.account_id,
                "head_signed_name": scope.actor.name,
                "head_signed_at": scope.now,
            },
        )
    scope.record("transfer.approve", object_kind="case", object_id=case_id, reason=command.opinion[:500])
    return version


def _has_gate(office: Office) -> bool:
    """Whether exits of this agency pass the two-unifications gate (两统一)."""
    return any(one.gate and office.kind in one.agency_kinds for one in office.law.stages.transitions)


def _problems(file: CaseFile, account_id: str, *, gated: bool) -> list[Problem]:
    if not gated:
        return []
    if file.exit_check is None:
        return [Problem("gate.no_exit_check")]
    if not file.exit_check.passed:
        return [Problem("gate.exit_check_failed")]
    if file.exit_check.checked_by == account_id:
        return [Problem("gate.one_person_one_level")]
    return []
