"""Which of the four conversions a new petition is, against the earlier petitions of the same matter. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Kind = Literal["letter_to_visit", "first_to_repeat", "grassroots_to_skip_level", "individual_to_collective"]


@dataclass(frozen=True, slots=True)
class Registered:
    """A petition as conversions look at it. `linked`: a person said that it is the same matter as the new one."""

    id: str
    petition_no: str
    channel: str
    subject: str
    repeat: bool
    skip_level: bool
    collective: bool
    received_at: datetime
    unit: str
    first_handler_id: str
    first_handler_name: str
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Conversion:
    """The first word did not settle `earlier`, whose first handler answers for it."""

    kind: Kind
    earlier: Registered


HARDER: Mapping[Kind, Callable[[Registered], bool]] = {
    "letter_to_visit": lambda one: one.channel == "visit",
    "first_to_repeat": lambda one: one.repeat,
    "grassroots_to_skip_level": lambda one: one.skip_level,
    "individual_to_collective": lambda one: one.collective,
}
"""What each conversion turns into. Whoever wrote, telephoned or asked online has not come in person."""


def conversions(now: Registered, earlier: Sequence[Registered]) -> tuple[Conversion, ...]:
    """A matter turns harder once: not when one of its earlier petitions was as hard. The newest earlier one is named."""
    before = sorted(
        (one for one in earlier if one.received_at < now.received_at and same_matter(now, one)),
        key=lambda one: (one.received_at, one.id),
    )
    if not now.repeat or not before:
        return ()
    return tuple(
        Conversion(kind, before[-1])
        for kind, harder in HARDER.items()
        if harder(now) and not any(harder(one) for one in before)
    )


def same_matter(now: Registered, earlier: Registered) -> bool:
    """The same person's petitions are one matter unless their subjects are known and differ; what was linked always is."""
    return earlier.linked or not now.subject or not earlier.subject or now.subject == earlier.subject
