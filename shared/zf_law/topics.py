"""What a text is probably about and who answers for it: everyday words counted, the words that decided shown.

The topics are data (topics.toml). Suggesting is a plain sum that anyone can check with a pencil; it never decides anything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zf_law.agencies import AgencyKind
from zf_law.reading import Label, LawDataError, Row, unique

SUBJECT_FACTOR = 3
MOST_POINTS_A_WORD = 4
FEWEST_POINTS = 4
"""With fewer points nothing is suggested: one short word in passing decides nothing."""
LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class Body:
    """Who usually answers. `kind` is the kind of agency; an administrative body is named by its field.

    `names` are how such a body is called in answers: with them suggestions are checked against who really answered.
    """

    id: str
    kind: AgencyKind
    label: Label
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """`path`: terms that together find its place in the site's own classification."""

    id: str
    path: tuple[str, ...]
    body: Body
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic with its points and the words that gave them, heaviest first."""

    topic: Topic
    points: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A line of a site's subject classification (一级、二级、三级分类)."""

    first: str
    second: str
    third: str = ""


class Topics:
    """All topics, in the order of the file; with equal points the earlier one is suggested first."""

    def __init__(self, topics: Sequence[Topic], bodies: Mapping[str, Body]) -> None:
        self._topics = tuple(topics)
        self.bodies = dict(bodies)

    def all(self) -> tuple[Topic, ...]:
        return self._topics

    def suggest(self, *, subject: str, text: str) -> tuple[Suggestion, ...]:
        """Every topic with enough points, best first."""
        line, body = folded(subject), folded(text)[:LONGEST_TEXT]
        found = [_counted(topic, line, body) for topic in self._topics]
        enough = [one for one in found if one.points >= FEWEST_POINTS]
        return tuple(sorted(enough, key=lambda one: -one.points))


def place(topic: Topic, categories: Iterable[Category]) -> Category | None:
    """The first line of the classification in which every term of the topic's path occurs; None when it has no place there."""
    for category in categories:
        names = (category.first, category.second, category.third)
        if all(any(term in name for name in names) for term in topic.path):
            return category
    return None


def folded(text: str) -> str:
    """One form for looking words up: half-width, upper case, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def read_topics(table: Row) -> Topics:
    bodies = {body.id: body for body in (_read_body(row) for row in table.rows("bodies"))}
    rows = table.rows("topic")
    unique(rows, "id")
    topics = [_read_topic(row, bodies) for row in rows]
    table.finish()
    return Topics(topics, bodies)


def _counted(topic: Topic, subject: str, text: str) -> Suggestion:
    """Each word counts once in the subject and once in the text, however often it is repeated there."""
    points: dict[str, int] = {}
    for place_of, factor in ((subject, SUBJECT_FACTOR), (text, 1)):
        for word in _longest([word for word in topic.words if word in place_of]):
            points[word] = points.get(word, 0) + factor * min(len(word), MOST_POINTS_A_WORD)
    words = sorted(points, key=lambda word: (-points[word], word))
    return Suggestion(topic, sum(points.values()), tuple(words))


def _longest(words: Sequence[str]) -> list[str]:
    """A word inside another that was found says nothing more."""
    return [word for word in words if not any(word != other and word in other for other in words)]


def _read_body(row: Row) -> Body:
    kind = row.text("kind")
    if kind not in {known.value for known in AgencyKind}:
        raise row.error(f"unknown agency kind {kind}")
    body = Body(row.text("id"), AgencyKind(kind), Label(row.text("zh"), row.text("en")), row.texts("names", ()))
    row.finish()
    return body


def _read_topic(row: Row, bodies: Mapping[str, Body]) -> Topic:
    body = bodies.get(row.text("body"))
    if body is None:
        raise row.error(f"unknown body {row.text('body')}")
    words = tuple(folded(word) for word in row.texts("words"))
    _check_words(row, words)
    topic = Topic(row.text("id"), row.texts("path"), body, words)
    row.finish()
    return topic


def _check_words(row: Row, words: Sequence[str]) -> None:
    twice = sorted({word for word in words if words.count(word) > 1})
    if not words or twice or not all(words):
        raise LawDataError(row.file, row.where, f"words are missing, empty or twice: {', '.join(twice)}")
