"""intake: what a petitioner does himself, with number and code, at the hall's pages. Only the front end may call."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Reason, Text, View
from zf_contracts.http.petition_views import PetitionReceipt
from zf_contracts.http.petitions import PetitionContent


class QueryKey(Command):
    """Number and code of the slip. Whatever is wrong with them, the answer is the same."""

    petition_no: Line = Field(min_length=1, max_length=64)
    code: Line = Field(min_length=1, max_length=16)


class QueryStep(View):
    """One step in plain words."""

    on: date
    zh: str
    en: str


class QueryPeriod(View):
    """Until when the agency has to do what, or the petitioner may ask for a review (`yours`)."""

    zh: str
    en: str
    due: AwareDatetime | date
    yours: bool


class QueryAnswer(View):
    """An answer that was served. Its words are on paper; here stand number, day and result."""

    zh: str
    en: str
    document_no: str
    served_on: date | None
    results: tuple[str, ...]


class QueryAppointment(View):
    """How a booked reception stands. Another leader than asked for is told with the reason.

    `asks`: what the petitioner is asked about the offer with this number, whether time and leader suit him, whether he agrees
    to another leader than the one named or agreed upon, or that nobody receives him; empty when nothing is asked.
    """

    appointment_no: str
    asks: Literal["", "time", "leader", "refusal"] = ""
    offer_no: int = 0
    named_name: str = ""
    state_zh: str
    state_en: str
    leader_name: str
    leader_title: str
    meets_at: AwareDatetime | None
    room: str
    reason: str


class QueryView(View):
    """How a petition stands, for the petitioner: no names, no numbers of persons, no word of what others said."""

    petition_no: str
    petitioner: str
    agency_name: str
    unit_name: str
    handled_by: str
    state: str
    state_zh: str
    state_en: str
    told_zh: str
    told_en: str
    ended: bool
    registered_on: date
    requests: int
    requests_answered: int
    steps: tuple[QueryStep, ...]
    periods: tuple[QueryPeriod, ...]
    answers: tuple[QueryAnswer, ...]
    may_supplement: bool
    may_withdraw: bool
    may_rate: bool
    may_book: bool = False
    appointments: tuple[QueryAppointment, ...] = ()
    rating: int | None


class SupplementByCode(QueryKey):
    """POST /petitions/query/supplement."""

    facts: Text = Field(default="", max_length=20_000)
    requests: tuple[Annotated[Text, Field(min_length=1, max_length=5000)], ...] = Field(default=(), max_length=20)


class WithdrawByCode(QueryKey):
    """POST /petitions/query/withdrawal: in the petitioner's own words; the matter may be raised again at any time."""

    statement: Text = Field(min_length=2, max_length=5000)


class RateByCode(QueryKey):
    """POST /petitions/query/rating, once an answer was served; a later rating takes the place of an earlier one."""

    score: int = Field(ge=1, le=5)
    comment: Text = Field(default="", max_length=2000)


class BookByCode(QueryKey):
    """POST /petitions/query/appointment: a leader asked for, perhaps by name. `petitioner_name` where none is on the matter."""

    matter: Line = Field(min_length=1, max_length=32)
    brief: Text = Field(min_length=2, max_length=2000)
    petitioner_name: Line = Field(default="", max_length=100)
    phone: Line = Field(default="", max_length=40)
    named_name: Line = Field(default="", max_length=60)
    wish: Line = Field(default="", max_length=200)


class AnswerByCode(QueryKey):
    """POST /petitions/query/consent: his word on the offer he was shown. To decline needs what he wants instead."""

    appointment_no: Line = Field(min_length=1, max_length=40)
    offer_no: int = Field(ge=1, le=32767)
    accepted: bool
    note: Line = Field(default="", max_length=500)


class RegisterOnline(PetitionContent):
    """POST /petitions/online: the same fields as at the window. The slip is shown once."""


class RegisteredOnline(View):
    receipt: PetitionReceipt
    advice: tuple[Reason, ...]
