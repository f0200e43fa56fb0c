"""intake → oversight: one of the four conversions (四个不转化), of the own agency or as another agency told it."""

import datetime as dt
from typing import ClassVar

from pydantic import Field

from zf_contracts.envelope import Payload
from zf_contracts.petition_statements import ConversionKind


class ConversionNoted(Payload):
    """Counted once for the unit that had the earlier petition first, on the day the harder one was received (S-010)."""

    TYPE: ClassVar[str] = "petition.conversion.noted"
    agency: str = Field(max_length=32)
    petition_no: str = Field(max_length=40)
    conversion: ConversionKind
    unit: str = Field(default="", max_length=32)
    earlier_petition_no: str = Field(default="", max_length=40)
    happened_on: dt.date
