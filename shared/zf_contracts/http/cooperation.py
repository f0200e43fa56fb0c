"""liaison: cooperation matters (协作事项), their forms by kind, and one matter as both sides show it."""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text, View
from zf_contracts.http.casemgmt import EvidenceView
from zf_contracts.http.supervision import ActOnMatter, ActOption, Choice, MatterClockView, MatterFileView, MatterStep


class FactRowGiven(Command):
    """One line of a list, its cells in the order of the columns."""

    cells: tuple[Line, ...] = Field(max_length=10)


class FactGiven(Command):
    """One fact by its name: a text (days as yyyy-mm-dd, instants with their offset), or rows."""

    name: str = Field(min_length=1, max_length=40)
    text: Text = Field(default="", max_length=5000)
    rows: tuple[FactRowGiven, ...] = Field(default=(), max_length=60)


class OpenCooperation(Command):
    """POST /cooperation. Which facts it takes stands in the form of its kind."""

    kind: str = Field(min_length=1, max_length=40)
    addressees: tuple[str, ...] = Field(min_length=1, max_length=20)
    copies: tuple[str, ...] = Field(default=(), max_length=20)
    collab_no: str = Field(default="", max_length=40)
    title: Line = Field(min_length=2, max_length=200)
    facts: tuple[FactGiven, ...] = Field(default=(), max_length=60)


class ActOnCooperation(ActOnMatter):
    """POST /cooperation/{id}/acts: an act with the facts it states."""

    facts: tuple[FactGiven, ...] = Field(default=(), max_length=60)


class ColumnView(View):
    """A column of a list; of an agency, `choices` are those that may be written to."""

    id: str
    zh: str
    en: str
    type: str
    needed: bool
    choices: tuple[Choice, ...] = ()


class FieldView(View):
    """One field of a form. type: line | text | day | moment | number | choice | rows. `prefill`: rows to begin with."""

    id: str
    zh: str
    en: str
    type: str
    needed: bool
    choices: tuple[Choice, ...] = ()
    columns: tuple[ColumnView, ...] = ()
    prefill: tuple[tuple[str, ...], ...] = ()


class FactView(FieldView):
    """A field with what was stated; of a choice also in words."""

    text: str = ""
    text_zh: str = ""
    text_en: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


class CooperationOption(ActOption):
    """What may be done next, or why not, with the fields of its form."""

    fields: tuple[FieldView, ...] = ()


class CooperationStep(MatterStep):
    facts: tuple[FactView, ...] = ()


class KindView(View):
    """A kind this agency may open, with its form."""

    id: str
    zh: str
    en: str
    basis: str
    several: bool
    case: bool
    addressees: tuple[Choice, ...]
    copies: tuple[Choice, ...]
    fields: tuple[FieldView, ...]


class CooperationWords(View):
    """GET /cooperation/words: the kinds this agency may open, and all kinds for the filter of the list."""

    kinds: tuple[KindView, ...]
    all_kinds: tuple[Choice, ...]


class CooperationOpened(View):
    """Answer to the opening: one matter for each addressee."""

    ids: tuple[str, ...]


class CooperationRow(View):
    """`role`: issuer | addressee | both | copy. band: overdue | due_soon | running | ended."""

    id: str
    matter_no: str
    kind: str
    kind_zh: str
    kind_en: str
    title: str
    issuer: str
    issuer_zh: str
    issuer_en: str
    addressee: str
    addressee_zh: str
    addressee_en: str
    unit: str
    role: str
    state: str
    state_zh: str
    state_en: str
    mark: str
    mark_zh: str
    mark_en: str
    late: bool
    due: AwareDatetime | date | None = None
    band: str
    collab_no: str
    opened_at: AwareDatetime
    version: int


class CooperationView(CooperationRow):
    """`framed`: a common frame is filled in, so all that was opened with it can be seen side by side.

    `veiled`: it is known to its two departments alone; this reader sees that there is a matter, and not whom it concerns.
    """

    group_id: str
    framed: bool
    veiled: bool = False
    copies: tuple[Choice, ...]
    opened_by: str
    basis: str
    message_id: str
    facts: tuple[FactView, ...] = ()
    evidence: tuple[EvidenceView, ...] = ()
    clocks: tuple[MatterClockView, ...] = ()
    steps: tuple[CooperationStep, ...] = ()
    options: tuple[CooperationOption, ...] = ()
    ready_files: tuple[MatterFileView, ...] = ()


class PlanCell(View):
    """What one agency says to one section, or what its own line demands: rows of cells."""

    agency: str
    rows: tuple[tuple[str, ...], ...] = ()


class SectionLine(View):
    section: str
    wanted: str
    cells: tuple[PlanCell, ...]


class SideBySide(View):
    """GET /cooperation/groups/{id}: one frame, one column for each agency; demands of place and line beside each other."""

    group_id: str
    title: str
    kind_zh: str
    kind_en: str
    agencies: tuple[CooperationRow, ...]
    facts: tuple[FactView, ...]
    local: FactView | None = None
    superior_field: FieldView
    superior: tuple[PlanCell, ...]
    answers_field: FieldView
    sections: tuple[SectionLine, ...]


class DispatchLine(View):
    """One instruction on the dispatch board, with the task that carries it. Without a task it has not been given yet."""

    dispatch_id: str
    matter_no: str
    topic: str
    held_on: date
    state_zh: str
    state_en: str
    summary: str
    instruction: str
    agency: str
    agency_zh: str
    agency_en: str
    schedule: str
    due: date
    task_id: str = ""
    task_state_zh: str = ""
    task_state_en: str = ""
    band: str = "running"
    late: bool = False
    progress: str = ""
    progress_at: AwareDatetime | None = None


class PledgeLine(CooperationRow):
    """One letter on the board of responsibility letters. Progress and total are points of a hundred, empty before."""

    period: str = ""
    letter_version: str = "1"
    issuer_signer: str = ""
    signer: str = ""
    as_of: str = ""
    progress_total: str = ""
    total: str = ""
