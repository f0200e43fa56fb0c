"""Why a message failed and what follows: try again later, park, or pause the whole lane."""

from dataclasses import dataclass, field, replace

import asyncpg
import httpx
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from zf_contracts.envelope import EnvelopeRefused
from zf_platform.claim import Work
from zf_platform.errors import Refused, RejectMessage, RetryLater
from zf_platform.ids import jitter
from zf_platform.reading import Unreadable, first_error

UNEXPECTED = "message.unexpected"
"""A fault of ours: the action raised what no rule of it says."""
_GIVE_UP_SECONDS = 24 * 3600.0
_MAX_UNEXPECTED = 3
_MAX_PROBED = 10
_WINDOW_SECONDS = 60.0
# PostgreSQL: connection trouble, serialization, deadlock, lock timeout, shutting down, out of resources.
_TRANSIENT_STATES = ("08", "40001", "40P01", "55P03", "57P0", "57014", "53")


@dataclass(frozen=True, slots=True)
class Failure:
    """`pause` in seconds until the next try; None means park. `systemic`: the fault may lie outside the message.

    `expected`: no fault at all, only too early.
    """

    code: str
    text: str
    pause: float | None
    systemic: bool = False
    unexpected: bool = False
    expected: bool = False

    def certain(self, work: Work) -> bool:
        """Even while everything fails the same way: ten tries that ended in a fault of ours say it is this message."""
        return self.unexpected and work.attempts >= _MAX_PROBED


def classify(error: Exception, *, work: Work) -> Failure:
    """Permanent faults are parked at once, transient ones tried for 24 hours, unexpected ones three times."""
    name = type(error).__name__
    if isinstance(error, Unreadable):
        return Failure(error.code, error.detail, None)
    if isinstance(error, Refused | RejectMessage):
        codes = ", ".join(problem.code for problem in error.problems)
        return Failure(error.problems[0].code if error.problems else "message.refused", codes, None)
    if isinstance(error, ValidationError):
        return Failure("message.schema", first_error(error), None)
    if isinstance(error, EnvelopeRefused):
        return Failure("message.schema", f"{error.code}: {error.detail}", None)
    if isinstance(error, RetryLater):
        return replace(_later(error.code, str(error), work=work), expected=error.expected)
    if is_transient(error):
        return _later("message.transient", name, work=work, systemic=True)
    pause = None if work.attempts >= _MAX_UNEXPECTED else _backoff(work.attempts)
    return Failure(UNEXPECTED, name, pause, systemic=True, unexpected=True)


def is_transient(error: BaseException) -> bool:
    """Faults of the surroundings: the same message can succeed unchanged a moment later."""
    if isinstance(error, DBAPIError):
        state = str(getattr(error.orig, "sqlstate", "") or getattr(error.orig, "pgcode", "") or "")
        return error.connection_invalidated or isinstance(error, InterfaceError) or state.startswith(_TRANSIENT_STATES)
    if isinstance(error, asyncpg.exceptions.PostgresError):  # A statement of the platform, straight through the driver.
        return str(getattr(error, "sqlstate", "") or "").startswith(_TRANSIENT_STATES)
    if isinstance(error, asyncpg.exceptions.InterfaceError):
        return True
    # TimeoutError and ConnectionError are OSErrors; httpx has a family of its own.
    return isinstance(error, OSError | PoolTimeout | httpx.TransportError)


def _later(code: str, text: str, *, work: Work, systemic: bool = False) -> Failure:
    if work.age > _GIVE_UP_SECONDS:
        return Failure(code, f"{text}; given up after 24 hours", None, systemic=systemic)
    return Failure(code, text, _backoff(work.attempts), systemic=systemic)


def _backoff(attempts: int) -> float:
    """Full jitter, from one second up to one hour."""
    return 0.1 + jitter(min(3600.0, 2.0 ** min(attempts, 12) / 2))


@dataclass(slots=True)
class Lane:
    """Notices that five different messages failed in one way within a minute, with no success between them.

    Only a first failure counts: a message that has failed before may be at fault itself and says nothing new of its
    surroundings. While the lane is paused one message at a time probes; the first success opens it again. `at` is
    monotonic seconds.
    """

    threshold: int = 5
    key: str = ""
    failed_at: dict[str, float] = field(default_factory=dict)
    paused: bool = False
    probes: int = 0

    def failed(self, key: str, message_id: str, *, at: float, first: bool = True) -> bool:
        """Note a failure; True when the lane is paused by now."""
        if self.paused:
            self.probes = self.probes + 1 if key == self.key else 0
            self.key = key
            return True
        if first:
            self._note(key, message_id, at=at)
        return self.paused

    def _note(self, key: str, message_id: str, *, at: float) -> None:
        if key != self.key:
            self.key, self.failed_at, self.probes = key, {}, 0
        self.failed_at[message_id] = at
        self.failed_at = {one: moment for one, moment in self.failed_at.items() if at - moment <= _WINDOW_SECONDS}
        self.paused = len(self.failed_at) >= self.threshold

    def succeeded(self) -> None:
        self.key, self.failed_at, self.paused, self.probes = "", {}, False, 0

    def pause(self) -> float:
        """Seconds until the next probe: 1, 2, 4 … 30."""
        return float(min(30.0, 2.0 ** min(self.probes, 5)))
