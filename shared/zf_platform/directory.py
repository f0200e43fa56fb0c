"""The directory of agencies: one signed, versioned file from the operator, like a global configuration.

It names the agencies, their addresses and public keys, and which pairs may exchange messages. `Directory.load` believes
only bytes signed with the operator's key; `DirectoryFile` re-reads a changed file and never goes back to an older version.
Old keys stay for ever, for verification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from zf_platform.keys import DirectoryKey, KeyRing, KeyUse, PrivateKey, generate_keys

__all__ = [
    "AgencyEntry",
    "Directory",
    "DirectoryFile",
    "DirectoryRefused",
    "DirectorySource",
    "Freshness",
    "generate_keys",
    "make_directory",
]

STALE_AFTER = timedelta(hours=24)
NO_NEW_PAIRS_AFTER = timedelta(days=7)
DIRECTORY_TYP = "zf-directory+jws"


class DirectoryRefused(Exception):
    """The directory cannot be believed; `code` is one of DIRECTORY_CODES."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class Freshness(StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    NO_NEW_PAIRS = "no_new_pairs"


@dataclass(frozen=True, slots=True)
class AgencyEntry:
    """One agency of the exchange. `liaison_url` is where peers pull large files."""

    code: str
    kind: str
    name_zh: str
    name_en: str
    liaison_url: str = ""
    keys: tuple[DirectoryKey, ...] = ()

    def current_key(self, use: KeyUse, *, at: datetime) -> DirectoryKey | None:
        raise NotImplementedError


@dataclass(frozen=True)
class Directory:
    """What one version of the directory says. Immutable; ask a DirectorySource for the current one."""

    version: int
    issued_at: datetime
    agencies: tuple[AgencyEntry, ...]
    pairs: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """Ordered pairs (sender, receiver)."""

    @classmethod
    def load(cls, path: Path, operator_public_key: bytes) -> Directory:
        """Read and verify a directory file; raises DirectoryRefused."""
        raise NotImplementedError

    @classmethod
    def parse(cls, raw: bytes, operator_public_key: bytes) -> Directory:
        raise NotImplementedError

    def agency(self, code: str) -> AgencyEntry | None:
        raise NotImplementedError

    def key(self, kid: str) -> tuple[AgencyEntry, DirectoryKey] | None:
        """The key with this kid and its owner, whether or not it is still valid."""
        raise NotImplementedError

    def message_key(self, kid: str, at: datetime) -> DirectoryKey | None:
        """The message key with this kid if it was valid and not revoked at `at`."""
        raise NotImplementedError

    def encryption_key(self, agency: str, at: datetime) -> DirectoryKey | None:
        """The newest valid encryption key of an agency."""
        raise NotImplementedError

    def permits(self, sender: str, receiver: str) -> bool:
        return (sender, receiver) in self.pairs

    def freshness(self, now: datetime) -> Freshness:
        """Older than 24 h: warn. Older than 7 d: start no exchange with a new peer; running matters go on."""
        raise NotImplementedError


class DirectorySource(Protocol):
    """Where the current directory comes from; asked at each message."""

    def current(self) -> Directory: ...


@dataclass(frozen=True, slots=True)
class FixedDirectory:
    """A source that never changes: for setup, tools and tests."""

    directory: Directory

    def current(self) -> Directory:
        return self.directory


class DirectoryFile:
    """The directory file of this node; looks for a change at most once per `interval` seconds.

    A changed file that does not verify, or has a lower version, is refused: the last good one stays and `problem` tells.
    """

    def __init__(self, path: Path, *, operator_public_key: bytes, interval: float = 1.0) -> None:
        raise NotImplementedError

    @property
    def problem(self) -> DirectoryRefused | None:
        raise NotImplementedError

    def current(self) -> Directory:
        raise NotImplementedError


def make_directory(
    agencies: Sequence[AgencyEntry],
    *,
    pairs: Sequence[tuple[str, str]],
    version: int,
    now: datetime,
    operator_key: PrivateKey,
) -> bytes:
    """The signed bytes of a directory file. `pairs` are ordered (sender, receiver)."""
    raise NotImplementedError


def agency_entry(
    code: str, *, kind: str, name_zh: str, name_en: str, ring: KeyRing, liaison_url: str = ""
) -> AgencyEntry:
    """An entry with the public halves of `ring`."""
    return AgencyEntry(code, kind, name_zh, name_en, liaison_url, ring.public())
