"""Whoever holds a paper checks it: number and code say what it is and whether it is valid; a wrong one says nothing else."""

from sqlalchemy import ARRAY, Text, bindparam, select, text

from zf_contracts.http.papers import CheckedPaper, CheckPaper
from zf_intake.desk import Desk
from zf_intake.papers.rules import CHECK_WINDOW, may_check, same_code, typed_code, typed_number
from zf_intake.papers.tables import Paper, PaperPrint
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

_COUNT = text(
    """
    INSERT INTO paper_check_try (key, tries, since) SELECT unnest(:keys), 1, :now
    ON CONFLICT (key) DO UPDATE SET
        tries = CASE WHEN paper_check_try.since <= :window THEN 1 ELSE paper_check_try.tries + 1 END,
        since = CASE WHEN paper_check_try.since <= :window THEN :now ELSE paper_check_try.since END
    RETURNING key, tries
    """
).bindparams(bindparam("keys", type_=ARRAY(Text)))


async def check_paper(scope: Scope, command: CheckPaper, *, desk: Desk) -> CheckedPaper:
    """Refused with the same words whether number, code or both are wrong, and after too many tries."""
    number, code = typed_number(command.number), typed_code(command.code)
    await _count_try(scope, address=scope.cause.client, number=number or code)
    paper = await scope.session.scalar(select(Paper).where(Paper.code == code, Paper.code != ""))
    stored = paper.code if paper is not None else ""
    fits = same_code(stored, code) and (not number or (paper is not None and paper.number == number))
    if paper is None or not fits:
        raise Refused((Problem("paper.check_failed"),), status=404)
    return await _told(scope, paper, desk=desk)


async def _count_try(scope: Scope, *, address: str, number: str) -> None:
    """Committed by itself: a refused check counts."""
    by_address, by_number = f"address {address}", f"number {number}"
    async with scope.transaction.factory.database.engine.connect() as connection:
        own = await connection.execution_options(isolation_level="AUTOCOMMIT")
        values = {"keys": [by_address, by_number], "now": scope.now, "window": scope.now - CHECK_WINDOW}
        counts = {row.key: row.tries for row in await own.execute(_COUNT, values)}
    if not may_check(from_address=counts[by_address], for_number=counts[by_number]):
        raise Refused((Problem("paper.check_too_often"),), status=429)


async def _told(scope: Scope, paper: Paper, *, desk: Desk) -> CheckedPaper:
    document = desk.law.documents.by_id(paper.type)
    agency = desk.law.agencies.by_code(scope.identity.agency)
    digests = await scope.session.scalars(
        select(PaperPrint.digest).where(PaperPrint.paper_id == paper.id).order_by(PaperPrint.no)
    )
    return CheckedPaper(
        title_zh=document.zh,
        title_en=document.en,
        number=paper.number,
        dated=paper.dated,
        agency_zh=agency.name_zh,
        agency_en=agency.name_en,
        state=paper.state,
        replaced_by=paper.replaced_by,
        content_digest=paper.content.removeprefix("sha256:"),
        file_digests=tuple(digest.removeprefix("sha256:") for digest in digests),
    )
