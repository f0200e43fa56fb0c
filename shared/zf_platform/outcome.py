"""Why a message failed and what follows: try again later, park, or pause the whole lane."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from zf_contracts.envelope import EnvelopeRefused
from zf_platform.claim import Work
from zf_platform.errors import Refused, RejectMessage, RetryLater
from zf_platform.ids import jitter

_GIVE_UP_AFTER = timedelta(hours=24)
_MAX_CRASHES = 8
_MAX_UNEXPECTED = 3
# PostgreSQL: connection trouble, serialization, deadlock, lock timeout, shutting down, out of resources.
_TRANSIENT_STATES = ("08", "40001", "40P01", "55P03", "57P0", "57014", "53")


@dataclass(frozen=True, slots=True)
class Failure:
    """`pause` in seconds until the next try; None means park."""

    code: str
    text: str
    pause: float | None
    systemic: bool = False
    unexpected: bool = False


def classify(error: Exception, *, work: Work, now: datetime) -> Failure:
    """Permanent faults are parked at once, transient ones tried for 24 hours, unexpected ones three times."""
    name = type(error).__name__
    if work.crashes > _MAX_CRASHES:
        return Failure("message.crash_loop", f"{work.crashes} processes died while acting on it", None)
    if isinstance(error, Refused | RejectMessage):
        codes = ", ".join(problem.code for problem in error.problems)
        return Failure(error.problems[0].code if error.problems else "message.refused", codes, None)
    if isinstance(error, ValidationError | EnvelopeRefused):
        return Failure("message.schema", _first_error(error), None)
    if name == "UnknownMessage":
        return Failure("message.unknown_type", str(error), None)
    if isinstance(error, RetryLater):
        return _later(error.code, str(error), work=work, now=now)
    if is_transient(error):
        return _later("message.transient", name, work=work, now=now, systemic=True)
    if work.attempts >= _MAX_UNEXPECTED:
        return Failure("message.unexpected", name, None, unexpected=True)
    return Failure("message.unexpected", name, _backoff(work.attempts), systemic=True, unexpected=True)


def is_transient(error: BaseException) -> bool:
    """Faults of the surroundings: the same message can succeed unchanged a moment later."""
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", "") or getattr(error.orig, "pgcode", "") or "")
        return error.connection_invalidated or isinstance(error, InterfaceError) or state.startswith(_TRANSIENT_STATES)
    return isinstance(error, OSError | PoolTimeout | asyncio.TimeoutError | ConnectionError)


def _later(code: str, text: str, *, work: Work, now: datetime, systemic: bool = False) -> Failure:
    if now - work.taken_at > _GIVE_UP_AFTER:
        return Failure(code, f"{text}; given up after 24 hours", None)
    return Failure(code, text, _backoff(work.attempts), systemic=systemic)


def _backoff(attempts: int) -> float:
    """Full jitter, from one second up to one hour."""
    return 0.1 + jitter(min(3600.0, 2.0 ** min(attempts, 12) / 2))


def _first_error(error: ValidationError | EnvelopeRefused) -> str:
    """Field and rule only; the value may be personal."""
    if isinstance(error, EnvelopeRefused):
        return f"{error.code}: {error.detail}"
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in first['loc'])}: {first['type']}"


@dataclass(slots=True)
class Lane:
    """Notices that five different messages in a row failed in one way, with no success between them."""

    threshold: int = 5
    code: str = ""
    ids: set[str] = field(default_factory=set)
    probes: int = 0

    @property
    def paused(self) -> bool:
        return len(self.ids) >= self.threshold

    def failed(self, code: str, message_id: str) -> bool:
        """Note a failure; True when the lane is paused by now."""
        if code != self.code:
            self.code, self.ids, self.probes = code, set(), 0
        self.ids.add(message_id)
        if self.paused:
            self.probes += 1
        return self.paused

    def succeeded(self) -> None:
        self.code, self.ids, self.probes = "", set(), 0

    def pause(self) -> float:
        return float(min(30.0, 1.0 * 2.0 ** min(self.probes, 5)))
