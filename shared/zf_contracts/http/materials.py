"""intake: material handed in with a petition, and the notice that tells everything missing once; oversight: who asked again
(S-027).
"""

from datetime import date

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, View


class NoteMaterials(Command):
    """POST /petitions/{id}/materials: what was handed in. `needed` marks optional items that this matter needs."""

    checklist: str = Field(min_length=1, max_length=64)
    received: tuple[str, ...] = Field(default=(), max_length=50)
    needed: tuple[str, ...] = Field(default=(), max_length=50)


class IssueMaterialNotice(Command):
    """POST /petitions/{id}/materials/notices: everything that is missing, told once.

    What is missing is computed from what was noted, never chosen here. A further notice needs a reason and is a fault.
    """

    due: date
    place: Line = Field(min_length=2, max_length=100)
    reason: Line = Field(default="", max_length=300)


class ChecklistName(View):
    id: str
    zh: str
    en: str


class MaterialLine(View):
    """`needed`: always, or because the counter marked an optional item."""

    id: str
    zh: str
    en: str
    requirement: str
    copies: int
    optional: bool
    needed: bool
    received: bool


class MaterialNoticeView(View):
    """`no` counts the notices of this matter; from the second on it is a `fault`."""

    no: int
    paper_id: str
    number: str
    due: date
    missing: tuple[str, ...]
    reason: str
    fault: bool
    issued_at: AwareDatetime
    issued_by_name: str


class MaterialsView(View):
    """`checklist` is empty until one was chosen."""

    petition_id: str
    petition_no: str
    title: str
    checklists: tuple[ChecklistName, ...]
    checklist: str
    items: tuple[MaterialLine, ...]
    missing: int
    place: str
    notices: tuple[MaterialNoticeView, ...]


class MaterialFault(View):
    """A second or further notice, for those who supervise the counter."""

    petition_id: str
    petition_no: str
    number: str
    no: int
    reason: str
    issued_at: AwareDatetime
    issued_by_name: str


class OverseenFault(View):
    """GET /repeated-notices of oversight. Of an accusation `petition_id`, `petition_no` and `reason` are empty."""

    id: str
    unit: str
    number: str
    no: int
    petition_id: str
    petition_no: str
    reason: str
    person_name: str
    issued_at: AwareDatetime


class UnitFaults(View):
    unit: str
    total: int


class FaultCounts(View):
    """GET /repeated-notices/counts of oversight: both days are included."""

    since: date
    until: date
    units: tuple[UnitFaults, ...]
    total: int
