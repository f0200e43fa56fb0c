"""Reading material: the list of a petition with its notices, and the faults of the counter."""

from collections.abc import Sequence

from sqlalchemy import select

from zf_contracts.http.materials import (
    ChecklistName,
    MaterialFault,
    MaterialLine,
    MaterialNoticeView,
    MaterialsView,
)
from zf_intake.desk import Desk
from zf_intake.materials.rules import Noted
from zf_intake.materials.tables import MaterialCheck, MaterialNotice
from zf_intake.papers.queries import papers_of
from zf_intake.petitions.authority import require
from zf_intake.petitions.load import load_petition
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

MOST_FAULTS = 50


async def noted_of(scope: Scope, petition_id: str, *, desk: Desk) -> Noted | None:
    wanted = select(MaterialCheck).where(MaterialCheck.petition_id == petition_id)
    row = await scope.session.scalar(wanted.execution_options(populate_existing=True))
    if row is None:
        return None
    return Noted(desk.law.checklists[row.checklist], frozenset(row.received), frozenset(row.needed))


async def notices_of(scope: Scope, petition_id: str) -> Sequence[MaterialNotice]:
    wanted = select(MaterialNotice).where(MaterialNotice.petition_id == petition_id).order_by(MaterialNotice.no)
    return (await scope.session.scalars(wanted)).all()


async def show_materials(scope: Scope, petition_id: str, *, desk: Desk) -> MaterialsView:
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, "petition.read", file=file)
    noted = await noted_of(scope, petition_id, desk=desk)
    numbers = {paper.id: paper.number for paper in await papers_of(scope, petition_id, desk=desk)}
    agency = desk.law.agencies.by_code(scope.identity.agency)
    unit = agency.unit(file.unit)
    return MaterialsView(
        petition_id=petition_id,
        petition_no=file.petition_no,
        title=file.title,
        checklists=tuple(ChecklistName(id=one.id, zh=one.zh, en=one.en) for one in desk.law.checklists.values()),
        checklist=noted.checklist.id if noted else "",
        items=_lines(noted),
        missing=len(noted.missing()) if noted else 0,
        place=f"{agency.name_zh}{unit.name_zh if unit else ''}",
        notices=tuple(_notice(row, numbers.get(row.paper_id, "")) for row in await notices_of(scope, petition_id)),
    )


async def list_faults(scope: Scope, *, desk: Desk) -> tuple[MaterialFault, ...]:
    """The newest first; only of petitions within sight."""
    rows = await scope.session.scalars(
        select(MaterialNotice)
        .where(MaterialNotice.fault.is_(True))
        .order_by(MaterialNotice.issued_at.desc())
        .limit(MOST_FAULTS)
    )
    found: list[MaterialFault] = []
    for row in rows:
        try:
            view = await show_materials(scope, row.petition_id, desk=desk)
        except NotFound:
            continue
        number = next((notice.number for notice in view.notices if notice.no == row.no), "")
        found.append(
            MaterialFault(
                petition_id=row.petition_id,
                petition_no=view.petition_no,
                number=number,
                no=row.no,
                reason=row.reason,
                issued_at=row.issued_at,
                issued_by_name=row.issued_by_name,
            )
        )
    return tuple(found)


def _lines(noted: Noted | None) -> tuple[MaterialLine, ...]:
    if noted is None:
        return ()
    return tuple(
        MaterialLine(
            id=item.id,
            zh=item.zh,
            en=item.en,
            requirement=item.requirement,
            copies=item.copies,
            optional=item.optional,
            needed=noted.needs(item),
            received=item.id in noted.received,
        )
        for item in noted.checklist.items
    )


def _notice(row: MaterialNotice, number: str) -> MaterialNoticeView:
    return MaterialNoticeView(
        no=row.no,
        paper_id=row.paper_id,
        number=number,
        due=row.due,
        missing=tuple(row.missing),
        reason=row.reason,
        fault=row.fault,
        issued_at=row.issued_at,
        issued_by_name=row.issued_by_name,
    )
