"""intake: recognising repeats. Hints before registration, likely repeats, the comparison and its decision."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Text, View
from zf_contracts.http.petition_views import PetitionRow

Verdict = Literal["same", "different"]


class HintPerson(Command):
    """By whose numbers earlier matters are looked for."""

    id_kind: Line = Field(default="citizen_id", min_length=1, max_length=32)
    id_number: Line = Field(default="", max_length=64)
    phone: Line = Field(default="", max_length=40)


class AskHints(Command):
    """POST /petitions/hints, while the form is filled in. Nothing is stored; looking for a person is recorded."""

    title: Line = Field(default="", max_length=200)
    requests: tuple[Annotated[Text, Field(max_length=5000)], ...] = Field(default=(), max_length=20)
    facts: Text = Field(default="", max_length=20_000)
    person: HintPerson | None = None


class DecidePair(Command):
    """POST /petitions/{id}/repeats/{other}/decision: the same matter or not, once, with a reason."""

    verdict: Verdict
    reason: Text = Field(min_length=2, max_length=2000)


class AlikeRow(View):
    """A petition that may be the same matter. Out of the reader's sight it is a number, a unit and a state, nothing else.

    `score` from 0 to 1 and `shared`, the longest pieces both texts have: why it is shown. `verdict` is empty until decided.
    """

    petition_id: str
    petition_no: str
    title: str
    unit: str
    state: str
    state_zh: str
    state_en: str
    received_at: AwareDatetime
    score: float
    shared: tuple[str, ...]
    same_person: bool
    verdict: str
    reason: str
    decided_by: str
    decided_at: AwareDatetime | None


class PeerMatchRow(View):
    """Another agency has such a matter: the agency and its number, nothing else is known here."""

    agency: str
    agency_zh: str
    agency_en: str
    petition_no: str
    same_person: bool
    same_subject: bool
    learned_at: AwareDatetime


class SuggestionView(View):
    """A topic with the body that usually answers, and the words that decided. `agency`: its code, if it is one of ours."""

    topic: str
    path: tuple[str, ...]
    body_zh: str
    body_en: str
    agency: str
    points: int
    words: tuple[str, ...]


class HintsView(View):
    """Beside the form: matters of this person, matters with nearly the same text, and what this is probably about."""

    earlier: tuple[PetitionRow, ...]
    alike: tuple[AlikeRow, ...]
    suggestions: tuple[SuggestionView, ...]


class Piece(View):
    """A stretch of text that stands on the other side too, or does not."""

    text: str
    same: bool


class ComparedField(View):
    name: Literal["title", "requests", "facts", "reasons", "place"]
    one: tuple[Piece, ...]
    other: tuple[Piece, ...]


class ComparisonView(View):
    """Two petitions side by side. `subject` and `text` are the two parts of the score."""

    one: PetitionRow
    other: PetitionRow
    score: float
    subject: float
    text: float
    shared: tuple[str, ...]
    same_person: bool
    fields: tuple[ComparedField, ...]
    verdict: str
    reason: str
    decided_by: str
    decided_at: AwareDatetime | None
