"""iCalendar (RFC 5545): escaping, folding at 75 octets, times in UTC. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from zf_contracts import meeting_values as v

_LENGTH: Final = timedelta(hours=2)
"""A notice names the beginning only; a calendar needs an end."""
_OCTETS: Final = 75


def calendar_text(head: v.MeetingHead, topics: Sequence[str], *, made_at: datetime) -> str:
    """A changed meeting keeps its UID and counts its sequence up, so calendars move the entry."""
    agenda = "\n".join(f"{no}. {title}" for no, title in enumerate(topics, start=1))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Zhengfa//joint meetings//ZH",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{head.meeting_id}@zhengfa",
        f"SEQUENCE:{head.version}",
        f"DTSTAMP:{_utc(made_at)}",
        f"DTSTART:{_utc(head.starts_at)}",
        f"DTEND:{_utc(head.starts_at + _LENGTH)}",
        f"SUMMARY:{_escaped(head.title)}",
        f"LOCATION:{_escaped(head.place or head.video)}",
        f"DESCRIPTION:{_escaped(agenda)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\n"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> list[str]:
    """Long lines continue after a line break and a space; no character is cut in two."""
    parts: list[str] = []
    current = ""
    for character in line:
        if len((current + character).encode()) > _OCTETS:
            parts.append(current)
            current = " "
        current += character
    return [*parts, current]
