"""Keys of an agency: one Ed25519 key signs messages, one X25519 key opens them, one Ed25519 key signs tokens.

`generate_keys` makes a ring, `save_keys`/`load_keys` keep it in a JSON file only its owner may read (mode 0600). The
public halves go into the signed directory; a kid is bound to its key by the thumbprint it ends with.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

SIGNATURE_ALG = "Ed25519"
ENCRYPTION_ALG = "ECDH-ES+A256KW"
LIFETIME = timedelta(days=730)
BACKDATE = timedelta(days=1)
"""New keys are valid from a day before, so that an agency whose host clock is behind can use them at once."""


class KeyUse(StrEnum):
    MESSAGE = "message"
    ENCRYPTION = "encryption"
    ACCESS = "access"
    DIRECTORY = "directory"


class KeyFileRefused(Exception):
    """The private key file cannot be trusted or read; the text says what to do."""


@dataclass(frozen=True, slots=True)
class DirectoryKey:
    """A public key as the directory tells it. `public` is the raw 32 bytes; `revoked_at` ends all trust in it."""

    kid: str
    use: KeyUse
    alg: str
    public: bytes = field(repr=False)
    valid_from: datetime
    valid_to: datetime
    revoked_at: datetime | None = None

    def jwk(self) -> dict[str, str]:
        return {"kty": "OKP", "crv": curve_of(self.use), "x": b64url(self.public)}


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """A public key with its secret half (raw 32 bytes)."""

    entry: DirectoryKey
    secret: bytes = field(repr=False)

    @property
    def kid(self) -> str:
        return self.entry.kid


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All private keys of one agency, old ones included: they still open letters sealed before a rotation."""

    agency: str
    keys: tuple[PrivateKey, ...]

    def current(self, use: KeyUse, *, at: datetime) -> PrivateKey:
        """The newest key of this use valid at `at`; raises KeyFileRefused when none is."""
        fitting = [
            key
            for key in self.keys
            if key.entry.use is use and key.entry.valid_from <= at < key.entry.valid_to and key.entry.revoked_at is None
        ]
        if not fitting:
            raise KeyFileRefused(f"{self.agency} has no valid {use} key at {at.isoformat()}; rotate the keys")
        return max(fitting, key=lambda key: (key.entry.valid_from, key.kid))

    def by_kid(self, kid: str) -> PrivateKey | None:
        return next((key for key in self.keys if key.kid == kid), None)

    def public(self) -> tuple[DirectoryKey, ...]:
        return tuple(key.entry for key in self.keys)


def generate_keys(agency: str, *, now: datetime, lifetime: timedelta = LIFETIME) -> KeyRing:
    """A fresh ring of message, encryption and access key for one agency."""
    uses = (KeyUse.MESSAGE, KeyUse.ENCRYPTION, KeyUse.ACCESS)
    return KeyRing(agency, tuple(generate_key(agency, use=use, now=now, lifetime=lifetime) for use in uses))


def generate_key(agency: str, *, use: KeyUse, now: datetime, lifetime: timedelta = LIFETIME) -> PrivateKey:
    private: Ed25519PrivateKey | X25519PrivateKey
    private = X25519PrivateKey.generate() if use is KeyUse.ENCRYPTION else Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    entry = DirectoryKey(
        kid=f"{agency}.{use}.{thumbprint(use, public)[:16]}",
        use=use,
        alg=ENCRYPTION_ALG if use is KeyUse.ENCRYPTION else SIGNATURE_ALG,
        public=public,
        valid_from=now - BACKDATE,
        valid_to=now + lifetime,
    )
    return PrivateKey(entry, private.private_bytes_raw())


def save_keys(path: Path, *, ring: KeyRing) -> None:
    """Write the ring with mode 0600, whole or not at all."""
    content = {"agency": ring.agency, "keys": [_stored(key) for key in ring.keys]}
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(file.fileno(), 0o600)
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def load_keys(path: Path) -> KeyRing:
    """Read a ring; refuses a file that others may read, and keys that do not fit their own thumbprint."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        content = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise KeyFileRefused(
            f"key file {path} cannot be read ({type(error).__name__}); create it with `zf directory make`"
        ) from None
    if mode & 0o077:
        raise KeyFileRefused(f"key file {path} may be read by others (mode {mode:o}); run chmod 600 on it")
    try:
        ring = KeyRing(str(content["agency"]), tuple(_restored(entry) for entry in content["keys"]))
    except (KeyError, TypeError, ValueError) as error:
        raise KeyFileRefused(f"key file {path} is damaged ({type(error).__name__}); restore it from backup") from None
    return ring


def key_entry(content: Mapping[str, object]) -> DirectoryKey:
    """A directory key from its JSON form; raises ValueError on anything out of place."""
    jwk = content["jwk"]
    if not isinstance(jwk, Mapping):
        raise ValueError("jwk")
    use = KeyUse(str(content["use"]))
    public = unb64url(str(jwk["x"]))
    kid = str(content["kid"])
    expected_alg = ENCRYPTION_ALG if use is KeyUse.ENCRYPTION else SIGNATURE_ALG
    shape = (jwk.get("kty"), jwk.get("crv"), len(public), content["alg"])
    if shape != ("OKP", curve_of(use), 32, expected_alg) or not kid.endswith(f".{thumbprint(use, public)[:16]}"):
        raise ValueError(f"key {kid}")
    revoked = content.get("revoked_at")
    return DirectoryKey(
        kid=kid,
        use=use,
        alg=expected_alg,
        public=public,
        valid_from=aware(content["valid_from"]),
        valid_to=aware(content["valid_to"]),
        revoked_at=None if revoked is None else aware(revoked),
    )


def key_content(entry: DirectoryKey) -> dict[str, object]:
    return {
        "kid": entry.kid,
        "use": str(entry.use),
        "alg": entry.alg,
        "jwk": entry.jwk(),
        "valid_from": entry.valid_from.isoformat(),
        "valid_to": entry.valid_to.isoformat(),
        "revoked_at": entry.revoked_at.isoformat() if entry.revoked_at else None,
    }


def curve_of(use: KeyUse) -> str:
    return "X25519" if use is KeyUse.ENCRYPTION else "Ed25519"


def thumbprint(use: KeyUse, public: bytes) -> str:
    """RFC 7638 thumbprint of an OKP key, hex."""
    text = f'{{"crv":"{curve_of(use)}","kty":"OKP","x":"{b64url(public)}"}}'
    return hashlib.sha256(text.encode()).hexdigest()


def aware(value: object) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("a time without zone")
    return moment


def b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64url(text: str) -> bytes:
    """Strict base64url without padding: one spelling per value, so that no second text carries the same bytes."""
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if b64url(raw) != text:
        raise ValueError("not canonical base64url")
    return raw


def _stored(key: PrivateKey) -> dict[str, object]:
    content = key_content(key.entry)
    content["jwk"] = {**key.entry.jwk(), "d": b64url(key.secret)}
    return content


def _restored(content: Mapping[str, object]) -> PrivateKey:
    entry = key_entry(content)
    jwk = content["jwk"]
    assert isinstance(jwk, Mapping)
    secret = unb64url(str(jwk["d"]))
    private: Ed25519PrivateKey | X25519PrivateKey
    if entry.use is KeyUse.ENCRYPTION:
        private = X25519PrivateKey.from_private_bytes(secret)
    else:
        private = Ed25519PrivateKey.from_private_bytes(secret)
    if private.public_key().public_bytes_raw() != entry.public:
        raise ValueError(f"key {entry.kid}: secret and public half differ")
    return PrivateKey(entry, secret)
