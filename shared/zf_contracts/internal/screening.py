"""intake → oversight: the screening report of a period (清理排查), of the own agency or as another agency sent it."""

import datetime as dt
from typing import ClassVar

from pydantic import AwareDatetime, Field

from zf_contracts.envelope import Payload
from zf_contracts.values import Value


class ScreenedFigure(Value):
    """`count` stands against `target`; without a target it only informs."""

    item: str = Field(max_length=40)
    count: int = Field(ge=0)
    target: int | None = Field(default=None, ge=0)


class LedgerNoted(Payload):
    """Figures only, no person and no matter. A later report of the same period replaces an earlier one (S-019)."""

    TYPE: ClassVar[str] = "petition.ledger.noted"
    agency: str = Field(max_length=32)
    first_day: dt.date
    last_day: dt.date
    figures: tuple[ScreenedFigure, ...] = Field(max_length=100)
    reported_at: AwareDatetime
