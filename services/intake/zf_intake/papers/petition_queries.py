"""The documents of a petition: those its acts produced, with what was made of them, and those made beside the acts."""

from zf_contracts.http.papers import DocumentLine, PaperView
from zf_intake.desk import Desk
from zf_intake.papers.petition_rules import PRINTED
from zf_intake.papers.queries import papers_of
from zf_intake.petitions.authority import require
from zf_intake.petitions.detail_queries import READ
from zf_intake.petitions.load import load_petition
from zf_intake.petitions.part_queries import step_views
from zf_platform.transaction import Scope


async def documents_of(scope: Scope, petition_id: str, *, desk: Desk) -> tuple[DocumentLine, ...]:
    """In the order of the timeline; a paper without an act of its own, such as a material notice, comes last."""
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, READ, file=file)
    papers = {(paper.type, paper.number): paper for paper in await papers_of(scope, petition_id, desk=desk)}
    lines: list[DocumentLine] = []
    for step in await step_views(scope, petition_id, desk=desk):
        for one in step.documents:
            document = desk.law.documents.by_id(one.type)
            lines.append(
                DocumentLine(
                    type=one.type,
                    title_zh=document.zh,
                    title_en=document.en,
                    number=one.number,
                    act_zh=step.zh,
                    act_en=step.en,
                    at=step.at,
                    printable=one.type in PRINTED,
                    paper=papers.pop((one.type, one.number), None),
                )
            )
    return (*lines, *(_line(paper) for paper in papers.values()))


def _line(paper: PaperView) -> DocumentLine:
    return DocumentLine(
        type=paper.type,
        title_zh=paper.title_zh,
        title_en=paper.title_en,
        number=paper.number,
        act_zh="",
        act_en="",
        at=paper.made_at,
        printable=True,
        paper=paper,
    )


async def require_petition(scope: Scope, petition_id: str, *, permission: str = READ) -> None:
    """NotFound for a petition out of sight; Forbidden when only the act is."""
    file = await load_petition(scope, petition_id, lock=False)
    require(scope.actor, permission, file=file)
