"""intake → oversight: a public promise (服务承诺) was broken, or the cause of the breach was written down."""

import datetime as dt
from typing import ClassVar

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload


class PromiseBreached(Payload):
    """One breach as it stands now; a higher version replaces a lower one (S-028). It stays inside the agency."""

    TYPE: ClassVar[str] = "service.promise.breached"
    breach_id: str = Field(max_length=64)
    version: int = Field(ge=1)
    promise: str = Field(max_length=40)
    promise_zh: str = Field(max_length=200)
    promise_en: str = Field(max_length=200)
    unit: str = Field(default="", max_length=32)
    label: str = Field(max_length=100)
    due_at: AwareDatetime
    happened_on: dt.date
    person_name: str = Field(default="", max_length=100)
    cause: str = Field(default="", max_length=500)
    answered_by_name: str = Field(default="", max_length=100)
    answered_at: AwareDatetime | None = None
