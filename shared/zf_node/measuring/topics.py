"""How often the suggested category and the suggested body are right, on rows that a person labelled."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from zf_intake.ledgers.mapping_rules import LedgerRow
from zf_law.problems import Problem
from zf_law.topics import Category, Suggestion, Topic, Topics, folded, place
from zf_platform.errors import Refused
from zf_platform.workbooks import read_sheet

LEVELS = 3
BEGINNING = 200
"""Characters of an answer in which the answering body introduces itself."""
SHOWN = 3
"""How many suggestions a clerk sees."""


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """`categories`: places in the classification, as 13.4 for the fourth 二级 of the thirteenth 一级; one is enough."""

    line: int
    categories: frozenset[str]
    bodies: frozenset[str]


@dataclass(frozen=True, slots=True)
class TopicQuality:
    rows: int
    none: int
    second_level: float
    first_level: float
    second_level_among_three: float
    body: float


@dataclass(frozen=True, slots=True)
class Answered:
    """`telling`: rows whose answer names a body at all. `body`: how many of them name the suggested one."""

    rows: int
    telling: int
    body_named_in_the_answer: float


def read_categories(content: bytes) -> list[Category]:
    """一级、二级、三级 from the first three columns, below the header."""
    rows = read_sheet(content).rows
    if not rows or len(rows[0]) < LEVELS:
        raise Refused((Problem("topics.three_levels", {"field": "file"}),))
    return [Category(*(str(cell).strip() for cell in row[:LEVELS])) for row in rows[1:] if str(row[0]).strip()]


def read_topic_labels(path: Path) -> list[TopicLabel]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            TopicLabel(int(row["row"]), frozenset(row["category"].split("|")), frozenset(row["body"].split("|")))
            for row in csv.DictReader(file)
        ]


def topic_quality(
    rows: Sequence[LedgerRow], labels: Sequence[TopicLabel], *, topics: Topics, categories: Sequence[Category]
) -> TopicQuality:
    """A row without a suggestion counts as wrong."""
    by_line = {row.line: row for row in rows}
    numbers = places_of(topics, categories)
    found = [(one, _suggested(by_line[one.line], topics)) for one in labels]
    count = max(1, len(labels))
    return TopicQuality(
        rows=len(labels),
        none=sum(1 for _, suggested in found if not suggested),
        second_level=sum(_hit(one.categories, suggested[:1], numbers) for one, suggested in found) / count,
        first_level=sum(_hit(_firsts(one.categories), suggested[:1], _first(numbers)) for one, suggested in found)
        / count,
        second_level_among_three=sum(_hit(one.categories, suggested[:SHOWN], numbers) for one, suggested in found)
        / count,
        body=sum(bool(suggested) and suggested[0].topic.body.id in one.bodies for one, suggested in found) / count,
    )


def answered_by(rows: Sequence[LedgerRow], *, topics: Topics) -> Answered:
    """A check that nobody labelled: does the beginning of the official answer name the suggested body?"""
    said = [(_named(row.texts.get("answer", ""), topics), _suggested(row, topics)) for row in rows]
    telling = [(named, suggested) for named, suggested in said if named]
    right = sum(bool(suggested) and suggested[0].topic.body.id in named for named, suggested in telling)
    return Answered(len(rows), len(telling), right / max(1, len(telling)))


def places_of(topics: Topics, categories: Sequence[Category]) -> dict[str, str]:
    """Topic → number of its place in the classification; a topic without a place has none."""
    firsts = list(dict.fromkeys(one.first for one in categories))
    seconds = {first: list(dict.fromkeys(one.second for one in categories if one.first == first)) for first in firsts}
    found: dict[str, str] = {}
    for topic in topics.all():
        at = place(topic, categories)
        if at is not None:
            found[topic.id] = f"{firsts.index(at.first) + 1}.{seconds[at.first].index(at.second) + 1}"
    return found


def homeless(topics: Topics, categories: Sequence[Category]) -> tuple[Topic, ...]:
    return tuple(topic for topic in topics.all() if place(topic, categories) is None)


def _suggested(row: LedgerRow, topics: Topics) -> tuple[Suggestion, ...]:
    return topics.suggest(subject=row.texts.get("title", ""), text=row.texts.get("text", ""))


def _named(answer: str, topics: Topics) -> frozenset[str]:
    told = folded(answer)[:BEGINNING]
    return frozenset(body.id for body in topics.bodies.values() if any(name in told for name in body.names))


def _hit(wanted: frozenset[str], suggested: Sequence[Suggestion], numbers: Mapping[str, str]) -> bool:
    return any(numbers.get(one.topic.id) in wanted for one in suggested)


def _firsts(categories: frozenset[str]) -> frozenset[str]:
    return frozenset(one.split(".")[0] for one in categories)


def _first(numbers: Mapping[str, str]) -> dict[str, str]:
    return {name: number.split(".")[0] for name, number in numbers.items()}
