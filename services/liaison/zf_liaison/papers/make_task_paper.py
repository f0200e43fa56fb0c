"""督办通知单: the slip of a supervised task, the same words at its issuer and at whoever has to see to it."""

from zf_contracts.http.matter_papers import MakeMatterPaper
from zf_contracts.http.tasks import TaskView
from zf_law.deadlines import ZONE
from zf_law.papers import Content, chinese_day, paragraphs
from zf_law.problems import Problem
from zf_liaison.papers.make_paper import Order, make_paper
from zf_liaison.papers.press import Press
from zf_liaison.tasks.issue_task import SLIP
from zf_liaison.tasks.view_queries import show_task
from zf_platform.errors import Refused
from zf_platform.transaction import Scope


async def make_task_paper(scope: Scope, task_id: str, command: MakeMatterPaper, *, press: Press) -> None:
    task = await show_task(scope, task_id, law=press.law)
    if command.type != SLIP:
        raise Refused((Problem("paper.nothing_to_print", {"field": "type"}),))
    order = Order("task", task_id, _content(task, press=press), draft=False, by_hand=command.by_hand)
    await make_paper(scope, order, press=press)


def _content(task: TaskView, *, press: Press) -> Content:
    issued_on = task.issued_at.astimezone(ZONE).date()
    return Content(
        type=SLIP,
        title=press.law.documents.by_id(SLIP).zh,
        agency=press.agency(task.issuer),
        number=task.task_no,
        dated=issued_on,
        matter={},
        fields={
            "addressee": press.agency(task.assignee),
            "level": task.level_zh,
            "source": f"{task.source_zh} {task.source_ref}".strip(),
            "subject": task.title,
            "demand": paragraphs(task.demand),
            "standard": paragraphs(task.standard),
            "due": chinese_day(task.due),
            "leader": task.leader,
            "issued_on": chinese_day(issued_on),
        },
    )
