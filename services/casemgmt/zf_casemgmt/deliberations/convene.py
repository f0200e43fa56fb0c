"""Convene the committee on a matter: time, place, place on the agenda, and a seat for every member."""

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.deliberations import queries, rules
from zf_casemgmt.deliberations.load import (
    Loaded,
    load_deliberation,
    new_seat,
    partial_roles,
    require_step,
    require_version,
)
from zf_casemgmt.deliberations.rules import Seat
from zf_casemgmt.deliberations.save import save_deliberation
from zf_casemgmt.deliberations.tables import DeliberationSeat
from zf_casemgmt.office import Office
from zf_contracts.http.deliberations import ConveneDeliberation
from zf_law.problems import Problem
from zf_law.reading import Label
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def convene_deliberation(
    scope: Scope, deliberation_id: str, command: ConveneDeliberation, *, office: Office
) -> None:
    """Whoever convenes leads. A second convener is told who was first, before his view of the matter is asked about."""
    loaded = await load_deliberation(scope, deliberation_id, office=office)
    require_step(scope.actor, "deliberation.convene", loaded, office=office)
    if loaded.row.state == rules.PROPOSED:
        require_version(loaded, command.version)
    barred = partial_roles(loaded.file, committee=loaded.committee, office=office)
    seats = [new_seat(member, barred) for member in await queries.members(scope.session, lock=True)]
    problems = rules.convening_problems(
        loaded.discussion,
        seats=seats,
        actor_id=scope.actor.account_id,
        roles=scope.actor.roles,
        meets_at=command.meets_at,
        now=scope.now,
        committee=loaded.committee,
        names={role.id: Label(role.zh, role.en) for role in office.law.roles.all()},
    )
    if await queries.order_is_taken(scope.session, meets_at=command.meets_at, order_no=command.order_no):
        problems.append(Problem("deliberation.order_taken", {"order": command.order_no, "field": "order_no"}))
    if problems:
        raise Refused(problems)
    await _save(scope, loaded, command, seats=seats)


async def _save(scope: Scope, loaded: Loaded, command: ConveneDeliberation, *, seats: list[Seat]) -> None:
    changes: dict[str, object] = {
        "state": rules.CONVENED,
        "convened_by": scope.actor.account_id,
        "convened_by_name": scope.actor.name,
        "meets_at": command.meets_at,
        "place": command.place,
        "order_no": command.order_no,
    }
    await save_deliberation(scope, loaded.row, changes)
    await scope.session.execute(
        insert(DeliberationSeat),
        [
            {
                "deliberation_id": loaded.row.id,
                "account_id": seat.account_id,
                "name": seat.name,
                "duty": seat.duty,
                "recused": seat.recused,
            }
            for seat in seats
        ],
    )
    scope.record(
        "deliberation.convene",
        object_kind="deliberation",
        object_id=loaded.row.id,
        basis=loaded.committee.basis,
        after={
            "meets_at": command.meets_at.isoformat(),
            "order": command.order_no,
            "seats": {seat.account_id: seat.recused for seat in seats},
        },
    )
