"""An act as it is about to be written down: done here, or told by the other side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from zf_law.side_acts import SideAct


@dataclass(frozen=True, slots=True)
class Deed:
    """`message_id`: the message that tells it or told it. `leader` and `unit` are said by some acts only.

    `officer`: the liaison officer of the other side who was in charge that day, named by what urges. `late_reason`: said by
    what answers after its day.
    """

    id: str
    act: SideAct
    agency: str
    by_name: str
    at: datetime
    text: str = ""
    until: date | None = None
    leader: str = ""
    unit: str = ""
    officer: str = ""
    late_reason: str = ""
    message_id: str = ""
    arrived: bool = False


def step_values(
    deed: Deed, *, no: int, state: str, late: bool, crossed: bool, noted_at: datetime
) -> Mapping[str, object]:
    """The row of `StepColumns`; the matter's own id is added by whoever has it."""
    return {
        "id": deed.id,
        "no": no,
        "act": deed.act.id,
        "side": deed.act.side,
        "agency": deed.agency,
        "by_name": deed.by_name,
        "state": state,
        "text": deed.text,
        "until": deed.until,
        "late": late,
        "crossed": crossed,
        "at": deed.at,
        "noted_at": noted_at,
        "message_id": deed.message_id,
        "officer": deed.officer,
        "late_reason": deed.late_reason,
        "unopened": deed.arrived,
    }
