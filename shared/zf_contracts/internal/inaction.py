"""liaison → oversight: a supervised task was not reported on its day, or late; it counts as inaction (S-051)."""

import datetime as dt
from typing import ClassVar, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload

InactionState = Literal["unreported", "late", "excused"]


class InactionNoted(Payload):
    """A score item of one missed day. `unit` is known at the assignee. The newest `revision` counts.

    excused: the issuer granted more time afterwards, or withdrew the task.
    """

    TYPE: ClassVar[str] = "supervised_task.inaction.noted"
    task_id: str = Field(max_length=64)
    task_no: str = Field(max_length=80)
    title: str = Field(max_length=200)
    issuer: str = Field(max_length=32)
    agency: str = Field(max_length=32)
    unit: str = Field(default="", max_length=32)
    due: dt.date
    state: InactionState
    reported_at: AwareDatetime | None = None
    revision: int = Field(ge=1)
