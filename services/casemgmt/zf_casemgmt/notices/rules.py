"""Whether a told step can be taken now, later, never, or has been taken already. Pure."""

from __future__ import annotations

from enum import StrEnum

from zf_casemgmt.cases.file_rules import CaseFile
from zf_casemgmt.cases.rules import CASE, reachable
from zf_law.stages import Stages, Transition

FILING_SUPERVISION = frozenset(
    {"filing_supervision.reason_requested", "filing_supervision.reason_given", "filing_supervision.filing_ordered"}
)
RESOLUTION = "committee.resolution.issued"
"""What another agency's committee decided about a shared matter."""

INFORMATIVE = FILING_SUPERVISION | {
    RESOLUTION,
    "case.intake.registered",
    "case.filing.decided",
    "case.document.issued",
    "deadline.breached",
}
"""Messages about a matter that the receiver need not hold: they are kept for reading."""


class Turn(StrEnum):
    NOW = "now"
    LATER = "later"
    DONE = "done"
    NEVER = "never"


def turn_of(transition: Transition, file: CaseFile, *, stages: Stages, kind: str) -> Turn:
    """Now if the record stands where the act begins; later if acts of other agencies alone can bring it there.

    Done if the record stands already where the act leads: two addressees of one package confirm the same thing.
    """
    starts = {*transition.from_, *transition.from_by_message}
    if file.state in starts:
        return Turn.NOW
    if transition.aggregate == CASE and file.state == transition.to:
        return Turn.DONE
    return Turn.LATER if starts & reachable(stages, file.state, without=kind, flags=file.flags) else Turn.NEVER
