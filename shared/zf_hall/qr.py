"""A QR code as SVG in the page: no picture to fetch, nothing the content policy forbids."""

from __future__ import annotations

import segno
from markupsafe import Markup
from starlette.requests import Request


def origin_of(request: Request) -> str:
    """Where this front end is reached, for links that leave the screen on paper."""
    secure = request.app.state.hall.settings.secure_cookies
    return f"{'https' if secure else request.url.scheme}://{request.url.netloc}"


def qr_code(text: str) -> Markup:
    """Level M survives a crumpled slip. The meaning stands beside it in words, so it is hidden from screen readers."""
    drawn = segno.make(text, error="m").svg_inline(svgclass="qr", lineclass=None, omitsize=True)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 - drawn by segno, which escapes nothing because it copies no text
