"""Steps as a page shows them: in words, with the files of each act and the evidence of each message."""

from collections.abc import Iterable, Sequence

from zf_contracts.http.supervision import MatterStep
from zf_law.side_acts import SideTable
from zf_liaison.exchange.queries import evidence_of
from zf_liaison.files.queries import files_by_act
from zf_liaison.tables import StepColumns
from zf_platform.transaction import Scope

_PLAIN = (
    "id", "act", "side", "agency", "by_name", "state", "text", "until", "late", "crossed", "at", "message_id", "officer",
    "late_reason",
)  # fmt: skip
REMINDED = ("到期提醒", "Reminder by the clock")
"""The only step that is nobody's act."""


async def step_views(
    scope: Scope, matter_id: str, steps: Sequence[StepColumns], *, table: SideTable
) -> tuple[MatterStep, ...]:
    files = await files_by_act(scope, matter_id)
    evidence = await evidence_of(scope, [step.message_id for step in steps if step.message_id])
    return tuple(
        MatterStep.model_validate(
            {
                **{name: getattr(step, name) for name in _PLAIN},
                **dict(zip(("zh", "en", "state_zh", "state_en"), _words(step, table=table), strict=True)),
                "files": files.get(step.id, ()),
                "evidence": evidence.get(step.message_id, ()),
            }
        )
        for step in steps
    )


def _words(step: StepColumns, *, table: SideTable) -> Iterable[str]:
    act, state = table.acts.get(step.act), table.states[step.state]
    return (*((act.zh, act.en) if act else REMINDED), state.zh, state.en)
