"""intake: ledgers of older petitions (台账): how their columns are read."""

from typing import Literal

from pydantic import Field

from zf_contracts.http.base import Command

Channel = Literal["letter", "visit", "phone", "online", "fax"]


class LedgerMapping(Command):
    """Field → header of its column, saved under the name of the source. Fields: zf_intake.ledgers.mapping_rules.FIELDS.

    `unit` is where the petitions were received (empty: the unit of whoever imports them).
    """

    source: str = Field(pattern=r"^[a-z][a-z0-9_]{1,31}$")
    title: str = Field(min_length=2, max_length=60)
    channel: Channel = "online"
    unit: str = Field(default="", max_length=32)
    columns: dict[str, str] = Field(min_length=1, max_length=30)
