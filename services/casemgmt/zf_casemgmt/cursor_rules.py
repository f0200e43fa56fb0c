"""Cursors of keyset pages: the place after which the next page begins, opaque to the client. Pure."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime

from zf_law.problems import Problem

Place = tuple[datetime, str]
PAGE = 50


def write_cursor(at: datetime, row_id: str) -> str:
    return base64.urlsafe_b64encode(f"{at.isoformat()}|{row_id}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> Place | Problem | None:
    """None for the first page; a Problem for a text that is no cursor of ours."""
    if not text:
        return None
    try:
        at, row_id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().split("|")
        moment = datetime.fromisoformat(at)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return Problem("request.cursor_invalid", {"field": "cursor"})
    return (moment, row_id) if moment.tzinfo is not None else Problem("request.cursor_invalid", {"field": "cursor"})
