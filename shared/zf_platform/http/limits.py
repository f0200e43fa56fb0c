"""Bodies arrive within a size and a time, or are refused before they are read."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.types import Message

from zf_law.problems import Problem
from zf_platform.errors import Refused

JSON_CAP = 1024 * 1024
_JSON_SUFFIXES = ("/json", "+json")


def capped(request: Request, *, cap: int, seconds: float) -> Request:
    """The same request, whose body raises 413 beyond `cap` bytes and 408 after `seconds`."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > cap:
        raise _too_large(cap)
    return Request(request.scope, _counting(request.receive, cap=cap, seconds=seconds))


def require_json(request: Request, body: bytes) -> None:
    """A body that is not declared as JSON is refused with 415, before anything tries to read it."""
    kind = request.headers.get("content-type", "").split(";", 1)[0].strip().lower()
    if body and not kind.endswith(_JSON_SUFFIXES):
        raise Refused((Problem("request.content_type"),), status=415)


def refuse_null_characters(request: Request, body: bytes = b"") -> None:
    """PostgreSQL stores no U+0000; refuse it at the door with a plain sentence."""
    if b"%00" in request.scope.get("query_string", b"") or "\x00" in request.scope.get("path", ""):
        raise Refused((Problem("request.null_character"),))
    if b"\\u0000" in body.replace(b"\\\\", b""):
        raise Refused((Problem("request.null_character"),))


def _counting(
    receive: Callable[[], Awaitable[Message]], *, cap: int, seconds: float
) -> Callable[[], Awaitable[Message]]:
    deadline = asyncio.get_running_loop().time() + seconds
    seen = 0
    complete = False

    async def next_message() -> Message:
        nonlocal seen, complete
        if complete:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            raise Refused((Problem("request.too_slow"),), status=408) from None
        seen += len(message.get("body", b""))
        complete = not message.get("more_body", False)
        if seen > cap:
            raise _too_large(cap)
        return message

    return next_message


def _too_large(cap: int) -> Refused:
    return Refused((Problem("request.too_large", {"limit": f"{cap // 1024} KiB"}),), status=413)
