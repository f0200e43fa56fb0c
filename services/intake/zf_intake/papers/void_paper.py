"""Withdraw a paper (作废) or name the one that replaces it. The paper stays on file; whoever checks it learns so."""

from sqlalchemy import select

from zf_contracts.http.papers import VoidPaper
from zf_intake.papers.queries import find_paper
from zf_intake.papers.tables import Paper
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def void_paper(scope: Scope, paper_id: str, command: VoidPaper, *, matter_id: str) -> None:
    paper = await find_paper(scope, paper_id, matter_id=matter_id, lock=True)
    if paper.state != "valid":
        raise Refused((Problem("paper.not_valid", {"number": paper.number}),))
    if command.replaced_by:
        await _require_partner(scope, command.replaced_by, paper=paper)
    paper.state = "replaced" if command.replaced_by else "void"
    paper.replaced_by, paper.reason = command.replaced_by, command.reason
    await scope.session.flush()
    scope.record(
        "paper.void", object_kind="paper", object_id=paper_id, reason=command.reason, after={"state": paper.state}
    )


async def _require_partner(scope: Scope, number: str, *, paper: Paper) -> None:
    wanted = select(Paper.id).where(Paper.number == number, Paper.matter_id == paper.matter_id, Paper.id != paper.id)
    if await scope.session.scalar(wanted) is None:
        raise Refused((Problem("paper.replacement_unknown", {"field": "replaced_by", "number": number}),))
