"""liaison: what tasks and notices have alike: acts with their reasons, steps with evidence, clocks, files."""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Line, Reason, Text, Versioned, View
from zf_contracts.http.casemgmt import EvidenceView
from zf_contracts.internal.deadlines import ClockLine


class ActOnMatter(Versioned):
    """POST …/{id}/acts: one act of the table. Which fields it needs stands in the act's `needs`.

    `files` are ids of files laid ready before; `until` is a last day; `leader` the leader in charge.
    """

    act: str = Field(min_length=1, max_length=40)
    text: Text = Field(default="", max_length=20_000)
    until: date | None = None
    leader: Line = Field(default="", max_length=100)
    unit: str = Field(default="", max_length=32)
    files: tuple[str, ...] = Field(default=(), max_length=50)


class MatterFileView(View):
    id: str
    title: str
    media_type: str
    digest: str
    size: int


class MatterClockView(View):
    """One period as both sides count it. band: overdue | due_soon | running | ended; `ours`: our own duty."""

    rule: str
    title_zh: str
    title_en: str
    basis: str
    ours: bool
    provisional: bool
    anchor: AwareDatetime | date
    due: AwareDatetime | date
    state: str
    band: str
    ended_at: AwareDatetime | None = None
    trace: tuple[ClockLine, ...] = ()


class ActOption(View):
    """What may be done next, or why not; `needs` names the fields of the form."""

    act: str
    zh: str
    en: str
    needs: tuple[str, ...]
    allowed: bool
    reasons: tuple[Reason, ...] = ()


class Choice(View):
    """One word a form may choose, in both languages."""

    code: str
    name_zh: str
    name_en: str


class MatterStep(View):
    """One act as it was done or told. `evidence`: the message that told it to the other side."""

    id: str
    act: str
    zh: str
    en: str
    side: str
    agency: str
    by_name: str
    state: str
    state_zh: str
    state_en: str
    text: str
    until: date | None = None
    late: bool
    crossed: bool
    at: AwareDatetime
    files: tuple[MatterFileView, ...] = ()
    officer: str = ""
    late_reason: str = ""
    message_id: str = ""
    evidence: tuple[EvidenceView, ...] = ()


class FileLaidReady(View):
    """Answer to an upload: the id to name in the next act."""

    id: str
