"""oversight, first room: the clocks of the agency."""

from datetime import date

from pydantic import AwareDatetime

from zf_contracts.http.base import View
from zf_contracts.http.casemgmt import TraceLineView


class WatchedClock(View):
    """One clock as oversight sees it, of a case, a petition or a matter between agencies (`matter_kind`).

    `collab_no` of a resolution is its meeting. band: overdue | due_soon | running | ended.
    """

    id: str
    matter_kind: str = "case"
    case_id: str
    case_no: str
    collab_no: str = ""
    suspect_id: str | None
    unit: str
    owner: str | None
    rule: str
    title_zh: str
    title_en: str
    basis: str
    anchor: AwareDatetime | date
    due: AwareDatetime | date
    custody: bool
    provisional: bool
    band: str
    days_left: int
    warned_at: AwareDatetime | None
    trace: tuple[TraceLineView, ...]


class ClockSummary(View):
    """Counts. `breached`: ended late without having been done; `lapsed`: rights that were not used."""

    running: int
    due_soon: int
    overdue: int
    custody_overdue: int
    met: int
    met_late: int
    breached: int
    lapsed: int
    by_unit: tuple["UnitCount", ...]


class UnitCount(View):
    unit: str
    running: int
    due_soon: int
    overdue: int


class MatterRow(View):
    """A case record as oversight follows it; `idle_days` since its last step."""

    case_id: str
    case_no: str
    collab_no: str
    unit: str
    state: str
    opened_at: AwareDatetime | None
    last_act: str
    last_acted_at: AwareDatetime
    steps: int
    decisions: tuple[str, ...] = ()
    idle_days: int
