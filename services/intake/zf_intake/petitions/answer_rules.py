"""What an answer must contain, by its form (PET 29–32). Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from zf_law.petition_stages import PetitionStages
from zf_law.problems import Problem

OPINION, PROCEDURE, BODY, REPLY = "opinion", "procedure", "competent_body", "reply"

ACTS: Mapping[str, str] = MappingProxyType(
    {
        REPLY: "reply_to_suggestion",
        BODY: "hand_to_competent_body",
        OPINION: "issue_handling_opinion",
        PROCEDURE: "direct_to_procedure",
    }
)
"""Form of the answer → the act that gives it."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        REPLY: "reply",
        BODY: "reply",
        OPINION: "handling_opinion",
        PROCEDURE: "procedure_notice",
    }
)
"""Form of the answer → the kind of document."""

_NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        REPLY: ("opinion",),
        BODY: ("opinion", "body"),
        OPINION: ("claims", "facts_and_reasons", "opinion", "legal_basis", "result"),
        PROCEDURE: ("opinion", "legal_basis", "way"),
    }
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of an answer as it was entered."""

    form: str
    way: str
    result: str
    results: Mapping[int, str]
    claims: str
    facts_and_reasons: str
    opinion: str
    legal_basis: str
    body: str

    def parts(self) -> Mapping[str, str]:
        return {
            "claims": self.claims,
            "facts_and_reasons": self.facts_and_reasons,
            "opinion": self.opinion,
            "legal_basis": self.legal_basis,
            "result": self.result,
            "body": self.body,
            "way": self.way,
        }


def answer_problems(answer: Answer, *, stages: PetitionStages, known: Collection[int]) -> list[Problem]:
    """Parts that the form needs, a way that exists and fits, and results for requests that exist."""
    parts = answer.parts()
    problems = [
        Problem("petition.answer_part_missing", {"field": name}) for name in _NEEDED[answer.form] if not parts[name]
    ]
    if answer.form == PROCEDURE and answer.way and not _is_procedure(answer.way, stages):
        problems.append(Problem("petition.way_unknown", {"field": "way"}))
    if unknown := sorted(set(answer.results) - set(known)):
        numbers = "、".join(str(number) for number in unknown)
        problems.append(Problem("petition.request_unknown", {"field": "results", "numbers": numbers}))
    return problems


def way_of(answer: Answer, *, stages: PetitionStages) -> str:
    """An opinion is always the sixth way."""
    if answer.form != OPINION:
        return answer.way
    return next(way.id for way in stages.ways.values() if way.opinion)


def settled_requests(answer: Answer, *, open_requests: Collection[int]) -> dict[int, str]:
    """Request → its result. Where the answer is one for all, it settles every open request."""
    if answer.results or answer.form == OPINION:
        return dict(answer.results)
    return dict.fromkeys(open_requests, answer.result or "explained")


def _is_procedure(way: str, stages: PetitionStages) -> bool:
    return way in stages.ways and not stages.ways[way].opinion
