"""The check of enforceability during the trial (审执兼顾), asked before a judgment with property content."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Text, Versioned, View

Answer = Literal["yes", "no", "unclear"]
Code = Annotated[str, Field(max_length=40)]


class RecordEnforceability(Versioned):
    """POST /cases/{id}/enforceability-check by the trial judge. Without `contents` the judgment has no property items."""

    contents: tuple[Code, ...] = Field(default=(), max_length=20)
    answers: dict[Code, Answer] = Field(default_factory=dict, max_length=30)
    notes: dict[Code, Annotated[Text, Field(max_length=1000)]] = Field(default_factory=dict, max_length=30)
    opinion: Annotated[Text, Field(max_length=2000)] = ""


class EnforceableContent(View):
    code: str
    zh: str
    en: str


class EnforceablePoint(View):
    code: str
    zh: str
    en: str
    basis: str


class EnforceableLine(View):
    """One answered point. Where it does not hold, `advice` says what to do and `request` names a kind of cooperation."""

    code: str
    zh: str
    en: str
    answer: Answer
    note: str
    advice_zh: str
    advice_en: str
    request: str


class MadeCheck(View):
    """result: ready | doubtful | no_property | unchecked (`opinion` says why). `used`: a judgment followed."""

    result: str
    result_zh: str
    result_en: str
    contents_zh: str
    contents_en: str
    lines: tuple[EnforceableLine, ...]
    opinion: str
    checked_by_name: str
    checked_at: AwareDatetime
    used: bool


class EnforceabilityView(View):
    """`acts` ask for a check or for the reason why there is none; `checked`: one of this instance is there."""

    may_check: bool
    on_trial: bool
    acts: tuple[str, ...]
    contents: tuple[EnforceableContent, ...]
    points: tuple[EnforceablePoint, ...]
    basis: str
    checked: bool
    checks: tuple[MadeCheck, ...]
