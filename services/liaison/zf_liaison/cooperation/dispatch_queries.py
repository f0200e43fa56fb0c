"""The dispatch board (调度): topic, instruction, agency in charge, scheduled progress, how far it is, summary (S-070)."""

from datetime import date

from sqlalchemy import select

from zf_contracts.http.cooperation import DispatchLine
from zf_law.cooperation_facts import Facts
from zf_law.loader import Law
from zf_liaison.cooperation.authority import within_sight
from zf_liaison.cooperation.fact_rules import read_facts
from zf_liaison.cooperation.issue_tasks import INSTRUCTIONS, SOURCE
from zf_liaison.cooperation.queries import named
from zf_liaison.cooperation.rules import task_title
from zf_liaison.cooperation.tables import CooperationMatter
from zf_liaison.tasks.source_queries import TaskStanding, tasks_of_source
from zf_platform.transaction import Scope

KIND = "dispatch"
_SHOWN = 100


async def dispatch_board(scope: Scope, *, law: Law) -> tuple[DispatchLine, ...]:
    """The newest dispatches first, their instructions in order. What was withdrawn is not on the board."""
    statement = (
        select(CooperationMatter)
        .where(CooperationMatter.kind == KIND, CooperationMatter.state != "withdrawn", within_sight(scope.actor))
        .order_by(CooperationMatter.id.desc())
        .limit(_SHOWN)
    )
    matters = (await scope.session.scalars(statement)).all()
    tasks = await tasks_of_source(scope, source=SOURCE, refs=[one.matter_no for one in matters], law=law)
    return tuple(line for matter in matters for line in _lines(matter, tasks=tasks, law=law))


def _lines(matter: CooperationMatter, *, tasks: dict[tuple[str, str], TaskStanding], law: Law) -> list[DispatchLine]:
    facts = read_facts(matter.facts)
    state = law.cooperation.kinds[KIND].table.states[matter.state]
    found: list[DispatchLine] = []
    for number, (agency, instruction, schedule, _, due) in enumerate(facts[INSTRUCTIONS].rows, start=1):
        task = tasks.get((matter.matter_no, task_title(matter.title, number)))
        line = {
            "dispatch_id": matter.id,
            "matter_no": matter.matter_no,
            "topic": matter.title,
            "held_on": facts["held_on"].text,
            "state_zh": state.zh,
            "state_en": state.en,
            "summary": _summary(facts),
            "instruction": instruction,
            "agency": agency,
            **named("agency", agency, law=law),
            "schedule": schedule,
            "due": date.fromisoformat(due),
            **(task.values() if task else {}),
        }
        found.append(DispatchLine.model_validate(line))
    return found


def _summary(facts: Facts) -> str:
    return facts["summary"].text if "summary" in facts else ""
