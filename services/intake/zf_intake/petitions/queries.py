"""Lists of petitions within sight: the worklist with what is due first, and finding by a person's number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, or_, select, tuple_

from zf_contracts.http.base import Page
from zf_contracts.http.petition_views import PetitionClockView, PetitionRow
from zf_contracts.http.petitions import FindPetitions
from zf_intake.cursors import PAGE, read_cursor, write_cursor
from zf_intake.desk import Desk
from zf_intake.petitions.authority import knows_the_petitioner, within_sight
from zf_intake.petitions.row import rows_of
from zf_intake.petitions.tables import Petition, PetitionPerson
from zf_intake.timelimits import queries as timelimits
from zf_platform.actors import Actor
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the worklist; empty ones do not filter. `mine`: officer | first_handler | registered."""

    q: str = ""
    state: str = ""
    channel: str = ""
    category: str = ""
    unit: str = ""
    mine: str = ""
    first_handler: str = ""
    overdue: bool = False
    open: bool = False
    urgent: bool = False
    collective: bool = False
    repeat: bool = False
    cursor: str = ""


def visible_petitions(actor: Actor) -> Select[str]:
    """Ids of the petitions this person may see, as a subquery for other subjects."""
    return select(Petition.id).where(within_sight(actor))


async def list_petitions(scope: Scope, wanted: Wanted, *, desk: Desk) -> Page[PetitionRow]:
    """Nearest duty first; petitions in which nothing is due from us stand last."""
    statement = select(Petition).where(within_sight(scope.actor), *_conditions(scope, wanted, desk=desk))
    after = read_cursor(wanted.cursor)
    if after is not None:
        statement = statement.where(tuple_(Petition.due_order, Petition.id) > after)
    ordered = statement.order_by(Petition.due_order, Petition.id).limit(PAGE + 1)
    found = (await scope.session.scalars(ordered)).all()
    rows = await rows_of(scope, found[:PAGE], desk=desk)
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(items=rows, next_cursor=write_cursor(last.due_order, last.id) if last is not None else None)


async def list_first_handled(scope: Scope, *, account_id: str, cursor: str, desk: Desk) -> Page[PetitionRow]:
    """The open matters one officer answers for as first handler, nearest duty first (S-005). Empty: the reader himself."""
    wanted = Wanted(first_handler=account_id or scope.actor.account_id, open=True, cursor=cursor)
    return await list_petitions(scope, wanted, desk=desk)


async def find_by_person(scope: Scope, wanted: FindPetitions, *, desk: Desk) -> Page[PetitionRow]:
    """Petitions of this person within sight, newest first; a confidential petitioner is found by few. It is recorded."""
    number = desk.key.keyed_hash(wanted.id_kind, wanted.id_number)
    phone = desk.key.keyed_hash("phone", wanted.phone)
    same: list[ColumnElement[bool]] = []
    if number:
        same.append(PetitionPerson.id_hash == number)
    if phone:
        same.append(PetitionPerson.phone_hash == phone)
    found: Sequence[Petition] = ()
    if same:
        statement = (
            select(Petition)
            .where(
                within_sight(scope.actor),
                knows_the_petitioner(scope.actor),
                Petition.id.in_(select(PetitionPerson.petition_id).where(or_(*same))),
            )
            .order_by(Petition.received_at.desc(), Petition.id.desc())
            .limit(PAGE)
        )
        found = (await scope.session.scalars(statement)).all()
    scope.record(
        "petition.find_by_person",
        object_kind="person",
        object_id=(number or phone)[:16],
        reason=wanted.reason,
        sensitive_read=True,
    )
    return Page(items=await rows_of(scope, found, desk=desk))


async def rows_by_id(scope: Scope, petition_ids: Sequence[str], *, desk: Desk) -> Mapping[str, PetitionRow]:
    """These petitions as rows, as far as they are within sight."""
    statement = select(Petition).where(Petition.id.in_(petition_ids), within_sight(scope.actor))
    found = (await scope.session.scalars(statement)).all()
    return {row.id: row for row in await rows_of(scope, found, desk=desk)}


async def list_clocks(scope: Scope, *, band: str, cursor: str) -> Page[PetitionClockView]:
    """Running clocks of the petitions within sight, nearest end first."""
    found = await timelimits.page(
        scope.session,
        within=visible_petitions(scope.actor),
        wanted=band,
        now=scope.now,
        after=read_cursor(cursor),
        limit=PAGE + 1,
    )
    shown = found[:PAGE]
    numbers = await _numbers(scope, [row.petition_id for row in shown])
    items = tuple(timelimits.view(row, petition_no=numbers[row.petition_id], now=scope.now) for row in shown)
    more = write_cursor(shown[-1].due_at, shown[-1].id) if len(found) > PAGE else None
    return Page(items=items, next_cursor=more)


async def _numbers(scope: Scope, petition_ids: Sequence[str]) -> dict[str, str]:
    rows = await scope.session.execute(select(Petition.id, Petition.petition_no).where(Petition.id.in_(petition_ids)))
    return {row.id: row.petition_no for row in rows}


def _conditions(scope: Scope, wanted: Wanted, *, desk: Desk) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    plain = {
        Petition.state: wanted.state,
        Petition.channel: wanted.channel,
        Petition.category: wanted.category,
        Petition.unit: wanted.unit,
        Petition.first_handler_id: wanted.first_handler,
    }
    found += [column == value for column, value in plain.items() if value]
    marks = {
        Petition.urgent: wanted.urgent,
        Petition.collective: wanted.collective,
        Petition.repeat: wanted.repeat,
    }
    found += [column.is_(True) for column, asked in marks.items() if asked]
    if wanted.mine:
        columns = {
            "officer": Petition.officer_id,
            "first_handler": Petition.first_handler_id,
            "registered": Petition.registered_by,
        }
        found.append(columns[wanted.mine] == scope.actor.account_id)
    if wanted.open:
        found.append(Petition.state.in_(desk.law.petitions.open_states()))
    if wanted.overdue:
        found.append(Petition.due_order < scope.now)
    text = wanted.q.strip()
    if text:
        numbers = (Petition.petition_no, Petition.collab_no)
        begins = [number.istartswith(text, autoescape=True) for number in numbers]
        found.append(or_(Petition.title.icontains(text, autoescape=True), *begins))
    return found
