"""Joint meetings as data: topic types, periods, the number of minutes, and what an instruction on a case's outcome is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.deadline_rules import Deadlines
from zf_law.reading import Label, Row, unique

_SENTENCE = re.compile(r"[。；;！!？?\n]")


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """`wish` and `outcome` words in one sentence make an instruction; `case_number` finds a case in a text."""

    wish: tuple[str, ...]
    outcome: tuple[str, ...]
    case_number: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Meetings:
    """Everything of meetings.toml."""

    version: str
    topic_types: Mapping[str, Label]
    collect_days_before: int
    countersign_rule: str
    progress_rule: str
    fulfil_rule: str
    number: str
    words: OutcomeWords

    def minutes_number(self, *, short: str, year: int, serial: int) -> str:
        """文号 of the minutes: brackets U+3014, U+3015, no padding (handbook 7.10)."""
        return self.number.format(short=short, year=year, serial=serial)

    def names_case(self, text: str) -> bool:
        return self.words.case_number.search(text) is not None

    def instruction(self, text: str) -> str:
        """The first sentence that wishes for a result, or an empty text."""
        for sentence in _SENTENCE.split(text):
            wishes = any(word in sentence for word in self.words.wish)
            if wishes and any(word in sentence for word in self.words.outcome):
                return sentence.strip()
        return ""


def read_meetings(table: Row, *, deadlines: Deadlines) -> Meetings:
    rows = table.rows("topic_type")
    unique(rows, "id")
    found = Meetings(
        version=table.text("version"),
        topic_types={row.text("id"): _label(row) for row in rows},
        collect_days_before=table.number("collect_days_before"),
        countersign_rule=_rule(table, "countersign_rule", deadlines),
        progress_rule=_rule(table, "progress_rule", deadlines),
        fulfil_rule=_rule(table, "fulfil_rule", deadlines),
        number=table.text("number"),
        words=_words(table.row("outcome")),
    )
    if not found.topic_types:
        raise table.error("a meeting needs at least one topic type")
    for place in ("{short}", "{year}", "{serial}"):
        if place not in found.number:
            raise table.error(f"'number' lacks {place}")
    table.finish()
    return found


def _label(row: Row) -> Label:
    label = Label(row.text("zh"), row.text("en"))
    row.finish()
    return label


def _rule(table: Row, key: str, deadlines: Deadlines) -> str:
    rule_id = table.text(key)
    if all(rule.id != rule_id for rule in deadlines.all()):
        raise table.error(f"'{key}' names no deadline rule: {rule_id}")
    return rule_id


def _words(row: Row) -> OutcomeWords:
    patterns = row.texts("case_number")
    try:
        number = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    except re.error as error:
        raise row.error(f"'case_number' holds no valid pattern: {error}") from None
    words = OutcomeWords(row.texts("wish"), row.texts("outcome"), number)
    if not (words.wish and words.outcome and patterns):
        raise row.error("'wish', 'outcome' and 'case_number' hold at least one text")
    row.finish()
    return words
