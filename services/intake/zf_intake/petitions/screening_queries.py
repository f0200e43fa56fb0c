"""What a class of the periodic screening is, as a filter over petitions; and the matters of one class within sight."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from zf_intake.cursors import Place
from zf_intake.petitions.authority import within_sight
from zf_intake.petitions.figure_queries import received
from zf_intake.petitions.form_rules import LITIGATION
from zf_intake.petitions.tables import Petition, PetitionPerson
from zf_law.petition_screening import ScreeningItem
from zf_platform.transaction import Scope

Measure = Callable[[ScreeningItem, datetime, datetime], ColumnElement[bool]]


def _long_standing(item: ScreeningItem, begin: datetime, end: datetime) -> ColumnElement[bool]:
    del item
    still_open = or_(Petition.closed_at.is_(None), Petition.closed_at >= begin)
    return and_(Petition.long_standing, Petition.received_at < end, still_open)


def _repeat(item: ScreeningItem, begin: datetime, end: datetime) -> ColumnElement[bool]:
    del item
    return and_(received(begin, end), Petition.repeat)


def _backlog(item: ScreeningItem, begin: datetime, end: datetime) -> ColumnElement[bool]:
    """Open at the end of the period, and for long then. What another agency was handed is that agency's backlog."""
    del begin
    still_open = or_(Petition.closed_at.is_(None), Petition.closed_at >= end)
    earliest = datetime.min.replace(tzinfo=end.tzinfo)
    return and_(Petition.received_at < end - min(timedelta(days=item.days), end - earliest), still_open)


def _skip_level(item: ScreeningItem, begin: datetime, end: datetime) -> ColumnElement[bool]:
    del item
    return and_(received(begin, end), Petition.skip_level)


def _persistent_litigation(item: ScreeningItem, begin: datetime, end: datetime) -> ColumnElement[bool]:
    """A litigation petition of a person known by paper who came `times` times or more within `days`, this one included."""
    earlier, person, again = aliased(Petition), aliased(PetitionPerson), aliased(PetitionPerson)
    within = earlier.received_at.between(Petition.received_at - timedelta(days=item.days), Petition.received_at)
    times = (
        select(func.count(again.petition_id.distinct()))
        .join(earlier, earlier.id == again.petition_id)
        .where(again.id_hash == person.id_hash, within)
        .scalar_subquery()
    )
    often = select(1).where(person.petition_id == Petition.id, person.id_hash != "", times >= item.times).exists()
    return and_(received(begin, end), Petition.flags.has_key(LITIGATION), often)


_MEASURES: Mapping[str, Measure] = {
    "long_standing": _long_standing,
    "repeat": _repeat,
    "backlog": _backlog,
    "skip_level": _skip_level,
    "persistent_litigation": _persistent_litigation,
}


async def count_of(scope: Scope, item: ScreeningItem, *, begin: datetime, end: datetime) -> int:
    wanted = _MEASURES[item.measure](item, begin, end)
    return await scope.session.scalar(select(func.count()).select_from(Petition).where(wanted)) or 0


async def matters_of(
    scope: Scope, item: ScreeningItem, *, begin: datetime, end: datetime, after: Place | None, limit: int
) -> Sequence[Petition]:
    """The longest ago first."""
    wanted = _MEASURES[item.measure](item, begin, end)
    statement = select(Petition).where(wanted, within_sight(scope.actor))
    if after is not None:
        statement = statement.where(tuple_(Petition.received_at, Petition.id) > after)
    found = await scope.session.scalars(statement.order_by(Petition.received_at, Petition.id).limit(limit))
    return found.all()
