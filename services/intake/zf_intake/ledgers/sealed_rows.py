"""What a row of a ledger says, sealed as one text, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from zf_intake.ledgers.mapping_rules import Cell, LedgerRow, When, cleaned
from zf_platform.personal import PersonalKey


@dataclass(frozen=True, slots=True)
class Opened:
    """`cells` are all cells of the line, as text, for handing the row back."""

    texts: Mapping[str, str]
    received: When | None
    answered: When | None
    cells: tuple[str, ...]


def seal(row: LedgerRow, cells: Sequence[Cell], *, key: PersonalKey) -> str:
    content = {
        "texts": dict(row.texts),
        "received": _written(row.received),
        "answered": _written(row.answered),
        "cells": [cleaned(cell) for cell in cells],
    }
    return key.encrypt(json.dumps(content, ensure_ascii=False, separators=(",", ":")))


def open_sealed(sealed: str, *, key: PersonalKey) -> Opened:
    content = json.loads(key.decrypt(sealed))
    return Opened(content["texts"], _read(content["received"]), _read(content["answered"]), tuple(content["cells"]))


def _written(when: When | None) -> list[object] | None:
    return None if when is None else [when.at.isoformat(), when.whole_day]


def _read(value: Sequence[object] | None) -> When | None:
    return None if value is None else When(datetime.fromisoformat(str(value[0])), bool(value[1]))
