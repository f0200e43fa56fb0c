"""Reading papers: those of a matter, one of them, and its prints."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from zf_contracts.http.papers import PaperView, PrintView
from zf_intake.desk import Desk
from zf_intake.papers.tables import Paper, PaperPrint
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


async def find_paper(scope: Scope, paper_id: str, *, matter_id: str, lock: bool = False) -> Paper:
    """NotFound for a paper of another matter: whoever may see the matter may see its papers, and no others."""
    wanted = (
        select(Paper)
        .where(Paper.id == paper_id, Paper.matter_id == matter_id)
        .execution_options(populate_existing=True)
    )
    found = await scope.session.scalar(wanted.with_for_update() if lock else wanted)
    if found is None:
        raise NotFound
    return found


async def papers_of(scope: Scope, matter_id: str, *, desk: Desk) -> tuple[PaperView, ...]:
    found = await scope.session.scalars(
        select(Paper).where(Paper.matter_id == matter_id).order_by(Paper.id).execution_options(populate_existing=True)
    )
    papers = found.all()
    prints = await _prints(scope, [paper.id for paper in papers])
    return tuple(_view(paper, [one for one in prints if one.paper_id == paper.id], desk=desk) for paper in papers)


async def paper_view(scope: Scope, paper_id: str, *, matter_id: str, desk: Desk) -> PaperView:
    paper = await find_paper(scope, paper_id, matter_id=matter_id)
    return _view(paper, await _prints(scope, [paper_id]), desk=desk)


async def numbers_of(scope: Scope, paper_ids: Sequence[str]) -> Mapping[str, str]:
    rows = await scope.session.execute(select(Paper.id, Paper.number).where(Paper.id.in_(paper_ids)))
    return {row.id: row.number for row in rows}


async def _prints(scope: Scope, paper_ids: Sequence[str]) -> Sequence[PaperPrint]:
    wanted = select(PaperPrint).where(PaperPrint.paper_id.in_(paper_ids)).order_by(PaperPrint.paper_id, PaperPrint.no)
    return (await scope.session.scalars(wanted)).all() if paper_ids else ()


def _view(paper: Paper, prints: Sequence[PaperPrint], *, desk: Desk) -> PaperView:
    document = desk.law.documents.by_id(paper.type)
    return PaperView(
        id=paper.id,
        type=paper.type,
        title_zh=document.zh,
        title_en=document.en,
        number=paper.number,
        dated=paper.dated,
        state=paper.state,
        replaced_by=paper.replaced_by,
        reason=paper.reason,
        content_digest=paper.content.removeprefix("sha256:"),
        copies=document.copies,
        made_at=paper.made_at,
        made_by_name=paper.made_by_name,
        prints=tuple(
            PrintView(
                no=one.no,
                digest=one.digest.removeprefix("sha256:"),
                size=one.size,
                by_hand=one.by_hand,
                reason=one.reason,
                printed_at=one.printed_at,
                printed_by_name=one.printed_by_name,
            )
            for one in prints
        ),
    )
