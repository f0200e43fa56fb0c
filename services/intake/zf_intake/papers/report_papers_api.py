"""Routes of the papers of a report: make the receipt, print it, read a print."""

from fastapi import APIRouter
from starlette.responses import StreamingResponse

from zf_contracts.http.papers import PaperView, PrintPaper
from zf_intake.papers.make_report_paper import make_report_paper
from zf_intake.papers.press import Press
from zf_intake.papers.print_answer import as_file
from zf_intake.papers.print_paper import print_paper
from zf_intake.papers.queries import paper_view, papers_of
from zf_intake.papers.read_print import read_print
from zf_intake.reports.queries import require_sight
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def report_papers_router(*, press: Press) -> APIRouter:
    router = service_router(prefix="/reports/{report_id}/papers", tag="papers")

    @router.get("", **access("report.read"))
    async def list_papers(scope: ScopeDep, report_id: str) -> tuple[PaperView, ...]:
        await require_sight(scope, report_id)
        return await papers_of(scope, report_id, desk=press.desk)

    @router.post("", status_code=201, **access("report.read"))
    async def make(scope: ScopeDep, report_id: str) -> PaperView:
        """The receipt of the report; made before, it is the same one."""
        paper_id = await make_report_paper(scope, report_id, press=press)
        return await paper_view(scope, paper_id, matter_id=report_id, desk=press.desk)

    @router.post("/{paper_id}/prints", status_code=201, **access("report.read"))
    async def print_one(scope: ScopeDep, report_id: str, paper_id: str, command: PrintPaper) -> PaperView:
        await require_sight(scope, report_id)
        await print_paper(scope, paper_id, command, matter_id=report_id, press=press)
        return await paper_view(scope, paper_id, matter_id=report_id, desk=press.desk)

    @router.get("/{paper_id}/prints/{no}", **access("report.read"))
    async def file(scope: ScopeDep, report_id: str, paper_id: str, no: int) -> StreamingResponse:
        await require_sight(scope, report_id)
        return as_file(await read_print(scope, paper_id, no=no, matter_id=report_id, press=press))

    return router
