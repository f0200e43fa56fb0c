"""Signed, then encrypted: how bytes travel between agencies and what it takes to believe them.

`Sealer.seal` signs an envelope with this agency's message key (JWS, Ed25519) and encrypts it to the receiver's key (JWE,
ECDH-ES+A256KW, A256GCM). `Opener.open` undoes both and refuses everything else, each refusal with its own code.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from zf_platform.clock import Clock
from zf_platform.directory import DirectorySource
from zf_platform.keys import KeyRing

MESSAGE_TYP = "zf-msg+jws"
RECEIPT_TYP = "zf-receipt+jws"
CHECKPOINT_TYP = "zf-checkpoint+jws"
MESSAGE_TYPS = frozenset({MESSAGE_TYP, RECEIPT_TYP, CHECKPOINT_TYP})

SEAL_CODES: Mapping[str, str] = {}


class SealRefused(Exception):
    """A letter is not believed or cannot be written; `code` is one of SEAL_CODES, `detail` never quotes the content."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Sealed:
    """`raw` goes on the wire; keep `jws` and its digest: the peer's receipt names the digest."""

    raw: bytes = field(repr=False)
    jws: bytes = field(repr=False)
    jws_digest: str


@dataclass(frozen=True, slots=True)
class Opened:
    """`jws_digest` is SHA-256 of the JWS in hex, as receipts carry it; `jws` is the evidence a third party can verify."""

    envelope: bytes = field(repr=False)
    jws_digest: str
    signer_agency: str
    kid: str
    typ: str
    jws: bytes = field(repr=False)


class Sealer:
    """Writes letters of one agency."""

    def __init__(self, agency: str, *, ring: KeyRing, directory: DirectorySource, clock: Clock) -> None:
        raise NotImplementedError

    def seal(self, envelope: bytes, *, typ: str, receiver_agency: str) -> bytes:
        """The bytes for the wire; raises SealRefused (unknown receiver, no key, pair not allowed, too large)."""
        raise NotImplementedError

    def seal_with_evidence(self, envelope: bytes, *, typ: str, receiver_agency: str) -> Sealed:
        """Like `seal`, and also the JWS and its digest for the sender's own record."""
        raise NotImplementedError


class Opener:
    """Reads letters to one agency."""

    def __init__(self, agency: str, *, ring: KeyRing, directory: DirectorySource, clock: Clock) -> None:
        raise NotImplementedError

    def open(self, raw: bytes, *, typ: Collection[str] = MESSAGE_TYPS) -> Opened:
        """Decrypt and verify; `typ` is what the caller accepts. Raises SealRefused and nothing else."""
        raise NotImplementedError

    def open_batch(self, raws: Sequence[bytes], *, typ: Collection[str] = MESSAGE_TYPS) -> list[Opened | SealRefused]:
        """One outcome per letter, in order; never raises for bad content."""
        raise NotImplementedError
