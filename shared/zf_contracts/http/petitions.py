"""intake: petitions (信访事项) as they are registered. How they are read: petition_views.py; acts on them: petition_acts.py."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text

Channel = Literal["letter", "visit", "phone", "online", "fax"]
Category = Literal["suggestion", "accusation", "appeal_claim"]
Vulnerability = Literal["elderly", "disabled", "ill", "minor", "pregnant"]
Serious = Literal["", "major", "difficult"]
ComplaintKind = Literal["", "judicial_unlawful_act", "lawyer_obstruction"]


class PersonInput(Command):
    """A petitioner, a representative of a collective visit, or an agent. All may stay empty: an unsigned letter counts.

    `id_kind`: none (no number given), unknown (a number that cannot be checked), citizen_id, passport …, which are checked.
    """

    role: Literal["petitioner", "representative", "agent"] = "petitioner"
    name: Line = Field(default="", max_length=100)
    id_kind: Line = Field(default="none", max_length=32)
    id_number: Line = Field(default="", max_length=64)
    phone: Line = Field(default="", max_length=40)
    address: Line = Field(default="", max_length=300)
    sex: Literal["male", "female", "unknown"] = "unknown"
    birth_date: date | None = None
    vulnerable: tuple[Vulnerability, ...] = Field(default=(), max_length=5)


class AccusedInput(Command):
    """Who is accused. `agency` and `unit` are codes where they are known: nothing of the petition ever goes there."""

    kind: Literal["agency", "unit", "person"]
    agency: Line = Field(default="", max_length=32)
    unit: Line = Field(default="", max_length=32)
    account_id: Line = Field(default="", max_length=64)
    name: Line = Field(default="", max_length=100)
    post: Line = Field(default="", max_length=100)


class FirstReceiver(Command):
    """Who really received the matter, when a clerk enters it for somebody else, such as a leader."""

    account_id: Line = Field(min_length=1, max_length=64)
    name: Line = Field(default="", max_length=100)
    unit: Line = Field(min_length=1, max_length=32)


class PetitionContent(Command):
    """What the petitioner brings, the same at the window, online and from a ledger."""

    received_at: AwareDatetime
    title: Line = Field(min_length=2, max_length=200)
    requests: tuple[Annotated[Text, Field(min_length=1, max_length=5000)], ...] = Field(min_length=1, max_length=20)
    facts: Text = Field(default="", max_length=20_000)
    reasons: Text = Field(default="", max_length=20_000)
    place: Line = Field(default="", max_length=300)
    category: Category = "appeal_claim"
    people_count: int = Field(default=1, ge=1, le=100_000)
    persons: tuple[PersonInput, ...] = Field(default=(), max_length=200)
    accused: tuple[AccusedInput, ...] = Field(default=(), max_length=20)
    case_numbers: tuple[Annotated[Line, Field(max_length=80)], ...] = Field(default=(), max_length=20)
    confidential: bool = False


class RegisterPetition(PetitionContent):
    """POST /petitions. Everything received is registered, whatever its channel and content; only a broken form is not.

    `unit` is where it was received (empty: the clerk's own). `repeat` left open is decided from the person's earlier matters.
    """

    channel: Channel
    unit: Line = Field(default="", max_length=32)
    subject: Line = Field(default="", max_length=40)
    repeat: bool | None = None
    skip_level: bool = False
    urgent: bool = False
    serious: Serious = ""
    litigation: bool = False
    long_standing: bool = False
    complaint_kind: ComplaintKind = ""
    first_handler: FirstReceiver | None = None
    earlier_ids: tuple[Annotated[Line, Field(max_length=64)], ...] = Field(default=(), max_length=20)


class FindPetitions(Command):
    """POST /petitions/person-search: an identity or telephone number never stands in an address line. It is recorded."""

    id_kind: Line = Field(default="citizen_id", min_length=1, max_length=32)
    id_number: Line = Field(default="", max_length=64)
    phone: Line = Field(default="", max_length=40)
    reason: Line = Field(min_length=2, max_length=500)
