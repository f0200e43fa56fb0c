"""The directory of agencies: one signed, versioned file from the operator, like a global configuration.

It names the agencies, their addresses and public keys, and which pairs may exchange messages. `Directory.load`
believes only bytes signed with the operator's key; `DirectoryFile` re-reads a changed file and never goes back to an
older version. Old keys stay for ever, for verification.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol

from zf_platform import jose
from zf_platform.directory_content import (
    DIRECTORY_CODES,
    AgencyEntry,
    DirectoryRefused,
    agency_content,
    read_content,
    usable,
)
from zf_platform.keys import SIGNATURE_ALG, DirectoryKey, KeyRing, KeyUse, PrivateKey, generate_keys
from zf_platform.telemetry_names import LogEvent

__all__ = [
    "DIRECTORY_CODES",
    "AgencyEntry",
    "Directory",
    "DirectoryFile",
    "DirectoryRefused",
    "DirectorySource",
    "FixedDirectory",
    "Freshness",
    "agency_entry",
    "generate_keys",
    "make_directory",
]

_log = logging.getLogger("zf.directory")

STALE_AFTER = timedelta(hours=24)
NO_NEW_PAIRS_AFTER = timedelta(days=7)
DIRECTORY_TYP = "zf-directory+jws"
MAX_FILE_BYTES = 16 * 1024 * 1024
_HEADER_NAMES = frozenset({"alg", "kid", "typ"})


class Freshness(StrEnum):
    FRESH = "fresh"
    STALE = "stale"
    NO_NEW_PAIRS = "no_new_pairs"


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
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise DirectoryRefused("directory.unreadable", f"{path}: {error.strerror}") from None
        return cls.parse(raw.strip(), operator_public_key)

    @classmethod
    def parse(cls, raw: bytes, operator_public_key: bytes) -> Directory:
        """Verify and read the bytes of a directory; raises DirectoryRefused."""
        if len(raw) > MAX_FILE_BYTES:
            raise DirectoryRefused("directory.malformed", "too large")
        try:
            parsed = jose.parse_jws(raw, names=_HEADER_NAMES)
        except jose.Malformed as error:
            raise DirectoryRefused("directory.malformed", str(error)) from None
        verifier = jose.verifier(SIGNATURE_ALG, operator_public_key)
        named = (parsed.header["alg"], parsed.header["typ"])
        if named != (SIGNATURE_ALG, DIRECTORY_TYP) or verifier is None:
            raise DirectoryRefused("directory.signature", "algorithm or type")
        if not verifier.verify(parsed.signature, data=parsed.signed_part):
            raise DirectoryRefused("directory.signature")
        content = read_content(parsed.payload)
        return cls(content.version, content.issued_at, content.agencies, content.pairs)

    def agency(self, code: str) -> AgencyEntry | None:
        return self._by_code.get(code)

    def key(self, kid: str) -> tuple[AgencyEntry, DirectoryKey] | None:
        """The key with this kid and its owner, whether or not it is still valid."""
        return self._by_kid.get(kid)

    def message_key(self, kid: str, at: datetime) -> DirectoryKey | None:
        """The message key with this kid if it was valid and not revoked at `at`."""
        found = self._by_kid.get(kid)
        if found is None or found[1].use is not KeyUse.MESSAGE or not usable(found[1], at):
            return None
        return found[1]

    def encryption_key(self, agency: str, at: datetime) -> DirectoryKey | None:
        """The newest valid encryption key of an agency."""
        entry = self._by_code.get(agency)
        return None if entry is None else entry.current_key(KeyUse.ENCRYPTION, at=at)

    def permits(self, sender: str, receiver: str) -> bool:
        return (sender, receiver) in self.pairs

    def freshness(self, now: datetime) -> Freshness:
        """Older than 24 h: warn. Older than 7 d: start no exchange with a new peer; running matters go on."""
        age = now - self.issued_at
        if age > NO_NEW_PAIRS_AFTER:
            return Freshness.NO_NEW_PAIRS
        return Freshness.STALE if age > STALE_AFTER else Freshness.FRESH

    def admits_pair(self, sender: str, receiver: str, *, now: datetime, running: bool) -> bool:
        """May these two exchange now? `running`: they already have; a directory too old opens no new pair."""
        return self.permits(sender, receiver) and (running or self.freshness(now) is not Freshness.NO_NEW_PAIRS)

    @cached_property
    def _by_code(self) -> dict[str, AgencyEntry]:
        return {entry.code: entry for entry in self.agencies}

    @cached_property
    def _by_kid(self) -> dict[str, tuple[AgencyEntry, DirectoryKey]]:
        return {key.kid: (entry, key) for entry in self.agencies for key in entry.keys}


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

    A changed file that does not verify, or has a lower version, is refused: the last good one stays, `problem` tells.
    """

    def __init__(self, path: Path, *, operator_public_key: bytes, interval: float = 1.0) -> None:
        self._path = path
        self._operator = operator_public_key
        self._interval = interval
        self._stamp = self._stamp_now()
        self._directory = Directory.load(path, operator_public_key)
        self._looked_at = time.monotonic()
        self._problem: DirectoryRefused | None = None

    @property
    def problem(self) -> DirectoryRefused | None:
        """Why the file on disk is not the one in use; None when it is."""
        return self._problem

    def current(self) -> Directory:
        now = time.monotonic()
        if now - self._looked_at >= self._interval:
            self._looked_at = now
            self._reload_if_changed()
        return self._directory

    def _reload_if_changed(self) -> None:
        stamp = self._stamp_now()
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            fresh = Directory.load(self._path, self._operator)
            if fresh.version < self._directory.version:
                raise DirectoryRefused("directory.older", f"{fresh.version} after {self._directory.version}")
        except DirectoryRefused as refusal:
            self._problem = refusal
            _log.error(LogEvent.DIRECTORY_REFUSED, extra={"code": refusal.code, "version": self._directory.version})
            return
        self._directory, self._problem = fresh, None
        _log.info(LogEvent.DIRECTORY_RELOADED, extra={"version": fresh.version})

    def _stamp_now(self) -> tuple[int, int, int] | None:
        """Changes when the file is replaced or rewritten; None while it is away."""
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size


def make_directory(
    agencies: Sequence[AgencyEntry],
    *,
    pairs: Sequence[tuple[str, str]],
    version: int,
    now: datetime,
    operator_key: PrivateKey,
) -> bytes:
    """The signed bytes of a directory file. `pairs` are ordered (sender, receiver)."""
    content = {
        "version": version,
        "issued_at": now.isoformat(),
        "agencies": [agency_content(entry) for entry in agencies],
        "pairs": sorted([sender, receiver] for sender, receiver in set(pairs)),
    }
    header = {"alg": operator_key.entry.alg, "kid": operator_key.kid, "typ": DIRECTORY_TYP}
    payload = json.dumps(content, ensure_ascii=False).encode()
    read_content(payload)
    signer = jose.signer(operator_key.entry.alg, operator_key.secret)
    return jose.sign_jws(payload, header=header, signer=signer)


def agency_entry(
    code: str, *, kind: str, name_zh: str, name_en: str, ring: KeyRing, liaison_url: str = ""
) -> AgencyEntry:
    """An entry with the public halves of `ring`."""
    return AgencyEntry(code, kind, name_zh, name_en, liaison_url, ring.public())
