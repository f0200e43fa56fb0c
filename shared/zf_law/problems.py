"""A rule answers with problems: a code for programs, and from the text table a sentence and a next step for people."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass, field

from zf_law.reading import LawDataError, Row

LANGUAGES = ("zh", "en")
AGENCY_VALUES = frozenset({"agency", "agencies", "peer", "addressee", "convener"})
"""Values that hold codes of agencies, several joined by 、; a sentence names them in words."""
_BETWEEN_CODES = "、"
_NOT_GIVEN = {"zh": "（未提供）", "en": "(not given)"}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an act is refused. `code` is a dotted lower-case name from data/problems.toml.

    A value `rule_en` stands in for `rule` in the English sentence; a value without such a partner serves both.
    """

    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)


def describe(problem: Problem, *, language: str = "zh") -> str:
    """The plain sentence with the next step, from the packaged texts. An unknown code raises LawDataError."""
    return _packaged().describe(problem, language=language)


def next_step(problem: Problem, *, language: str = "zh") -> str:
    """What the person can do now, or an empty text."""
    return _packaged().next_step(problem, language=language)


@dataclass(frozen=True, slots=True)
class ProblemText:
    zh: str
    en: str
    next_zh: str
    next_en: str

    def in_language(self, language: str) -> tuple[str, str]:
        return (self.en, self.next_en) if language == "en" else (self.zh, self.next_zh)


class ProblemTexts:
    """Every problem code with its sentences. `agencies`: code → how the agency is called in both languages."""

    def __init__(self, texts: Mapping[str, ProblemText], *, agencies: Mapping[str, tuple[str, str]]) -> None:
        self._texts = dict(texts)
        self._agencies = dict(agencies)

    def codes(self) -> frozenset[str]:
        return frozenset(self._texts)

    def text(self, code: str) -> ProblemText:
        found = self._texts.get(code)
        if found is None:
            raise LawDataError("problems", code, "no text for this problem code")
        return found

    def describe(self, problem: Problem, *, language: str = "zh") -> str:
        sentence, step = self.text(problem.code).in_language(language)
        whole = sentence + (" " if language == "en" and step else "") + step
        return self._fill(whole, problem.values, language=language)

    def sentence(self, problem: Problem, *, language: str = "zh") -> str:
        return self._fill(self.text(problem.code).in_language(language)[0], problem.values, language=language)

    def next_step(self, problem: Problem, *, language: str = "zh") -> str:
        return self._fill(self.text(problem.code).in_language(language)[1], problem.values, language=language)

    def _fill(self, text: str, values: Mapping[str, str | int], *, language: str) -> str:
        missing = _NOT_GIVEN.get(language, _NOT_GIVEN["zh"])
        filled: dict[str, str | int] = {}
        for name in placeholders(text):
            value = values.get(f"{name}_{language}", values.get(name, missing))
            filled[name] = self._named(str(value), language=language) if name in AGENCY_VALUES else value
        return text.format_map(filled)

    def _named(self, codes: str, *, language: str) -> str:
        """What is no code of an agency stands as it is."""
        place = LANGUAGES.index(language) if language in LANGUAGES else 0
        found = [self._agencies.get(code, (code, code))[place] for code in codes.split(_BETWEEN_CODES)]
        return ("、", ", ")[place].join(found)


def read_problem_texts(
    table: Mapping[str, object], *, agencies: Mapping[str, tuple[str, str]] | None = None
) -> ProblemTexts:
    """Tables may nest ([stage.not_holder]); a table that holds `zh` is a text, its sub-tables are longer codes."""
    found: dict[str, ProblemText] = {}
    _collect(table, code="", found=found)
    return ProblemTexts(found, agencies=agencies or {})


def placeholders(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def _collect(table: Mapping[str, object], *, code: str, found: dict[str, ProblemText]) -> None:
    own = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    if own:
        found[code] = _read_text(own, code=code)
    for key, value in table.items():
        if isinstance(value, Mapping):
            _collect(value, code=f"{code}.{key}" if code else key, found=found)


def _read_text(own: Mapping[str, object], *, code: str) -> ProblemText:
    row = Row(own, file="problems", where=code or "file")
    if not code or code != code.lower() or "." not in code:
        raise row.error("a problem code is dotted lower-case, such as stage.not_holder")
    text = ProblemText(row.text("zh"), row.text("en"), row.text("next_zh", ""), row.text("next_en", ""))
    row.finish()
    try:
        same = placeholders(text.zh + text.next_zh) == placeholders(text.en + text.next_en)
    except ValueError as error:
        raise row.error(f"broken placeholder: {error}") from None
    if not same:
        raise row.error("the Chinese and the English text use different placeholders")
    return text


def _packaged() -> ProblemTexts:
    from zf_law.loader import packaged_problem_texts  # The loader imports this module for its types.

    return packaged_problem_texts()
