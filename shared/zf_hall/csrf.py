"""A changing request must come from our own pages: origin first, then the token that the form carries."""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from starlette.requests import Request

FIELD = "csrf"
HEADER = "x-csrf-token"
_OWN = ("same-origin", "none")


class ForeignForm(Exception):
    """The form did not come from a page of ours, or its token is out of date."""


async def check_csrf(request: Request, *, expected: str) -> None:
    if not _own_origin(request):
        raise ForeignForm("origin")
    sent = request.headers.get(HEADER) or str((await request.form()).get(FIELD, ""))
    if not expected or not hmac.compare_digest(sent.encode(), expected.encode()):
        raise ForeignForm("token")


def _own_origin(request: Request) -> bool:
    """Sec-Fetch-Site decides where the browser sends it; else Origin, then Referer, must name this host.

    A client that sends none of the three is no browser of today: the token alone decides there.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in _OWN
    for name in ("origin", "referer"):
        value = request.headers.get(name)
        if value is not None:
            return urlsplit(value).netloc == request.headers.get("host", "")
    return True
