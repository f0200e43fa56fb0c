"""Where a keyset page begins: an opaque cursor of a time and an id, or a refusal of one that is none of ours."""

import base64
import binascii
from datetime import datetime

from zf_law.problems import Problem
from zf_platform.errors import Refused

PAGE = 50
Place = tuple[datetime, str]


def write_cursor(at: datetime, row_id: str) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{row_id}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> Place | None:
    """None for the first page. Raises Refused."""
    if not text:
        return None
    try:
        at, row_id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split("|")
        moment = datetime.fromisoformat(at)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        raise Refused((Problem("request.cursor_invalid", {"field": "cursor"}),)) from None
    if moment.tzinfo is None:
        raise Refused((Problem("request.cursor_invalid", {"field": "cursor"}),))
    return moment, row_id
