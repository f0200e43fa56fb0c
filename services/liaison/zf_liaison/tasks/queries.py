"""The read side of tasks: list, board, listed account, and one task with its steps, clocks and possible acts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, literal, select, tuple_

from zf_contracts.http.base import Page
from zf_contracts.http.supervision import Choice
from zf_contracts.http.tasks import AccountRow, BoardCell, TaskBoard, TaskRow, TaskWords
from zf_law.deadlines import ZONE
from zf_law.loader import Law
from zf_law.reading import Label
from zf_law.side_acts import sides_of
from zf_liaison.desk import Desk
from zf_liaison.tasks.authority import within_sight
from zf_liaison.tasks.tables import AccountEntry, SupervisedTask
from zf_platform.transaction import Scope

SPANS = ("overdue", "week", "month", "later")


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """All optional, joined by "and". `state`: open, overdue, or a state. `role`: issuer | addressee."""

    state: str = "open"
    role: str = ""
    assignee: str = ""
    q: str = ""


async def list_tasks(scope: Scope, wanted: TaskFilter, *, cursor: str | None, limit: int, law: Law) -> Page[TaskRow]:
    """By the day they are due."""
    statement = select(SupervisedTask).where(within_sight(scope.actor), *_conditions(scope, wanted, law=law))
    if cursor:
        # The cursor is the last row's id; its day is looked up, so that an invented cursor finds nothing instead of failing.
        last_due = select(SupervisedTask.due).where(SupervisedTask.id == cursor).scalar_subquery()
        statement = statement.where(tuple_(SupervisedTask.due, SupervisedTask.id) > tuple_(last_due, literal(cursor)))
    ordered = statement.order_by(SupervisedTask.due, SupervisedTask.id).limit(limit + 1)
    found = (await scope.session.scalars(ordered)).all()
    rows = tuple(TaskRow.model_validate(row_values(scope, one, law=law)) for one in found[:limit])
    return Page(items=rows, next_cursor=rows[-1].id if len(found) > limit else None)


async def task_board(scope: Scope, *, law: Law) -> TaskBoard:
    """Open tasks by agency and by when they are due."""
    statement = select(SupervisedTask.assignee, SupervisedTask.due).where(
        within_sight(scope.actor), SupervisedTask.state.not_in(_ended(law))
    )
    today = scope.now.astimezone(ZONE).date()
    counts: dict[tuple[str, str], int] = {}
    for assignee, due in await scope.session.execute(statement):
        key = (assignee, _span(due, today=today))
        counts[key] = counts.get(key, 0) + 1
    cells = tuple(
        BoardCell(assignee=code, span=span, count=count, **_named("assignee", code, law=law))
        for (code, span), count in sorted(counts.items())
    )
    return TaskBoard(cells=cells, total=sum(counts.values()))


async def missable_tasks(scope: Scope) -> Mapping[str, dict[str, str]]:
    """Tasks this agency issued and did not withdraw, as a circular names them; the units of others are their own affair."""
    here = scope.identity.agency
    statement = select(SupervisedTask).where(SupervisedTask.issuer == here, SupervisedTask.state != "withdrawn")
    return {
        task.id: {
            "task_id": task.id,
            "task_no": task.task_no,
            "title": task.title,
            "agency": task.assignee,
            "unit": task.unit if task.assignee == here else "",
        }
        for task in await scope.session.scalars(statement)
    }


async def listed_account(scope: Scope, *, removed: bool, law: Law) -> tuple[AccountRow, ...]:
    """Every member sees every line; removed ones on request."""
    statement = select(AccountEntry).order_by(AccountEntry.due, AccountEntry.task_id).limit(500)
    if removed:
        statement = statement.where(AccountEntry.removed_at.is_not(None))
    else:
        statement = statement.where(AccountEntry.removed_at.is_(None))
    today = scope.now.astimezone(ZONE).date()
    states = law.tasks.table.states
    return tuple(
        AccountRow(
            task_id=one.task_id,
            task_no=one.task_no,
            title=one.title,
            leader=one.leader,
            state_zh=states[one.state].zh,
            state_en=states[one.state].en,
            due=one.due,
            overdue=one.removed_at is None and one.due < today,
            reason=one.reason,
            listed_at=one.listed_at,
            removed_at=one.removed_at,
            **_named("issuer", one.issuer, law=law),
            **_named("assignee", one.assignee, law=law),
        )
        for one in await scope.session.scalars(statement)
    )


def task_words(scope: Scope, *, desk: Desk) -> TaskWords:
    """An agency without authority over others may choose only itself."""
    law = desk.law
    own = law.agencies.by_code(scope.identity.agency)
    others = desk.partners.all() if own.kind.value in law.tasks.issuers else ()
    named = [(code, law.agencies.find(code)) for code in (*others, own.code)]
    return TaskWords(
        levels=_labels(law.tasks.levels),
        sources=_labels(law.tasks.sources),
        assignees=tuple(Choice(code=code, name_zh=one.name_zh, name_en=one.name_en) for code, one in named if one),
        units=tuple(Choice.model_validate(unit, from_attributes=True) for unit in own.units),
    )


def row_values(scope: Scope, task: SupervisedTask, *, law: Law) -> dict[str, object]:
    state, level, source = law.tasks.table.states[task.state], law.tasks.levels[task.level], law.tasks.sources
    word = source.get(task.source, Label(task.source, task.source))
    today = scope.now.astimezone(ZONE).date()
    return {
        "id": task.id,
        "task_no": task.task_no,
        "title": task.title,
        "issuer": task.issuer,
        "assignee": task.assignee,
        **_named("issuer", task.issuer, law=law),
        **_named("assignee", task.assignee, law=law),
        "unit": task.unit,
        "role": _role(scope, task),
        "level": task.level,
        "level_zh": level.zh,
        "level_en": level.en,
        "source_zh": word.zh,
        "source_en": word.en,
        "state": task.state,
        "state_zh": state.zh,
        "state_en": state.en,
        "listed": bool(task.mark),
        "late": task.late,
        "due": task.due,
        "band": band_of(task, today=today, law=law),
        "issued_at": task.issued_at,
        "version": task.version,
    }


def _role(scope: Scope, task: SupervisedTask) -> str:
    sides = sides_of(here=scope.identity.agency, issuer=task.issuer, other=task.assignee)
    return "both" if len(sides) == 2 else next(iter(sides), "")


def band_of(task: SupervisedTask, *, today: date, law: Law) -> str:
    """ended | overdue | due_soon | running: a result that was reported is waited for no more."""
    if law.tasks.table.ended(task.state) or task.state in ("reported", "verified"):
        return "ended"
    due = task.due
    return "overdue" if due < today else "due_soon" if due <= today + timedelta(days=3) else "running"


def _span(due: date, *, today: date) -> str:
    if due < today:
        return "overdue"
    return "week" if due <= today + timedelta(days=7) else "month" if due <= today + timedelta(days=30) else "later"


def _conditions(scope: Scope, wanted: TaskFilter, *, law: Law) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.state in ("open", "overdue"):
        found.append(SupervisedTask.state.not_in(_ended(law)))
    elif wanted.state and wanted.state != "all":
        found.append(SupervisedTask.state == wanted.state)
    if wanted.state == "overdue":
        found.append(SupervisedTask.due < scope.now.astimezone(ZONE).date())
    if wanted.role:
        column = SupervisedTask.issuer if wanted.role == "issuer" else SupervisedTask.assignee
        found.append(column == scope.identity.agency)
    if wanted.assignee:
        found.append(SupervisedTask.assignee == wanted.assignee)
    if wanted.q:
        text = wanted.q.strip()
        found.append(
            SupervisedTask.title.contains(text, autoescape=True)
            | SupervisedTask.task_no.contains(text, autoescape=True)
        )
    return found


def _ended(law: Law) -> Sequence[str]:
    return [state.id for state in law.tasks.table.states.values() if state.end]


def _named(field: str, code: str, *, law: Law) -> dict[str, str]:
    agency = law.agencies.find(code)
    zh, en = (agency.name_zh, agency.name_en) if agency else (code, code)
    return {f"{field}_zh": zh, f"{field}_en": en}


def _labels(words: Mapping[str, Label]) -> tuple[Choice, ...]:
    return tuple(Choice(code=key, name_zh=word.zh, name_en=word.en) for key, word in words.items())
