"""A case record moved: note where it stands, whose it is and since when. Hot path: the steps of a batch are one statement."""

from collections import defaultdict
from collections.abc import Sequence

from zf_contracts.internal.reports import CaseStageAdvanced
from zf_oversight.matters.tables import Matter
from zf_platform.bulk import as_arrays, insert_many
from zf_platform.transaction import Scope, Transaction

_TOLD = ("case_no", "collab_no", "unit", "state", "last_act", "last_acted_at")
_COLUMNS = ("case_id", "steps", *_TOLD)
# A decision may have been heard of before any step: it says nothing about where the matter stands.
_NEWER = """{name} = CASE WHEN matter.last_acted_at <= excluded.last_acted_at OR matter.state = ''
    THEN excluded.{name} ELSE matter.{name} END"""
_FOLLOW = insert_many(
    Matter,
    _COLUMNS,
    then=f"""
    ON CONFLICT (case_id) DO UPDATE SET steps = matter.steps + excluded.steps,
        {", ".join(_NEWER.format(name=name) for name in _TOLD)}
    """,
)


async def follow_step(scope: Scope, step: CaseStageAdvanced) -> None:
    """Every step counts; the newest by its legal time decides where the matter stands."""
    scope.transaction.collect(_follow, step)


async def _follow(transaction: Transaction, steps: Sequence[CaseStageAdvanced]) -> None:
    by_case: defaultdict[str, list[CaseStageAdvanced]] = defaultdict(list)
    for step in steps:
        by_case[step.case_id].append(step)
    rows = [_row(by_case[case_id]) for case_id in sorted(by_case)]
    await _FOLLOW.rows(transaction.session, **as_arrays(rows, _COLUMNS))


def _row(steps: Sequence[CaseStageAdvanced]) -> dict[str, object]:
    """Of steps at the same time the one heard of last counts."""
    newest = max(reversed(steps), key=lambda step: step.acted_at)
    return {
        "case_id": newest.case_id,
        "steps": len(steps),
        "case_no": newest.case_no,
        "collab_no": newest.collab_no,
        "unit": newest.unit,
        "state": newest.to_state,
        "last_act": newest.act,
        "last_acted_at": newest.acted_at,
    }
