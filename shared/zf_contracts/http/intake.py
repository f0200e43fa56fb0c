"""intake: case reports (受案登记)."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, View

ReportSource = Literal["alert", "walk_in", "surrender", "own_discovery", "other_body", "online"]


class ReporterInput(Command):
    """The person reporting. `confidential` keeps the identity out of the case view (CPL 111(3))."""

    name: str = Field(default="", max_length=100)
    id_kind: str = Field(default="none", max_length=32)
    id_number: str = Field(default="", max_length=64)
    phone: str = Field(default="", max_length=40)
    address: str = Field(default="", max_length=300)
    confidential: bool = False


class NamedSuspect(Command):
    name: str = Field(min_length=1, max_length=100)
    id_kind: str = Field(default="none", max_length=32)
    id_number: str = Field(default="", max_length=64)
    sex: Literal["male", "female", "unknown"] = "unknown"


class HandedInItem(Command):
    """A line of 接受证据材料清单."""

    title: str = Field(min_length=1, max_length=200)
    quantity: int = Field(default=1, ge=1, le=10_000)
    feature: str = Field(default="", max_length=300)


class RegisterReport(Command):
    """POST /reports. Registration can never be refused for content reasons; only malformed input is (S-034).

    `registered_at` is given for a registration made on paper while the system was out of reach (补录): it lies between
    `received_at` and now, and the case shows the entry as late. Without it the registration is now.
    """

    source: ReportSource
    kind: Literal["criminal", "public_order"] = "criminal"
    unit: str = Field(min_length=1, max_length=32)
    title: str = Field(min_length=2, max_length=200)
    facts: str = Field(min_length=2, max_length=20_000)
    place: str = Field(default="", max_length=300)
    occurred_on: date | None = None
    received_at: AwareDatetime
    registered_at: AwareDatetime | None = None
    emergency: bool = False
    reporter: ReporterInput = ReporterInput()
    suspects: tuple[NamedSuspect, ...] = Field(default=(), max_length=50)
    items: tuple[HandedInItem, ...] = Field(default=(), max_length=200)
    alert_no: str = Field(default="", max_length=40)


class FindByPerson(Command):
    """POST /reports/person-search: an identity number never stands in an address line. The search is recorded."""

    id_kind: str = Field(default="citizen_id", min_length=1, max_length=32)
    id_number: str = Field(min_length=4, max_length=64)
    reason: str = Field(min_length=2, max_length=500)


class ReportRow(View):
    id: str
    receipt_no: str
    collab_no: str
    title: str
    source: str
    kind: str
    unit: str
    registered_at: AwareDatetime
    registered_by: str
    registered_by_name: str
    case_id: str | None
    case_no: str | None


class ReportView(ReportRow):
    facts: str
    place: str
    occurred_on: date | None
    received_at: AwareDatetime
    emergency: bool
    late: bool
    reporter_name: str
    reporter_id_masked: str
    reporter_confidential: bool
    suspects: tuple[NamedSuspect, ...]
    items: tuple[HandedInItem, ...]
    alert_no: str


class ReceiptView(View):
    """受案回执 as printed: no reporter identity beyond the name the person gave."""

    receipt_no: str
    collab_no: str
    agency_name: str
    unit_name: str
    title: str
    reporter_name: str
    registered_at: AwareDatetime
    registered_by_name: str
    items: tuple[HandedInItem, ...]
    query_hint_zh: str
    query_hint_en: str
