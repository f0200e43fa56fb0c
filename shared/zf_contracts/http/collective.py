"""intake: warnings of likely collective visits (集体访苗头), ours and those other agencies told."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Text, Versioned, View

Outcome = Literal["settled", "dispersed", "happened", "unfounded"]


class CloseWarning(Versioned):
    """POST /collective-warnings/{id}/closing: what was done, and what came of it."""

    outcome: Outcome
    measures: Text = Field(min_length=2, max_length=5000)


class WarningRow(View):
    """state: open | closed. `grouped_by`: unit | area | cause, empty where another agency raised it.

    `unit` is named only to those who may know whom a petition accuses. `due` is the end of the time for settling it early.
    """

    id: str
    agency: str
    own: bool
    rule: str
    grouped_by: str
    unit: str
    place: str
    cause: str
    people: int
    registrations: int
    told: tuple[str, ...]
    raised_at: AwareDatetime
    due: AwareDatetime | date
    overdue: bool
    state: str
    outcome: str
    measures: str
    closed_at: AwareDatetime | None
    closed_by_name: str
    version: int


class WarningMember(View):
    """One petition of the group; the title is empty where the reader may not see it."""

    petition_id: str
    petition_no: str
    title: str


class WarningView(WarningRow):
    """GET /collective-warnings/{id}."""

    members: tuple[WarningMember, ...]
