"""liaison: supervision notices (法律监督文书) from the draft to the closing."""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text, View
from zf_contracts.http.casemgmt import EvidenceView
from zf_contracts.http.supervision import ActOnMatter, ActOption, Choice, MatterClockView, MatterFileView, MatterStep


class ActOnNotice(ActOnMatter):
    """POST /notices/{id}/acts. `late_reason`: why the reply comes after its day."""

    late_reason: Text = Field(default="", max_length=2000)


class DraftNotice(Command):
    """POST /notices. `unit`: for documents to a unit of the own agency; `due`: a last day the document itself names."""

    kind: str = Field(min_length=1, max_length=60)
    addressee: str = Field(min_length=1, max_length=32)
    unit: str = Field(default="", max_length=32)
    collab_no: str = Field(default="", max_length=40)
    clue: str = Field(default="", max_length=40)
    source_ref: Line = Field(default="", max_length=200)
    title: Line = Field(min_length=2, max_length=200)
    facts: Text = Field(min_length=2, max_length=20_000)
    demand: Text = Field(min_length=2, max_length=5000)
    basis: Line = Field(min_length=2, max_length=500)
    due: date | None = None


class NoticeRow(View):
    """band: overdue | due_soon | running | ended. `due` and `due_title_zh` are the running clock that ends first."""

    id: str
    notice_no: str
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
    created_at: AwareDatetime
    served_at: AwareDatetime | None = None
    version: int


class NoticeView(NoticeRow):
    collab_no: str
    clue: str
    clue_zh: str = ""
    clue_en: str = ""
    source_ref: str = ""
    facts: str
    demand: str
    basis: str
    stated_due: date | None = None
    drafter_name: str
    approver_name: str
    objection: str
    law_basis: str
    message_id: str
    evidence: tuple[EvidenceView, ...] = ()
    clocks: tuple[MatterClockView, ...] = ()
    steps: tuple[MatterStep, ...] = ()
    options: tuple[ActOption, ...] = ()
    ready_files: tuple[MatterFileView, ...] = ()


class NoticeKindView(View):
    """One kind of document this agency may issue, with what its form needs."""

    id: str
    zh: str
    en: str
    own: bool
    named: bool
    case: bool
    reply_zh: str
    reply_en: str
    basis: str
    addressees: tuple[Choice, ...]


class NoticeWords(View):
    """GET /notices/words: what the form of a new document may choose from."""

    kinds: tuple[NoticeKindView, ...]
    units: tuple[Choice, ...]
    clues: tuple[Choice, ...]
