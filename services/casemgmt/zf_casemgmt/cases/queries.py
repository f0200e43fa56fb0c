"""Reading case records: who may see which, worklists by keyset, names for the lists of other subjects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, false, func, or_, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from zf_casemgmt.cases.tables import CaseRecord, Suspect, TimelineRow
from zf_casemgmt.cursor_rules import Place
from zf_casemgmt.tables import fresh
from zf_casemgmt.timelimits import queries as timelimits
from zf_platform.actors import Actor


@dataclass(frozen=True, slots=True)
class CaseLabel:
    """What lists of clocks, transfers and packages show of a case."""

    id: str
    case_no: str
    title: str
    collab_no: str
    suspects: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of the worklist."""

    state: str = ""
    band: str = ""
    q: str = ""
    mine: bool = False


def within_reach(actor: Actor, permission: str) -> ColumnElement[bool]:
    """The filter in SQL: own → I am the handler or took part; unit → my unit; agency → all of this database."""
    reach = actor.reach(permission)
    own = or_(CaseRecord.handler_id == actor.account_id, CaseRecord.participants.has_key(actor.account_id))
    if reach in ("agency", "all"):
        return true()
    if reach == "unit":
        return or_(CaseRecord.unit == actor.unit, own) if actor.unit else own
    return own if reach == "own" else false()


def visible_cases(actor: Actor, permission: str) -> Select[str]:
    """Ids of the cases this person may see, as a subquery for other subjects."""
    return select(CaseRecord.id).where(within_reach(actor, permission))


async def page(
    session: AsyncSession, actor: Actor, *, wanted: Wanted, now: datetime, after: Place | None, limit: int
) -> Sequence[CaseRecord]:
    """Newest act first."""
    statement = fresh(CaseRecord).where(within_reach(actor, "case.read"), *_filters(actor, wanted, now=now))
    if after is not None:
        statement = statement.where(tuple_(CaseRecord.last_act_at, CaseRecord.id) < after)
    ordered = statement.order_by(CaseRecord.last_act_at.desc(), CaseRecord.id.desc()).limit(limit)
    return (await session.scalars(ordered)).all()


def _filters(actor: Actor, wanted: Wanted, *, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state:
        found.append(CaseRecord.state == wanted.state)
    if wanted.mine:
        found.append(CaseRecord.handler_id == actor.account_id)
    if wanted.band == "overdue":
        found.append(CaseRecord.id.in_(timelimits.overdue_cases(now=now)))
    elif wanted.band in ("due_soon", "running"):
        found.append(CaseRecord.id.in_(timelimits.running_cases(now=now)))
    text = wanted.q.strip()
    if text:
        pattern = f"%{_escaped(text)}%"
        found.append(
            or_(
                CaseRecord.title.ilike(pattern, escape="\\"),
                CaseRecord.case_no.ilike(pattern, escape="\\"),
                CaseRecord.collab_no == text,
            )
        )
    return found


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def case_id_of(session: AsyncSession, *, collab_no: str) -> str | None:
    found = await session.execute(select(CaseRecord.id).where(CaseRecord.collab_no == collab_no))
    return found.scalar_one_or_none()


async def case_of_report(session: AsyncSession, report_id: str) -> str | None:
    found = await session.execute(select(CaseRecord.id).where(CaseRecord.source_report_id == report_id))
    return found.scalar_one_or_none()


async def cases_in_state(session: AsyncSession, state: str) -> Sequence[str]:
    return (await session.scalars(select(CaseRecord.id).where(CaseRecord.state == state))).all()


async def record_of(session: AsyncSession, case_id: str) -> CaseRecord | None:
    return (await session.scalars(fresh(CaseRecord).where(CaseRecord.id == case_id))).one_or_none()


async def suspects_of(session: AsyncSession, case_id: str) -> Sequence[Suspect]:
    return (await session.scalars(fresh(Suspect).where(Suspect.case_id == case_id).order_by(Suspect.id))).all()


async def timeline_of(session: AsyncSession, case_id: str) -> Sequence[TimelineRow]:
    rows = await session.scalars(fresh(TimelineRow).where(TimelineRow.case_id == case_id).order_by(TimelineRow.version))
    return rows.all()


async def labels(session: AsyncSession, case_ids: Sequence[str]) -> Mapping[str, CaseLabel]:
    if not case_ids:
        return {}
    names: dict[str, dict[str, str]] = {}
    people = await session.execute(
        select(Suspect.case_id, Suspect.id, Suspect.name).where(Suspect.case_id.in_(case_ids))
    )
    for person in people:
        names.setdefault(person.case_id, {})[person.id] = person.name
    rows = await session.execute(
        select(CaseRecord.id, CaseRecord.case_no, CaseRecord.title, CaseRecord.collab_no).where(
            CaseRecord.id.in_(case_ids)
        )
    )
    return {row.id: CaseLabel(row.id, row.case_no, row.title, row.collab_no, names.get(row.id, {})) for row in rows}


async def suspect_counts(session: AsyncSession, case_ids: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Case → (suspects, those in custody)."""
    if not case_ids:
        return {}
    held = func.count().filter(Suspect.custody_until.is_not(None))
    rows = await session.execute(
        select(Suspect.case_id, func.count().label("all"), held.label("held"))
        .where(Suspect.case_id.in_(case_ids))
        .group_by(Suspect.case_id)
    )
    return {row.case_id: (row.all, row.held) for row in rows}
