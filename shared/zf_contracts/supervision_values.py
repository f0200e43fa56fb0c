"""What agencies tell each other of supervised tasks and supervision notices: the matter, and each act on it."""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.values import BlobRef, Value


class EvidenceFile(Value):
    """A file that goes with an act; its content follows by claim check."""

    title: str = Field(max_length=200)
    media_type: str = Field(max_length=100)
    blob: BlobRef


class ActTold(Value):
    """One act of the sender on a matter both sides know. `act_id` is given once and never again.

    `officer`: what urges names the receiver's liaison officer in charge that day (S-068). `late_reason`: why an answer
    comes after its day.
    """

    act_id: str = Field(max_length=64)
    matter_id: str = Field(max_length=64)
    act: str = Field(max_length=40)
    by_name: str = Field(max_length=100)
    unit: str = Field(default="", max_length=32)
    text: str = Field(default="", max_length=20_000)
    until: date | None = None
    leader: str = Field(default="", max_length=100)
    officer: str = Field(default="", max_length=120)
    late_reason: str = Field(default="", max_length=2000)
    files: tuple[EvidenceFile, ...] = Field(default=(), max_length=50)
    acted_at: AwareDatetime


class TaskMatter(Value):
    """督办件 as it is issued (S-051)."""

    act_id: str = Field(max_length=64)
    matter_id: str = Field(max_length=64)
    task_no: str = Field(max_length=80)
    issuer: str = Field(max_length=32)
    assignee: str = Field(max_length=32)
    level: str = Field(max_length=32)
    source: str = Field(max_length=32)
    source_ref: str = Field(default="", max_length=100)
    on_behalf: str = Field(default="", max_length=200)
    collab_no: str = Field(default="", max_length=40)
    title: str = Field(max_length=200)
    demand: str = Field(max_length=5000)
    standard: str = Field(max_length=2000)
    due: date
    leader: str = Field(default="", max_length=100)
    look_back: bool = False
    by_name: str = Field(max_length=100)
    files: tuple[EvidenceFile, ...] = Field(default=(), max_length=50)
    acted_at: AwareDatetime


class AccountLine(Value):
    """One line of the listed account (挂账): what every member sees of a task between two of them."""

    matter_id: str = Field(max_length=64)
    task_no: str = Field(max_length=80)
    assignee: str = Field(max_length=32)
    title: str = Field(max_length=200)
    leader: str = Field(max_length=100)
    state: str = Field(max_length=40)
    due: date
    listed: bool
    reason: str = Field(max_length=2000)
    listed_at: AwareDatetime
    version: int = Field(ge=1)
    acted_at: AwareDatetime


class MissedDay(Value):
    """A task that was not reported on its day, as a circular names it. `unit` only where an agency speaks of its own."""

    task_id: str = Field(max_length=64)
    task_no: str = Field(max_length=80)
    title: str = Field(max_length=200)
    agency: str = Field(max_length=32)
    unit: str = Field(default="", max_length=32)
    due: date
    reported_at: AwareDatetime | None = None
    days_late: int = Field(ge=0)


class CircularTold(Value):
    """督办通报 as it is issued (S-051). It never changes."""

    circular_id: str = Field(max_length=64)
    number: str = Field(max_length=80)
    title: str = Field(max_length=200)
    since: date
    until: date
    text: str = Field(max_length=5000)
    lines: tuple[MissedDay, ...] = Field(min_length=1, max_length=300)
    by_name: str = Field(max_length=100)
    acted_at: AwareDatetime


class NoticeMatter(Value):
    """法律监督文书 as it is served (S-049, S-074). `due`: the last day the document itself names, if it names one."""

    act_id: str = Field(max_length=64)
    matter_id: str = Field(max_length=64)
    notice_no: str = Field(max_length=80)
    kind: str = Field(max_length=60)
    issuer: str = Field(max_length=32)
    addressee: str = Field(max_length=32)
    unit: str = Field(default="", max_length=32)
    collab_no: str = Field(default="", max_length=40)
    clue: str = Field(default="", max_length=40)
    source_ref: str = Field(default="", max_length=200)
    title: str = Field(max_length=200)
    facts: str = Field(max_length=20_000)
    demand: str = Field(max_length=5000)
    basis: str = Field(max_length=500)
    due: date | None = None
    by_name: str = Field(max_length=100)
    approved_by: str = Field(max_length=100)
    files: tuple[EvidenceFile, ...] = Field(default=(), max_length=50)
    acted_at: AwareDatetime
