"""The hard limit of handbook 4.2: a meeting never decides evidence, facts or the outcome of one pending case. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from zf_law.meetings import Meetings
from zf_law.problems import Problem


@dataclass(frozen=True, slots=True)
class Instruction:
    """A sentence that names the result of one pending case; it becomes an interference record."""

    sentence: str
    case_no: str

    @property
    def problem(self) -> Problem:
        return Problem("meeting.instruction_on_outcome", {"sentence": self.sentence[:120], "field": "text"})


def find_instruction(text: str, *, case_no: str, law: Meetings) -> Instruction | None:
    """Only where one case is meant: the topic is tied to it, or the text names its number. General questions are free."""
    if not case_no and not law.names_case(text):
        return None
    sentence = law.instruction(text)
    return Instruction(sentence, case_no) if sentence else None
