"""One paper set in type within a request: a printer that fails is a refusal with its reason, and the time it took is a span."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.typeset import TypesetFailed, Typesetter


async def print_sheet(
    typesetter: Typesetter, data: Mapping[str, object], *, template: str, at: datetime, object_kind: str, object_id: str
) -> bytes:
    """`at` is the date inside the file, so that the same words on the same day are the same bytes. Refused with 503."""
    with step(SpanName.DOCUMENT_RENDER, object_kind=object_kind, object_id=object_id):
        try:
            return await typesetter.typeset(template, data, at=at)
        except TypesetFailed as error:
            raise Refused((Problem("paper.typesetting_failed", {"code": error.code}),), status=503) from None
