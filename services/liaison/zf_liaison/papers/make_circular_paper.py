"""督办通报: typeset from what was issued, the same words at every agency."""

from zf_contracts.http.circulars import CircularView
from zf_contracts.http.matter_papers import MakeMatterPaper
from zf_law.deadlines import ZONE
from zf_law.papers import Content, chinese_day, paragraphs
from zf_law.problems import Problem
from zf_liaison.circulars.draw_up import DOCUMENT
from zf_liaison.circulars.queries import show_circular
from zf_liaison.papers.make_paper import Order, make_paper
from zf_liaison.papers.press import Press
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def make_circular_paper(scope: Scope, circular_id: str, command: MakeMatterPaper, *, press: Press) -> None:
    circular = await show_circular(scope, circular_id, law=press.law)
    if command.type != DOCUMENT:
        raise Refused((Problem("paper.nothing_to_print", {"field": "type"}),))
    order = Order("circular", circular_id, _content(circular, press=press), draft=False, by_hand=command.by_hand)
    await make_paper(scope, order, press=press)


def _content(circular: CircularView, *, press: Press) -> Content:
    return Content(
        type=DOCUMENT,
        title=press.law.documents.by_id(DOCUMENT).zh,
        agency=press.agency(circular.issuer),
        number=circular.number,
        dated=circular.issued_at.astimezone(ZONE).date(),
        matter={},
        fields={
            "subject": circular.title,
            "period": f"{chinese_day(circular.since)}至{chinese_day(circular.until)}",
            "lines": [
                {
                    "agency": line.agency_zh,
                    "task": f"{line.title}（{line.task_no}）",
                    "due": chinese_day(line.due),
                    "result": f"逾期{line.days_late}日报告"
                    if line.reported_at
                    else f"未报告，已逾期{line.days_late}日",
                }
                for line in circular.lines
            ],
            "demand": paragraphs(circular.text),
        },
    )
