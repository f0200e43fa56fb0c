"""Accept a package (受理): our own record of the matter, its number, its clocks, and the signed answer to the sender."""

from collections.abc import Sequence

from sqlalchemy import update

from zf_casemgmt.numbering.rules import receiving_number, receiving_series
from zf_casemgmt.numbering.take import take_serial
from zf_casemgmt.office import Office
from zf_casemgmt.packages import rules
from zf_casemgmt.packages.answer import Officer, answer_accepted
from zf_casemgmt.packages.queries import find_locked, lines_of, opened, versions_of
from zf_casemgmt.packages.tables import PackageRecord
from zf_casemgmt.packages.take_over import take_over
from zf_contracts.http.casemgmt import AcceptPackage
from zf_contracts.values import CodedProblem
from zf_law.deadlines import ZONE
from zf_law.problems import Problem
from zf_platform.errors import Conflict, Forbidden, Refused
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope

DECIDE = "package.decide"


async def accept_package(scope: Scope, package_id: str, command: AcceptPackage, *, office: Office) -> str:
    """Returns the receiving number. Disputed points of the exit check go back to the sender as warnings (S-047)."""
    row = await find_locked(scope.session, scope.actor, package_id)
    _require_decision(scope, row, command)
    package = opened(row, office=office)
    on = command.acted_at.astimezone(ZONE).date()
    with step(SpanName.TRANSFER_ACCEPT, sender=row.sender):
        serial = await take_serial(scope, receiving_series(row.kind, on=on))
        number = receiving_number(office.agency, package=row.kind, on=on, serial=serial)
        taken = await take_over(
            scope,
            package,
            number=number,
            acted_at=command.acted_at,
            note=command.note,
            continues=await _taken_before(scope, row),
            office=office,
        )
        warnings = _warnings(command.disputed_points, row)
        await scope.session.execute(
            update(PackageRecord)
            .where(PackageRecord.id == row.id, PackageRecord.version == row.version)
            .values(
                state=rules.ACCEPTED,
                case_id=taken.case_id,
                receiving_no=number,
                decided_at=command.acted_at,
                decided_by=scope.actor.account_id,
                decided_by_name=scope.actor.name,
                problems=[warning.model_dump(mode="json") for warning in warnings],
                version=row.version + 1,
            )
            .execution_options(synchronize_session=False)
        )
    by = Officer(scope.actor.account_id, scope.actor.name)
    answer_accepted(scope, row, number=number, at=command.acted_at, by=by, warnings=warnings)
    scope.record("package.accept", object_kind="package", object_id=row.id, after={"no": number, "case": taken.case_id})
    return number


async def _taken_before(scope: Scope, row: PackageRecord) -> bool:
    return any(version.case_id is not None for version in await versions_of(scope.session, row.transfer_id))


def _require_decision(scope: Scope, row: PackageRecord, command: AcceptPackage) -> None:
    if scope.actor.reach(DECIDE) is None:
        raise Forbidden((Problem("authority.no_permission", {"permission": DECIDE}),))
    if row.version != command.version:
        raise Conflict((Problem("version.stale", {"seen": command.version, "current": row.version}),))
    problems = rules.acceptance_problems(row.state, lines_of(row))
    problems += [
        Problem("package.point_unknown", {"point": point})
        for point in command.disputed_points
        if point not in rules.EXIT_POINTS
    ]
    if command.acted_at > scope.now:
        problems.append(Problem("stage.act_in_future", {"acted_at": command.acted_at.isoformat()}))
    if command.acted_at < row.submitted_at:
        problems.append(Problem("stage.act_before_last_act", {"last_act_at": row.submitted_at.isoformat()}))
    if problems:
        raise Refused(problems)


def _warnings(points: Sequence[str], row: PackageRecord) -> list[CodedProblem]:
    """What was not barred but is not in order either."""
    failed = [line for line in lines_of(row) if not line.passed]
    found = [CodedProblem(code=f"exit.{point}", text="") for point in points]
    return found + [CodedProblem(code=line.code, text=line.detail_zh) for line in failed]
