"""The part of the fake node that answers for warnings of collective visits: overdue, of another agency, closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from starlette.requests import Request

from tests.web.sample import ago
from zf_contracts.http import collective
from zf_contracts.http.base import Command

OVERDUE = collective.WarningView(
    id="cw-1", agency="police", own=True, rule="same_area", grouped_by="area", unit="", place="云岭区幸福家园",
    cause="住房 / 物业", people=12, registrations=4, told=("committee", "court"), raised_at=ago(days=8),
    due=date(2026, 11, 20), overdue=True, state="open", outcome="", measures="", closed_at=None, closed_by_name="", version=3,
    members=(
        collective.WarningMember(petition_id="pet-1", petition_no="XFV329900202611230001", title="反映报案后一直没有回音"),
        collective.WarningMember(petition_id="pet-9", petition_no="XFV329900202611230009", title=""),
    ),
)  # fmt: skip
TOLD = OVERDUE.model_copy(
    update={"id": "cw-2", "agency": "court", "own": False, "grouped_by": "", "overdue": False, "members": ()}
)
HIDDEN = OVERDUE.model_copy(update={"id": "cw-3", "grouped_by": "unit", "place": "", "overdue": False})
CLOSED = OVERDUE.model_copy(
    update={
        "id": "cw-4", "state": "closed", "overdue": False, "outcome": "settled", "measures": "逐户走访，已交房。",
        "closed_at": ago(days=1), "closed_by_name": "周局长",
    }
)  # fmt: skip
WARNINGS = (OVERDUE, TOLD, HIDDEN, CLOSED)
COMMANDS: Mapping[str, type[Command]] = {"/collective-warnings/{wid}/closing": collective.CloseWarning}
READS: Mapping[str, Callable[[Request], object]] = {
    "/collective-warnings": lambda _request: WARNINGS,
    "/collective-warnings/{wid}": lambda request: next(one for one in WARNINGS if one.id == request.path_params["wid"]),
}
