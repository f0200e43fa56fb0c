"""Log lines as JSON on standard error: a registered event name and harmless fields; no messages of exceptions.

Everything logs through the standard library: `getLogger("zf.relay").warning("outbox.fenced", extra={"rows": 3})`.
An exception is told by its type and its places in the code, because its message may quote what a person typed.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from typing import TextIO

from zf_platform.clock import ZONE, Clock, SystemClock
from zf_platform.telemetry import current_identity, harmless_text, inject_traceparent
from zf_platform.telemetry_names import LogEvent

_OWN = "zf."
_EVENTS = frozenset(event.value for event in LogEvent)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_LONGEST_STACK = 12
_QUIET = ("uvicorn.access", "httpx", "httpcore", "aiormq", "aio_pika", "asyncio")


def setup_logging(level: str = "INFO", *, stream: TextIO | None = None, clock: Clock | None = None) -> None:
    """Replace every output of the process by ours. Call once, first."""
    output = logging.StreamHandler(stream or sys.stderr)
    output.setFormatter(JsonLines(clock or SystemClock()))
    root = logging.getLogger()
    root.handlers[:] = [output]
    root.setLevel(logging.WARNING)
    logging.getLogger(_OWN.rstrip(".")).setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL if name == "uvicorn.access" else logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        foreign = logging.getLogger(name)
        foreign.handlers.clear()
        foreign.propagate = True


class JsonLines(logging.Formatter):
    """One record, one line. Text of foreign libraries is withheld: only their name and level remain."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self._clock.now().astimezone(ZONE).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": event_name(record),
            "logger": record.name,
        }
        owner = current_identity()
        if owner is not None:
            line["service"] = f"{owner.agency}.{owner.service}"
        if traceparent := inject_traceparent():
            line["trace"] = traceparent.split("-")[1]
        line.update(_fields(record))
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = type(record.exc_info[1]).__name__
            line["stack"] = list(_places(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def event_name(record: logging.LogRecord) -> str:
    """Our own registered names; anything else shows as `library`."""
    name = str(record.msg)
    return name if record.name.startswith(_OWN) and name in _EVENTS else LogEvent.FOREIGN.value


def _fields(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    if not record.name.startswith(_OWN):
        return
    for name, value in vars(record).items():
        if name in _STANDARD:
            continue
        if isinstance(value, bool | int | float) or value is None:
            yield name, value
        elif harmless_text(str(value)):
            yield name, str(value)
        else:
            yield name, "withheld"


def _places(error: BaseException) -> Iterator[str]:
    """Type and place of the error and of what caused it, innermost last; never values."""
    seen: BaseException | None = error
    chain: list[BaseException] = []
    while seen is not None and len(chain) < 4:
        chain.append(seen)
        seen = seen.__cause__ or seen.__context__
    for link in reversed(chain):
        yield type(link).__name__
        for frame in traceback.extract_tb(link.__traceback__)[-_LONGEST_STACK:]:
            yield f"{'/'.join(frame.filename.split('/')[-2:])}:{frame.lineno} {frame.name}"
