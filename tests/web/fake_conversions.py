"""The part of the fake node that answers for conversions: one in sight, one out of sight, counts of two agencies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from starlette.requests import Request

from tests.web.sample import NOW, ago
from zf_contracts.http import conversions

VISIT = conversions.ConversionView(
    id="cv-1", kind="letter_to_visit", petition_id="pet-1", petition_no="XFV329900202611230001",
    title="反映报案后一直没有回音", earlier_id="pet-2", earlier_no="XFL329900202611230002", earlier_title="建议增设夜间窗口",
    unit="petition", first_handler_name="何接访", received_at=ago(days=3), detected_at=ago(days=3),
)  # fmt: skip
HIDDEN = VISIT.model_copy(update={"id": "cv-2", "kind": "individual_to_collective", "title": "", "earlier_title": ""})
COUNTS = conversions.ConversionCounts(
    since=date(2025, 11, 24), until=NOW.date(), total=5,
    units=(
        conversions.UnitConversions(
            agency="police", unit="petition", counts={"letter_to_visit": 3, "first_to_repeat": 1}, total=4
        ),
        conversions.UnitConversions(agency="court", unit="filing", counts={"first_to_repeat": 1}, total=1),
    ),
)  # fmt: skip
READS: Mapping[str, Callable[[Request], object]] = {
    "/conversions": lambda request: COUNTS if request.path_params["service"] == "oversight" else (VISIT, HIDDEN),
}
