"""Record who is there, who withdraws and why, and who attends without a vote (到会、回避、列席)."""

from sqlalchemy import bindparam, update

from zf_casemgmt.deliberations import rules
from zf_casemgmt.deliberations.load import Loaded, load_deliberation, require_step, require_version
from zf_casemgmt.deliberations.save import save_deliberation
from zf_casemgmt.deliberations.tables import DeliberationSeat
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import RecordAttendance
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def record_attendance(scope: Scope, deliberation_id: str, command: RecordAttendance, *, office: Office) -> None:
    """By the convener, as often as needed until the end. Whoever took part in the case stays withdrawn whatever is sent."""
    loaded = await load_deliberation(scope, deliberation_id, office=office)
    require_step(scope.actor, "deliberation.convene", loaded, office=office)
    require_version(loaded, command.version)
    problems = rules.session_problems(loaded.discussion, now=scope.now)
    problems += rules.leading_problems(loaded.discussion, actor_id=scope.actor.account_id)
    problems += rules.attendance_problems(loaded.seats, present=command.present, recusals=command.recusals)
    if problems:
        raise Refused(problems)
    await save_deliberation(scope, loaded.row, {"guests": list(command.guests)})
    await _save_seats(scope, loaded, command)
    scope.record(
        "deliberation.attend",
        object_kind="deliberation",
        object_id=deliberation_id,
        after={"present": list(command.present), "recusals": dict(command.recusals), "guests": list(command.guests)},
    )


async def _save_seats(scope: Scope, loaded: Loaded, command: RecordAttendance) -> None:
    connection = await scope.session.connection()
    seats = DeliberationSeat.__table__
    forced = {seat.account_id: seat.recused for seat in loaded.seats if seat.recused}
    await connection.execute(
        update(DeliberationSeat)
        .where(seats.c.deliberation_id == loaded.row.id, seats.c.account_id == bindparam("who"))
        .values(present=bindparam("there"), recused=bindparam("why")),
        [
            {
                "who": seat.account_id,
                "there": seat.account_id in command.present,
                "why": command.recusals.get(seat.account_id, forced.get(seat.account_id, "")),
            }
            for seat in loaded.seats
        ],
    )
