"""Fields that the law's data asks for: their labels in the reader's language, and what was typed as facts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from zf_contracts.http.cooperation import FieldView
from zf_hall.forms import Sent
from zf_hall.visitor import Visitor

ROWS_SHOWN = 12
"""Empty lines of a list that a form offers at least."""
_MOST_ROWS = 60
Given = Mapping[str, object]


def labels_of(visitor: Visitor, fields: Sequence[FieldView]) -> dict[str, str]:
    """The name in a form is `facts.` and the field's own, as the service names it in a refusal."""
    language = visitor.preferences.lang
    return {f"facts.{field.id}": field.zh if language == "zh" else field.en for field in fields}


def facts_of(sent: Sent, fields: Sequence[FieldView]) -> tuple[Given, ...]:
    """Only what was filled in; an empty line of a list is no line."""
    found: list[Given] = []
    for field in fields:
        if field.type == "rows":
            rows = [cells for number in range(_MOST_ROWS) if any(cells := _cells(sent, field, number))]
            if rows:
                found.append({"name": field.id, "rows": tuple({"cells": cells} for cells in rows)})
        elif text := _text(sent, field):
            found.append({"name": field.id, "text": text})
    return tuple(found)


def _cells(sent: Sent, field: FieldView, number: int) -> tuple[str, ...]:
    return tuple(sent.text(f"facts.{field.id}.{number}.{column.id}") for column in field.columns)


def _text(sent: Sent, field: FieldView) -> str:
    name = f"facts.{field.id}"
    if field.type == "moment" and sent.text(name):
        moment = sent.moment(name)
        return moment.isoformat() if isinstance(moment, datetime) else moment
    return sent.text(name)
