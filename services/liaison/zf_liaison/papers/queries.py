"""The papers of a matter: what can be printed, what was printed, and the file of one."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from zf_contracts.http.matter_papers import MatterPapers, MatterPaperView, PaperTypeView
from zf_liaison.papers.press import Press
from zf_liaison.papers.tables import MatterPaper
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope

_NEWEST = (MatterPaper.made_at.desc(), MatterPaper.no.desc(), MatterPaper.id.desc())
"""Two of one instant are told apart by their count: ids of one instant come in any order."""


@dataclass(frozen=True, slots=True)
class PaperFile:
    chunks: AsyncIterator[bytes]
    filename: str
    size: int


async def papers_of(
    scope: Scope, matter_id: str, *, possible: Sequence[str], press: Press, withheld: Sequence[str] = ()
) -> MatterPapers:
    """Newest first. Whoever may see the matter may see its papers but the types withheld; that is for the caller to ask."""
    of_matter = MatterPaper.matter_id == matter_id, MatterPaper.type.not_in(withheld)
    rows = await scope.session.scalars(select(MatterPaper).where(*of_matter).order_by(*_NEWEST))
    documents = press.law.documents
    return MatterPapers(
        possible=tuple(
            PaperTypeView(type=one, title_zh=documents.by_id(one).zh, title_en=documents.by_id(one).en)
            for one in possible
        ),
        papers=tuple(_view(row, press=press) for row in rows),
    )


async def paper_file(
    scope: Scope, matter_id: str, paper_id: str, *, press: Press, withheld: Sequence[str] = ()
) -> PaperFile:
    """Every reading is recorded."""
    row = await scope.session.scalar(
        select(MatterPaper).where(MatterPaper.id == paper_id, MatterPaper.matter_id == matter_id)
    )
    if row is None or row.type in withheld:
        raise NotFound
    scope.record("matter_paper.read", object_kind="matter_paper", object_id=paper_id, sensitive_read=True)
    title = press.law.documents.by_id(row.type).zh
    return PaperFile(await press.blobs.open(row.file), f"{title}{row.number}.pdf", row.size)


def _view(row: MatterPaper, *, press: Press) -> MatterPaperView:
    document = press.law.documents.by_id(row.type)
    return MatterPaperView(
        id=row.id,
        type=row.type,
        title_zh=document.zh,
        title_en=document.en,
        number=row.number,
        no=row.no,
        content_digest=row.content.removeprefix("sha256:"),
        digest=row.file.removeprefix("sha256:"),
        size=row.size,
        draft=row.draft,
        by_hand=row.by_hand,
        made_at=row.made_at,
        made_by_name=row.made_by_name,
    )
