"""Keyset pages ordered by a moment and an id: the cursor of a page names the last row shown."""

import base64
import binascii
from datetime import datetime

from zf_law.problems import Problem
from zf_platform.errors import Refused

PAGE_SIZE = 50


def write_cursor(moment: datetime, row_id: str) -> str:
    return base64.urlsafe_b64encode(f"{moment.isoformat()} {row_id}".encode()).decode()


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """Foreign text: whatever is not one of our cursors is refused by name."""
    try:
        moment, _, row_id = base64.b64decode(cursor, altchars=b"-_", validate=True).decode().partition(" ")
        found = datetime.fromisoformat(moment)
    except (binascii.Error, ValueError):
        raise _refused() from None
    if found.tzinfo is None:
        raise _refused()
    return found, row_id


def _refused() -> Refused:
    rule = {"rule": "应为上一页给出的翻页标记", "rule_en": "It should be the cursor given by the page before."}
    return Refused((Problem("request.field_invalid", {"field": "cursor", **rule}),))
