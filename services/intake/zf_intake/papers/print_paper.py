"""Print a paper: the first print is the original; every further one is marked 补打, needs a reason and is recorded."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from zf_contracts.http.papers import PrintPaper
from zf_intake.papers import rules
from zf_intake.papers.press import Press
from zf_intake.papers.queries import find_paper
from zf_intake.papers.tables import Paper, PaperPrint
from zf_law import papers as printed
from zf_law.deadlines import ZONE
from zf_law.papers import Content, Sheet, read_content
from zf_platform.errors import Refused
from zf_platform.printing import print_sheet
from zf_platform.transaction import Scope


async def print_paper(scope: Scope, paper_id: str, command: PrintPaper, *, matter_id: str, press: Press) -> int:
    """The number of the print. Raises Refused for a reprint without reason and for characters without a picture."""
    paper = await find_paper(scope, paper_id, matter_id=matter_id, lock=True)
    copies = await _copies(scope, paper_id)
    problems = rules.reprint_problems(copies=copies, reason=command.reason)
    if problems:
        raise Refused(problems)
    content = read_content(await press.blobs.read(paper.content))
    lacking = await press.typesetter.lacking(content.text())
    if lacking and not command.by_hand:
        raise Refused((printed.lacking_problem(lacking),))
    made = await _set(scope, paper, printed.by_hand(content, lacking), copy=copies + 1, press=press)
    blob = await press.blobs.put_bytes(made)
    await scope.session.execute(
        insert(PaperPrint).values(
            paper_id=paper_id,
            no=copies + 1,
            digest=blob.digest,
            size=blob.size,
            by_hand=bool(lacking),
            reason=command.reason,
            printed_at=scope.now,
            printed_by=scope.actor.account_id,
            printed_by_name=scope.actor.name,
        )
    )
    scope.record(
        "paper.reprint" if copies else "paper.print",
        object_kind="paper",
        object_id=paper_id,
        reason=command.reason,
        after={"no": copies + 1, "digest": blob.digest},
    )
    return copies + 1


async def _copies(scope: Scope, paper_id: str) -> int:
    counted = await scope.session.scalar(select(func.count()).where(PaperPrint.paper_id == paper_id))
    return int(counted or 0)


async def _set(scope: Scope, paper: Paper, content: Content, *, copy: int, press: Press) -> bytes:
    """The digest on the paper is that of its content as kept, whatever had to be left for the hand."""
    qr = press.check_drawing(agency=scope.identity.agency, code=paper.code) if paper.code else ""
    sheet = Sheet(paper.code, press.check_page, qr, copy=copy, printed_at=scope.now.astimezone(ZONE))
    data = printed.sheet_data(content, sheet, digest=paper.content.removeprefix("sha256:"))
    template = press.desk.law.documents.by_id(paper.type).template
    return await print_sheet(
        press.typesetter, data, template=template, at=paper.made_at, object_kind="paper", object_id=paper.id
    )
