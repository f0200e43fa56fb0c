"""Signed, then encrypted: how bytes travel between agencies and what it takes to believe them.

`Sealer.seal` signs an envelope with this agency's message key (JWS) and encrypts it to the receiver's key (JWE).
`Opener.open` undoes both and refuses everything else, each refusal with its own code. The algorithm of a key comes from
the signed directory, never from the message; the audience stands inside the signature, so a letter cannot be forwarded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zf_contracts.envelope import MAX_BODY_BYTES
from zf_platform import jose
from zf_platform.clock import Clock
from zf_platform.directory import Directory, DirectorySource
from zf_platform.keys import DirectoryKey, KeyFileRefused, KeyRing, KeyUse
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName

MESSAGE_TYP = "zf-msg+jws"
RECEIPT_TYP = "zf-receipt+jws"
CHECKPOINT_TYP = "zf-checkpoint+jws"
MESSAGE_TYPS = frozenset({MESSAGE_TYP, RECEIPT_TYP, CHECKPOINT_TYP})

FUTURE_TOLERANCE = timedelta(hours=24)
"""A host clock that is hours ahead must not stop the exchange (skew has its own alarm); a day is no longer skew."""

_HEADER_NAMES = frozenset({"alg", "kid", "typ", "iss", "aud", "iat"})

SEAL_CODES: Mapping[str, str] = {
    "seal.too_large": "The sealed letter is larger than 256 KiB; large files travel by claim check.",
    "seal.malformed": "The bytes are no sealed letter: wrong parts, wrong spelling or wrong header.",
    "seal.not_encrypted": "The letter came signed but not encrypted.",
    "seal.encryption_algorithm": "The letter is encrypted with another algorithm than agreed.",
    "seal.not_for_us": "The letter is encrypted to a key that is not ours.",
    "seal.decryption": "The letter does not decrypt: it was changed on its way or made for another key.",
    "seal.typ": "The signature is of another kind (message, receipt, checkpoint) than expected here.",
    "seal.kid_unknown": "The signing key is not in the directory.",
    "seal.key_use": "The key that signed is not meant for messages.",
    "seal.signature_algorithm": "The letter names another signature algorithm than the directory does for this key.",
    "seal.issuer": "The sender named in the signature does not own the key.",
    "seal.signature": "The signature does not fit the content.",
    "seal.key_revoked": "The signing key was revoked.",
    "seal.key_not_valid": "The signing key was not valid when the letter was signed.",
    "seal.issued_at": "The time of signing is missing or more than a day in the future.",
    "seal.audience": "The letter was signed for another receiver.",
    "seal.pair_not_allowed": "The directory does not allow this sender to write to this receiver.",
    "seal.receiver_unknown": "The receiver is not in the directory.",
    "seal.no_key": "The receiver, or we ourselves, have no valid key; the keys must be renewed.",
}


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
    """`jws_digest` is SHA-256 of the JWS in hex, as receipts carry it; `jws` is evidence a third party can verify."""

    envelope: bytes = field(repr=False)
    jws_digest: str
    signer_agency: str
    kid: str
    typ: str
    jws: bytes = field(repr=False)


class Sealer:
    """Writes letters of one agency."""

    def __init__(self, agency: str, *, ring: KeyRing, directory: DirectorySource, clock: Clock) -> None:
        self._agency = agency
        self._ring = ring
        self._directory = directory
        self._clock = clock

    def seal(self, envelope: bytes, *, typ: str, receiver_agency: str) -> bytes:
        """The bytes for the wire; raises SealRefused (unknown receiver, no key, pair not allowed, too large)."""
        return self.seal_with_evidence(envelope, typ=typ, receiver_agency=receiver_agency).raw

    def seal_with_evidence(self, envelope: bytes, *, typ: str, receiver_agency: str) -> Sealed:
        """Like `seal`, and also the JWS and its digest for the sender's own record."""
        with step(SpanName.ENVELOPE_SEAL, peer=receiver_agency):
            return self._sealed(envelope, typ=typ, receiver_agency=receiver_agency)

    def _sealed(self, envelope: bytes, *, typ: str, receiver_agency: str) -> Sealed:
        directory = self._directory.current()
        now = self._clock.now()
        if directory.agency(receiver_agency) is None:
            raise SealRefused("seal.receiver_unknown", receiver_agency)
        if not directory.permits(self._agency, receiver_agency):
            raise SealRefused("seal.pair_not_allowed", f"{self._agency} to {receiver_agency}")
        encryption_key = directory.encryption_key(receiver_agency, now)
        if encryption_key is None:
            raise SealRefused("seal.no_key", receiver_agency)
        jws = self.sign(envelope, typ=typ, receiver_agency=receiver_agency)
        raw = jose.encrypt_jwe(jws, kid=encryption_key.kid, public=encryption_key.public)
        if len(raw) > MAX_BODY_BYTES:
            raise SealRefused("seal.too_large", f"{len(raw)} bytes, limit {MAX_BODY_BYTES}")
        return Sealed(raw, jws, hashlib.sha256(jws).hexdigest())

    def sign(self, content: bytes, *, typ: str, receiver_agency: str) -> bytes:
        """Only the JWS, for evidence that is stored and not sent."""
        if typ not in MESSAGE_TYPS:
            raise SealRefused("seal.typ", typ)
        now = self._clock.now()
        try:
            key = self._ring.current(KeyUse.MESSAGE, at=now)
        except KeyFileRefused:
            raise SealRefused("seal.no_key", self._agency) from None
        header = {
            "alg": key.entry.alg,
            "kid": key.kid,
            "typ": typ,
            "iss": agency_urn(self._agency),
            "aud": agency_urn(receiver_agency),
            "iat": int(now.timestamp()),
        }
        return jose.sign_jws(content, header=header, signer=jose.signer(key.entry.alg, key.secret))


class Opener:
    """Reads letters to one agency."""

    def __init__(self, agency: str, *, ring: KeyRing, directory: DirectorySource, clock: Clock) -> None:
        self._agency = agency
        self._ring = ring
        self._directory = directory
        self._clock = clock

    def open(self, raw: bytes, *, typ: Collection[str] = MESSAGE_TYPS) -> Opened:
        """Decrypt and verify; `typ` is what the caller accepts. Raises SealRefused and nothing else."""
        jws = self._decrypted(raw)
        directory = self._directory.current()
        return believe(jws, directory=directory, audience=self._agency, at=self._clock.now(), typ=typ)

    def open_batch(self, raws: Sequence[bytes], *, typ: Collection[str] = MESSAGE_TYPS) -> list[Opened | SealRefused]:
        """One outcome per letter, in order; never raises for bad content."""
        with step(SpanName.ENVELOPE_OPEN, count=len(raws)):
            return [self._outcome(raw, typ) for raw in raws]

    def _outcome(self, raw: bytes, typ: Collection[str]) -> Opened | SealRefused:
        try:
            return self.open(raw, typ=typ)
        except SealRefused as refusal:
            return refusal

    def _decrypted(self, raw: bytes) -> bytes:
        if len(raw) > MAX_BODY_BYTES:
            raise SealRefused("seal.too_large", f"{len(raw)} bytes, limit {MAX_BODY_BYTES}")
        if raw.count(b".") == 2:
            raise SealRefused("seal.not_encrypted")
        try:
            parsed = jose.parse_jwe(raw)
        except jose.UnexpectedAlgorithm:
            raise SealRefused("seal.encryption_algorithm") from None
        except jose.Malformed as error:
            raise SealRefused("seal.malformed", f"encryption: {error}") from None
        key = self._ring.by_kid(parsed.kid)
        if key is None or key.entry.use is not KeyUse.ENCRYPTION:
            raise SealRefused("seal.not_for_us")
        try:
            return parsed.decrypt(key.secret)
        except jose.Undecryptable as error:
            raise SealRefused("seal.decryption", str(error)) from None


def believe(
    jws: bytes, *, directory: Directory, audience: str, at: datetime, typ: Collection[str] = MESSAGE_TYPS
) -> Opened:
    """Verify a letter's signature as of `at`: now for a letter just received, the receipt's time for stored evidence.

    The signature is checked before anything else that the letter says, so that a refusal blames the right party.
    """
    try:
        parsed = jose.parse_jws(jws, names=_HEADER_NAMES)
    except jose.Malformed as error:
        raise SealRefused("seal.malformed", f"signature: {error}") from None
    header = parsed.header
    found = directory.key(str(header["kid"]))
    if found is None:
        raise SealRefused("seal.kid_unknown")
    owner, key = found
    _check_signature(parsed, key, owner=owner.code)
    if str(header["typ"]) not in typ:
        raise SealRefused("seal.typ")
    if header["aud"] != agency_urn(audience):
        raise SealRefused("seal.audience")
    _check_times(header["iat"], key, at=at)
    if not directory.permits(owner.code, audience):
        raise SealRefused("seal.pair_not_allowed", f"{owner.code} to {audience}")
    digest = hashlib.sha256(jws).hexdigest()
    return Opened(parsed.payload, digest, owner.code, key.kid, str(header["typ"]), jws)


def agency_urn(agency: str) -> str:
    return f"urn:zf:{agency}"


def _check_signature(parsed: jose.ParsedJws, key: DirectoryKey, *, owner: str) -> None:
    if key.use is not KeyUse.MESSAGE:
        raise SealRefused("seal.key_use", key.kid)
    verifier = jose.verifier(key.alg, key.public)
    if parsed.header["alg"] != key.alg or verifier is None:
        raise SealRefused("seal.signature_algorithm", key.kid)
    if parsed.header["iss"] != agency_urn(owner):
        raise SealRefused("seal.issuer", key.kid)
    if not verifier.verify(parsed.signature, data=parsed.signed_part):
        raise SealRefused("seal.signature", key.kid)


def _check_times(issued_at: object, key: DirectoryKey, *, at: datetime) -> None:
    """Valid at signing and not revoked now: a thief can backdate a letter, so revocation ends all trust."""
    if type(issued_at) is not int or not 0 <= issued_at <= (at + FUTURE_TOLERANCE).timestamp():
        raise SealRefused("seal.issued_at", key.kid)
    if key.revoked_at is not None and key.revoked_at <= at:
        raise SealRefused("seal.key_revoked", key.kid)
    if not key.valid_from.timestamp() <= issued_at < key.valid_to.timestamp():
        raise SealRefused("seal.key_not_valid", key.kid)
