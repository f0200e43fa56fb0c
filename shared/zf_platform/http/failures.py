"""What an unexpected failure means to the caller: his input, our load, a full disk, or our fault. Never its message."""

from __future__ import annotations

import errno
from collections.abc import Mapping
from dataclasses import dataclass

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from zf_law.problems import Problem

_BUSY = {"55P03", "57014", "40P01", "40001", "53300", "57P01", "57P02", "57P03"}
_FULL = {"53100"}
_DATA_CLASS = "22"


@dataclass(frozen=True, slots=True)
class Meaning:
    """Status and reason of the answer; `ours` failures are logged as errors."""

    status: int
    problem: Problem
    ours: bool
    headers: Mapping[str, str]


def meaning_of(error: BaseException) -> Meaning:
    state = sqlstate(error)
    if state.startswith(_DATA_CLASS) or _unstorable(error):
        return Meaning(422, Problem("request.value_refused"), ours=False, headers={})
    if state in _FULL or (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)):
        return Meaning(507, Problem("request.storage_full"), ours=True, headers={"Retry-After": "60"})
    if state in _BUSY or isinstance(error, PoolTimeout | TimeoutError):
        return Meaning(503, Problem("request.busy"), ours=True, headers={"Retry-After": "1"})
    if _database_away(error, state):
        return Meaning(503, Problem("request.database_away"), ours=True, headers={"Retry-After": "5"})
    return Meaning(500, Problem("request.failed"), ours=True, headers={})


def sqlstate(error: BaseException) -> str:
    """The five characters of PostgreSQL, or an empty text when the driver itself failed or it was no database error."""
    found = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(found, "sqlstate", None) or "")


def _unstorable(error: BaseException) -> bool:
    """The driver could not encode a value: a number beyond 64 bits, half a surrogate pair."""
    if isinstance(error, UnicodeEncodeError):
        return True
    cause = error.orig.__cause__ if isinstance(error, DBAPIError) and error.orig else error
    return isinstance(cause, asyncpg.exceptions.DataError | UnicodeEncodeError)


def _database_away(error: BaseException, state: str) -> bool:
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    if state:
        return state.startswith("08")
    if isinstance(error, FileNotFoundError):
        return error.filename is None  # The server's socket is not there; a missing file would have a name.
    return isinstance(error, ConnectionError | asyncpg.exceptions.InterfaceError)
