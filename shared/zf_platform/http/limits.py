"""Requests keep to a form: bodies within a size and a time, queries with known names only; all else is refused unread."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.types import Message

from zf_contracts.exact import is_number
from zf_contracts.http.base import DIRECTION_MARKS
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.http.problems import field_path, validation_problem

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


def refuse_ambiguous(body: bytes) -> None:
    """JSON that two readers could take differently: a name that stands twice, a mark that turns the direction of a text.

    What is no JSON at all is refused elsewhere.
    """
    repeated: list[str] = []

    def look(pairs: list[tuple[str, object]]) -> dict[str, object]:
        content = dict(pairs)
        if len(content) != len(pairs):
            names = [name for name, _ in pairs]
            repeated.extend(dict.fromkeys(name for name in names if names.count(name) > 1))
        return content

    try:
        content = json.loads(body, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return
    problems = [Problem("request.field_repeated", {"field": field_path(("body", name))}) for name in repeated[:20]]
    if _TURNS.search(body):
        problems += [
            validation_problem({"type": "control_character", "loc": place, "msg": _NO_MARKS})
            for place in _turned(content, ("body",))
        ]
    if problems:
        raise Refused(problems)


_TURNS = re.compile(
    rb"\\u(?:202[a-e]|206[6-9]|feff)|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]|\xef\xbb\xbf", re.IGNORECASE
)
_NO_MARKS = "It should hold no control characters"


def _turned(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where texts hold such a mark; of a name, the object that has it."""
    if isinstance(value, str) and not DIRECTION_MARKS.isdisjoint(value):
        yield place
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _turned(inner, (*place, number))
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not DIRECTION_MARKS.isdisjoint(name):
                yield place
            yield from _turned(inner, (*place, name))


@dataclass(frozen=True, slots=True)
class Names:
    """The query or the form of one route: every name it knows, which may stand more than once, and which are dates."""

    known: frozenset[str]
    repeated: frozenset[str]
    dates: frozenset[str]


def refuse_strange_query(request: Request, names: Names) -> None:
    """A misspelt filter must not pass as no filter, and of two values nobody may have to guess which one counts."""
    _refuse_strange(request.query_params.multi_items(), names, place="query")


def refuse_strange_form(form: FormData, names: Names) -> None:
    """Of a form with files; in JSON the contract itself says so."""
    _refuse_strange(form.multi_items(), names, place="body")


def _refuse_strange(items: Sequence[tuple[str, object]], names: Names, *, place: str) -> None:
    given = [name for name, _ in items]
    problems = [
        Problem("request.field_unknown", {"field": field_path((place, name))})
        for name in dict.fromkeys(given)
        if name not in names.known
    ]
    problems += [
        Problem("request.field_repeated", {"field": field_path((place, name))})
        for name in sorted(names.known - names.repeated)
        if given.count(name) > 1
    ]
    problems += _numbers(items, dates=names.dates, place=place)
    if problems:
        raise Refused(problems)


def _numbers(given: Iterable[tuple[str, object]], *, dates: frozenset[str], place: str) -> list[Problem]:
    """`20000` would be read as seconds since 1970."""
    rule = {"rule": "应为日期（年-月-日）", "rule_en": "It should be a date"}
    return [
        Problem("request.wrong_type", {"field": field_path((place, name)), **rule})
        for name, value in given
        if name in dates and isinstance(value, str) and is_number(value)
    ]


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
