"""Whether a told step can be taken now, later, or never. Pure."""

from __future__ import annotations

from enum import StrEnum

from zf_casemgmt.cases.rules import CaseFile, reachable
from zf_law.stages import Stages, Transition

INFORMATIVE = frozenset({"case.intake.registered", "case.filing.decided", "case.document.issued", "deadline.breached"})
"""Messages about a matter that the receiver need not hold: they are kept for reading."""


class Turn(StrEnum):
    NOW = "now"
    LATER = "later"
    NEVER = "never"


def turn_of(transition: Transition, file: CaseFile, *, stages: Stages, kind: str) -> Turn:
    """Now if the record stands where the act begins; later if acts of other agencies alone can bring it there."""
    starts = {*transition.from_, *transition.from_by_message}
    if file.state in starts:
        return Turn.NOW
    return Turn.LATER if starts & reachable(stages, file.state, without=kind) else Turn.NEVER
