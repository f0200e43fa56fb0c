"""Each instruction of a dispatch becomes a supervised task of the agency in charge (S-070)."""

from datetime import date

from zf_law.problems import Problem
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.rules import task_title
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.desk import Desk
from zf_liaison.tasks.issue_task import issue_task
from zf_liaison.tasks.rules import TaskOrder
from zf_platform.errors import Refused
from zf_platform.transaction import Scope

SOURCE = "dispatch"
INSTRUCTIONS = "instructions"


async def issue_tasks(scope: Scope, matter: CooperationMatter, desk: Desk) -> None:
    """All or none: an instruction that no task can carry is refused by its line."""
    rows = read_facts(matter.facts)[INSTRUCTIONS].rows
    for number, (agency, instruction, schedule, standard, due) in enumerate(rows, start=1):
        order = TaskOrder(
            assignee=agency,
            level="ordinary",
            source=SOURCE,
            source_ref=matter.matter_no,
            title=task_title(matter.title, number),
            demand=instruction,
            standard=f"{standard}\n进度安排：{schedule}",
            due=date.fromisoformat(due),
            unit=scope.actor.unit if agency == scope.identity.agency else "",
        )
        try:
            await issue_task(scope, order, desk=desk)
        except Refused as refusal:
            problems = [
                Problem(one.code, {**one.values, "field": f"instructions[{number - 1}]"}) for one in refusal.problems
            ]
            raise Refused(problems) from refusal
