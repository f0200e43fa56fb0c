"""Small drawings as SVG attributes, no style: the bar of a span in a waterfall, a share as a bar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from zf_contracts.http.liaison import SpanView

_WIDE = 1000
_DEEPEST = 6


def span_bar(span: SpanView, *, start: datetime | None, total_us: int) -> Markup:
    """Place and length of one span within the whole trace; decoration beside the figures of the same row."""
    offset = 0 if start is None else max(0, int((span.start - start).total_seconds() * 1_000_000))
    whole = max(total_us, offset + span.duration_us, 1)
    left = offset * _WIDE // whole
    width = max(4, span.duration_us * _WIDE // whole)
    return Markup(
        '<svg class="bar" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar-rail" x="0" y="7" width="1000" height="2"></rect>'
        '<rect class="bar-{}" x="{}" y="2" width="{}" height="12"></rect></svg>'
    ).format("error" if span.status == "error" else "ok", min(left, _WIDE - width), width)


def shares(parts: Sequence[tuple[str, int]]) -> Markup:
    """Parts of a whole side by side; the figures stand in the text beside it."""
    whole = sum(count for _, count in parts) or 1
    marks, left = [], 0
    for name, count in parts:
        width = count * _WIDE // whole
        mark = Markup('<rect class="share-{}" x="{}" y="0" width="{}" height="16"></rect>')
        marks.append(mark.format(name, left, width))
        left += width
    return (
        Markup(
            '<svg class="bar share" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        )
        + Markup("").join(marks)
        + Markup("</svg>")
    )


def depths(spans: Sequence[SpanView]) -> dict[str, int]:
    """How far each span stands below its root; a broken or circular chain ends quietly."""
    parents = {span.span_id: span.parent_id for span in spans}
    found: dict[str, int] = {}
    for span in spans:
        depth, seen, current = 0, {span.span_id}, span.parent_id
        while current in parents and current not in seen:
            seen.add(current)
            depth, current = depth + 1, parents[current]
        found[span.span_id] = min(depth, _DEEPEST)
    return found
