"""Whether a check is complete, what it comes to, and whether a judgment may go without one. Facts in, problems out. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zf_law.act_guards import labels
from zf_law.enforceability import Enforceability
from zf_law.problems import Problem
from zf_law.reading import Label

YES, NO, UNCLEAR = "yes", "no", "unclear"
READY, DOUBTFUL, NO_PROPERTY, UNCHECKED = "ready", "doubtful", "no_property", "unchecked"
REASON_FACT = "unchecked_reason"
"""The fact of a judgment that says why no check was made; it stays in the court and travels nowhere."""
_LEAST_REASON = 2


@dataclass(frozen=True, slots=True)
class Answers:
    """`contents` is empty when no property item is in prospect; then no point is asked."""

    contents: tuple[str, ...]
    answers: Mapping[str, str]
    notes: Mapping[str, str]


def check_problems(given: Answers, *, state: str, law: Enforceability) -> list[Problem]:
    if state not in law.states:
        return [Problem("enforceability.not_on_trial")]
    problems: list[Problem] = []
    if not set(given.contents) <= set(law.contents):
        problems.append(Problem("enforceability.content_unknown", {"field": "contents"}))
    if not {*given.answers, *given.notes} <= set(law.points):
        problems.append(Problem("enforceability.point_unknown", {"field": "answers"}))
    missing = [point for point in law.points.values() if given.contents and point.id not in given.answers]
    if missing:
        named = labels("points", [Label(point.zh, point.en) for point in missing])
        problems.append(Problem("enforceability.points_missing", {**named, "field": "answers"}))
    return problems


def result(given: Answers) -> str:
    """One point that does not hold makes the enforcement doubtful."""
    if not given.contents:
        return NO_PROPERTY
    return READY if all(answer == YES for answer in given.answers.values()) else DOUBTFUL


def judgment_problems(act: str, *, kind: str, checked: bool, reason: str, law: Enforceability) -> list[Problem]:
    """A judgment needs a check made in this instance, or the reason why there is none."""
    if kind not in law.kinds or act not in law.acts or checked or len(reason.strip()) >= _LEAST_REASON:
        return []
    return [Problem("enforceability.not_checked", {"field": f"facts.{REASON_FACT}"})]
