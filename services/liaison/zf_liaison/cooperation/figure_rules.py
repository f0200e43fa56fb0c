"""The figures of an inspection, counted from its visits and from how its findings stand. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zf_law.cooperation_computes import BY_RANK
from zf_law.cooperation_facts import Facts

CORRECTED = ("verified", "closed")
"""States of a finding whose correction the group has verified."""
REVOKED = "revoked"
VIOLATION = "violation"


@dataclass(frozen=True, slots=True)
class Finding:
    """`late`: a period of it ended late. `overdue`: one runs and is over."""

    nature: str
    state: str
    late: bool
    overdue: bool


def figures(facts: Facts, findings: Sequence[Finding]) -> dict[str, int]:
    """A unit visited twice is one unit; a finding that was revoked is none. What was corrected late stays among the late."""
    visits = facts["visits"].rows if "visits" in facts else ()
    targets = facts["targets"].rows if "targets" in facts else ()
    counted = [one for one in findings if one.state != REVOKED]
    return {
        "units_chosen": len({(agency, unit) for agency, unit, *_ in targets}),
        "units_by_rank": len({(agency, unit) for agency, unit, why, _ in targets if why == BY_RANK}),
        "units_inspected": len({(agency, unit) for _, agency, unit, *_ in visits}),
        "visits": len(visits),
        "findings": len(counted),
        "corrected": sum(one.state in CORRECTED for one in counted),
        "violations": sum(one.nature == VIOLATION for one in counted),
        "violations_corrected": sum(one.nature == VIOLATION and one.state in CORRECTED for one in counted),
        "overdue": sum(one.late or one.overdue for one in counted),
    }
