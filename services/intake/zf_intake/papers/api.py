"""The public check of a paper. It tells nothing about any person or matter."""

from fastapi import APIRouter

from zf_contracts.http.papers import CheckedPaper, CheckPaper
from zf_intake.desk import Desk
from zf_intake.papers.check_paper import check_paper
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.route import service_router


def check_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/papers", tag="papers")

    @router.post("/check", **access(public=True))
    async def check(scope: ScopeDep, command: CheckPaper) -> CheckedPaper:
        return await check_paper(scope, command, desk=desk)

    return router
