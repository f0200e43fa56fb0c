"""Reading discussions, seats, resolutions and members; and what of them a case is loaded with."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, exists, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from zf_casemgmt.cursor_rules import Place
from zf_casemgmt.deliberations.binding_rules import Binding, Standing
from zf_casemgmt.deliberations.rules import CLOSED, CONVENED, PROPOSED, STANDING
from zf_casemgmt.deliberations.tables import CommitteeMember, Deliberation, DeliberationSeat, GraveMark, Resolution
from zf_casemgmt.tables import fresh

OPEN = (PROPOSED, CONVENED)


def standing_json(case_id: InstrumentedAttribute[str]) -> ScalarSelect[object]:
    """The resolutions that stand for a case as one JSON column."""
    one = func.json_build_array(
        Resolution.id,
        Resolution.deliberation_id,
        Resolution.number,
        Resolution.act,
        Resolution.suspect_id,
        Resolution.outcome,
    )
    whole = func.json_agg(aggregate_order_by(one, Resolution.id))
    return select(whole).where(Resolution.case_id == case_id, Resolution.state == STANDING).scalar_subquery()


def grave_flag(case_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return exists().where(GraveMark.case_id == case_id, GraveMark.lifted_at.is_(None))


def standing_from(rows: object, grave: object) -> Standing:
    bindings = tuple(Binding(*row) for row in rows) if isinstance(rows, list) else ()
    return Standing(bindings, grave is True)


async def deliberation_of(session: AsyncSession, deliberation_id: str, *, lock: bool) -> Deliberation | None:
    statement = fresh(Deliberation).where(Deliberation.id == deliberation_id)
    return (await session.scalars(statement.with_for_update() if lock else statement)).one_or_none()


async def seats_of(session: AsyncSession, deliberation_id: str) -> Sequence[DeliberationSeat]:
    """Leaders first, then by name of account: the order of the minutes."""
    statement = fresh(DeliberationSeat).where(DeliberationSeat.deliberation_id == deliberation_id)
    ordered = statement.order_by(func.array_position(_DUTIES, DeliberationSeat.duty), DeliberationSeat.account_id)
    return (await session.scalars(ordered)).all()


_DUTIES = func.string_to_array("chair,deputy,member", ",")


async def open_acts(session: AsyncSession, case_id: str) -> frozenset[tuple[str, str]]:
    """(act, suspect) of the discussions of a case that are not over."""
    rows = await session.execute(
        select(Deliberation.act, Deliberation.suspect_id).where(
            Deliberation.case_id == case_id, Deliberation.state.in_(OPEN)
        )
    )
    return frozenset((row.act, row.suspect_id) for row in rows)


async def order_is_taken(session: AsyncSession, *, meets_at: datetime, order_no: int) -> bool:
    """Whether another matter has this place on the agenda of this meeting."""
    found = await session.execute(
        select(Deliberation.id).where(
            Deliberation.meets_at == meets_at,
            Deliberation.order_no == order_no,
            Deliberation.state.in_((CONVENED, CLOSED)),
        )
    )
    return found.first() is not None


async def page(
    session: AsyncSession, *, visible: ColumnElement[bool], state: str, account_id: str, after: Place | None, limit: int
) -> Sequence[Deliberation]:
    """Newest proposal first. `visible` filters by case; whoever has a seat sees the matter whatever the case."""
    statement = fresh(Deliberation).where(or_(visible, Deliberation.id.in_(_seated(account_id))))
    if state == "open":
        statement = statement.where(Deliberation.state.in_(OPEN))
    elif state == "mine":
        statement = statement.where(Deliberation.state == CONVENED, Deliberation.id.in_(_silent(account_id)))
    if after is not None:
        statement = statement.where(tuple_(Deliberation.proposed_at, Deliberation.id) < after)
    ordered = statement.order_by(Deliberation.proposed_at.desc(), Deliberation.id.desc()).limit(limit)
    return (await session.scalars(ordered)).all()


def _seated(account_id: str) -> ScalarSelect[str]:
    return select(DeliberationSeat.deliberation_id).where(DeliberationSeat.account_id == account_id).scalar_subquery()


def _silent(account_id: str) -> ScalarSelect[str]:
    return (
        select(DeliberationSeat.deliberation_id)
        .where(
            DeliberationSeat.account_id == account_id, DeliberationSeat.opinion == "", DeliberationSeat.recused == ""
        )
        .scalar_subquery()
    )


async def waiting_for(session: AsyncSession, ids: Sequence[str], *, account_id: str) -> frozenset[str]:
    """Of these discussions, those in which this person has a seat and has not spoken."""
    rows = await session.execute(
        select(DeliberationSeat.deliberation_id).where(
            DeliberationSeat.deliberation_id.in_(ids),
            DeliberationSeat.account_id == account_id,
            DeliberationSeat.opinion == "",
            DeliberationSeat.recused == "",
        )
    )
    return frozenset(row.deliberation_id for row in rows)


async def of_case(session: AsyncSession, case_id: str) -> Sequence[Deliberation]:
    statement = fresh(Deliberation).where(Deliberation.case_id == case_id)
    return (await session.scalars(statement.order_by(Deliberation.proposed_at.desc(), Deliberation.id.desc()))).all()


async def resolutions_of_case(session: AsyncSession, case_id: str) -> Sequence[Resolution]:
    statement = fresh(Resolution).where(Resolution.case_id == case_id)
    return (await session.scalars(statement.order_by(Resolution.made_at.desc(), Resolution.id.desc()))).all()


async def resolution_of(session: AsyncSession, resolution_id: str) -> Resolution | None:
    return (await session.scalars(fresh(Resolution).where(Resolution.id == resolution_id))).one_or_none()


async def resolutions_by_deliberation(session: AsyncSession, ids: Sequence[str]) -> dict[str, Resolution]:
    rows = await session.scalars(fresh(Resolution).where(Resolution.deliberation_id.in_(ids)))
    return {row.deliberation_id: row for row in rows}


async def members(session: AsyncSession, *, lock: bool = False) -> Sequence[CommitteeMember]:
    """`lock`: one convener at a time, so that no two meetings take the same place on an agenda."""
    statement = fresh(CommitteeMember).where(CommitteeMember.left_at.is_(None))
    statement = statement.with_for_update() if lock else statement
    ordered = statement.order_by(func.array_position(_DUTIES, CommitteeMember.duty), CommitteeMember.account_id)
    return (await session.scalars(ordered)).all()


async def grave_mark_of(session: AsyncSession, case_id: str) -> GraveMark | None:
    statement = fresh(GraveMark).where(GraveMark.case_id == case_id, GraveMark.lifted_at.is_(None))
    return (await session.scalars(statement)).one_or_none()
