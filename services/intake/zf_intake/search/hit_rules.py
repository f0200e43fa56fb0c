"""What a hit shows, and whether and why it is one. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """One object as it may be shown. `parts`: name of the part → its text; `numbers` as they are written."""

    kind: str
    id: str
    number: str
    title: str
    unit: str
    state: str
    state_zh: str
    state_en: str
    at: datetime
    parts: Mapping[str, str]
    numbers: Sequence[str] = ()


KINDS: Mapping[str, tuple[str, str]] = {
    "petition": ("petition.read", "petition.restricted"),
    "report": ("report.read", "restricted.read"),
}
"""Kind of object → permission to read it, permission for restricted ones."""
