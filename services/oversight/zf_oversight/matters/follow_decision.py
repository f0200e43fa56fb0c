"""The committee decided in a case: note the number, once however often it is told."""

from zf_contracts.internal.decisions import CollectiveDecisionRecorded
from zf_platform.direct import Direct
from zf_platform.transaction import Scope

_FOLLOW = Direct(
    """
    INSERT INTO matter (case_id, case_no, collab_no, unit, state, last_acted_at, decisions)
    VALUES (:case_id, :case_no, :collab_no, :unit, '', :decided_at, ARRAY[:number ::text])
    ON CONFLICT (case_id) DO UPDATE SET
        decisions = CASE WHEN :number ::text = ANY(matter.decisions) THEN matter.decisions
                         ELSE array_append(matter.decisions, :number ::text) END
    """
)


async def follow_decision(scope: Scope, made: CollectiveDecisionRecorded) -> None:
    """Where the matter stands and how long it rests is left to its steps: a decision moves no stage."""
    await _FOLLOW.rows(
        scope.session,
        case_id=made.case_id,
        case_no=made.case_no,
        collab_no=made.collab_no,
        unit=made.unit,
        number=made.number,
        decided_at=made.decided_at,
    )
