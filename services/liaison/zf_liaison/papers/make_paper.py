"""Print a paper: typeset from what the record says, kept by hash. Unchanged words are the paper that is there already."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from zf_law import papers
from zf_law.deadlines import ZONE
from zf_law.papers import Content, Sheet
from zf_liaison.papers.press import Press
from zf_liaison.papers.tables import MatterPaper
from zf_platform.errors import Refused
from zf_platform.printing import print_sheet
from zf_platform.transaction import Scope


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed. `by_hand`: characters without a picture may be left for the hand."""

    matter_kind: str
    matter_id: str
    content: Content
    draft: bool
    by_hand: bool


async def make_paper(scope: Scope, order: Order, *, press: Press) -> None:
    """Raises Refused for characters without a picture, a template that does not fit, a printer that fails."""
    content = papers.cleaned(order.content)
    problems = papers.content_problems(content, declared=press.law.documents.by_id(content.type).fields)
    if problems:
        raise Refused(problems)
    kept = await press.blobs.put_bytes(content.canonical())
    if await _is_there(scope, order, content=kept.digest):
        return
    lacking = await press.typesetter.lacking(content.text())
    if lacking and not order.by_hand:
        raise Refused((papers.lacking_problem(lacking),))
    made = await _set(papers.by_hand(content, lacking), draft=order.draft, digest=content.digest(), press=press)
    file = await press.blobs.put_bytes(made)
    paper_id = scope.new_id()
    await scope.session.execute(
        insert(MatterPaper)
        .values(
            id=paper_id,
            matter_kind=order.matter_kind,
            matter_id=order.matter_id,
            type=content.type,
            no=await _next_no(scope, order),
            number=content.number,
            content=kept.digest,
            file=file.digest,
            size=file.size,
            draft=order.draft,
            by_hand=bool(lacking),
            made_at=scope.now,
            made_by=scope.actor.account_id,
            made_by_name=scope.actor.name,
        )
        .on_conflict_do_nothing()  # Somebody printed the same in the same moment.
    )
    after = {"type": content.type, "number": content.number, "content": kept.digest, "file": file.digest}
    scope.record("matter_paper.make", object_kind="matter_paper", object_id=paper_id, after=after)


async def _is_there(scope: Scope, order: Order, *, content: str) -> bool:
    wanted = (MatterPaper.matter_id == order.matter_id, MatterPaper.type == order.content.type)
    return await scope.session.scalar(select(MatterPaper.id).where(*wanted, MatterPaper.content == content)) is not None


async def _next_no(scope: Scope, order: Order) -> int:
    wanted = (MatterPaper.matter_id == order.matter_id, MatterPaper.type == order.content.type)
    counted = await scope.session.scalar(select(func.count()).where(*wanted))
    return int(counted or 0) + 1


async def _set(content: Content, *, draft: bool, digest: str, press: Press) -> bytes:
    """The date inside the file is that of the document, so that the same words are the same bytes."""
    data = papers.sheet_data(content, Sheet("", "", "", draft=draft), digest=digest)
    template = press.law.documents.by_id(content.type).template
    day = datetime.combine(content.dated, time(), tzinfo=ZONE)
    return await print_sheet(
        press.typesetter, data, template=template, at=day, object_kind="matter_paper", object_id=content.type
    )
