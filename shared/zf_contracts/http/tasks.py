"""liaison: supervised tasks (督办) and the listed account."""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text, View
from zf_contracts.http.casemgmt import EvidenceView
from zf_contracts.http.supervision import ActOption, Choice, MatterClockView, MatterFileView, MatterStep


class IssueTask(Command):
    """POST /tasks. `unit`: only when the agency supervises one of its own units."""

    assignee: str = Field(min_length=1, max_length=32)
    unit: str = Field(default="", max_length=32)
    level: str = Field(min_length=1, max_length=32)
    source: str = Field(min_length=1, max_length=32)
    source_ref: Line = Field(default="", max_length=100)
    on_behalf: Line = Field(default="", max_length=200)
    collab_no: str = Field(default="", max_length=40)
    title: Line = Field(min_length=2, max_length=200)
    demand: Text = Field(min_length=2, max_length=5000)
    standard: Text = Field(min_length=2, max_length=2000)
    due: date
    leader: Line = Field(default="", max_length=100)
    look_back: bool = False


class TaskRow(View):
    """band: overdue | due_soon | running | ended. `role`: issuer | addressee | both."""

    id: str
    task_no: str
    title: str
    issuer: str
    issuer_zh: str
    issuer_en: str
    assignee: str
    assignee_zh: str
    assignee_en: str
    unit: str
    role: str
    level: str
    level_zh: str
    level_en: str
    source_zh: str
    source_en: str
    state: str
    state_zh: str
    state_en: str
    listed: bool
    late: bool
    due: date
    band: str
    issued_at: AwareDatetime
    version: int


class TaskView(TaskRow):
    source: str
    source_ref: str
    on_behalf: str
    collab_no: str
    demand: str
    standard: str
    leader: str
    look_back: bool
    looked_back: str
    asked_until: date | None = None
    reminders: int
    issued_by: str
    message_id: str
    evidence: tuple[EvidenceView, ...] = ()
    clocks: tuple[MatterClockView, ...] = ()
    steps: tuple[MatterStep, ...] = ()
    options: tuple[ActOption, ...] = ()
    ready_files: tuple[MatterFileView, ...] = ()


class BoardCell(View):
    """Open tasks of one agency that are due in one span: overdue | week | month | later."""

    assignee: str
    assignee_zh: str
    assignee_en: str
    span: str
    count: int


class TaskBoard(View):
    cells: tuple[BoardCell, ...]
    total: int


class AccountRow(View):
    """A line of the listed account, as every member sees it. `overdue` is counted here."""

    task_id: str
    task_no: str
    issuer_zh: str
    issuer_en: str
    assignee_zh: str
    assignee_en: str
    title: str
    leader: str
    state_zh: str
    state_en: str
    due: date
    overdue: bool
    reason: str
    listed_at: AwareDatetime
    removed_at: AwareDatetime | None = None


class TaskWords(View):
    """GET /tasks/words: what the form of a new task may choose from, and whether it may be issued to others."""

    levels: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    assignees: tuple[Choice, ...]
    units: tuple[Choice, ...]
