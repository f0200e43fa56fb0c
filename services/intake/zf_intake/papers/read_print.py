"""The file of one print, as it was printed. Every reading is recorded."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import select

from zf_intake.papers.press import Press
from zf_intake.papers.queries import find_paper
from zf_intake.papers.tables import PaperPrint
from zf_platform.errors import NotFound
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class PrintedFile:
    chunks: AsyncIterator[bytes]
    filename: str
    size: int


async def read_print(scope: Scope, paper_id: str, *, no: int, matter_id: str, press: Press) -> PrintedFile:
    paper = await find_paper(scope, paper_id, matter_id=matter_id)
    found = await scope.session.scalar(select(PaperPrint).where(PaperPrint.paper_id == paper_id, PaperPrint.no == no))
    if found is None:
        raise NotFound
    title = press.desk.law.documents.by_id(paper.type).zh
    scope.record("paper.read", object_kind="paper", object_id=paper_id, sensitive_read=True)
    chunks = await press.blobs.open(found.digest)
    return PrintedFile(chunks, f"{title}{paper.number}.pdf", found.size)
