"""The refusals an act may raise, with coded problems: the route answers them as problem+json, the worker parks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from zf_law.problems import Problem
from zf_platform.actors import Actor

Record = Callable[..., Awaitable[None]]
"""Called with a scope in a transaction of its own: what a refusal leaves behind although the act changed nothing."""


class Refused(Exception):
    """The act is not allowed as asked; nothing was changed. Answers 422 unless a subclass says otherwise.

    `record` writes down that it was tried, where that itself is a fact to be kept.
    """

    status = 422

    def __init__(self, problems: Sequence[Problem], *, status: int | None = None, record: Record | None = None) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)
        self.record = record
        if status is not None:
            self.status = status


class NotFound(Refused):
    """The object does not exist *or is another's*: one body for both, so that nobody learns of foreign objects."""

    status = 404

    def __init__(self) -> None:
        super().__init__((Problem("request.not_found"),))


class Conflict(Refused):
    """The object has moved on since the person saw it, or another act of the same kind was first."""

    status = 409


class Forbidden(Refused):
    """The person is known and may not do this. `who`: where the refusal comes before the act knows its actor."""

    status = 403

    def __init__(self, problems: Sequence[Problem], *, who: Actor | None = None) -> None:
        super().__init__(problems)
        self.who = who


class Unauthenticated(Refused):
    """No valid token. The answer never says which check failed; the log does."""

    status = 401


class RejectMessage(Exception):
    """A message breaks a business rule of the receiver: the sender gets a *rejected* receipt with these problems.

    `record` writes down what was tried, in the transaction that ends the message.
    """

    def __init__(self, problems: Sequence[Problem], *, record: Record | None = None) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = tuple(problems)
        self.record = record


class RetryLater(Exception):
    """The message cannot be acted on yet (its predecessor, a file or a peer is missing): try again with backoff.

    `expected`: what is missing is on its way, as it always is at first; nobody needs to be warned.
    """

    def __init__(self, code: str, detail: str = "", *, expected: bool = False) -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.expected = expected
