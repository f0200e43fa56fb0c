"""Identity numbers at rest: encrypted for reading, hashed with a key for finding, masked for showing.

One master key per deployment (`ZF_PERSONAL_KEY`, base64 of 32 bytes). The keys for encrypting and for hashing are
derived from it, so that neither use weakens the other. The stored text names its version, so a later form can stand
beside it.
"""

import base64
import binascii
import hmac
import os
import unicodedata
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = "zp1"
KEY_BYTES = 32
_NONCE_BYTES = 12


class PersonalKeyInvalid(ValueError):
    """ZF_PERSONAL_KEY is not base64 of exactly 32 bytes."""


class PersonalTextInvalid(ValueError):
    """A stored text was changed, was written with another key, or is of an unknown version."""


class PersonalKey:
    """Encrypts and finds personal values. `repr` shows no key."""

    def __init__(self, master: bytes) -> None:
        if len(master) != KEY_BYTES:
            raise PersonalKeyInvalid(f"{KEY_BYTES} bytes are needed, {len(master)} were given")
        self._cipher = AESGCM(derive_key(master, purpose=b"zhengfa personal encryption 1"))
        self._hash_key = derive_key(master, purpose=b"zhengfa personal search 1")

    @classmethod
    def from_text(cls, text: str) -> "PersonalKey":
        """The key as the setting gives it: standard or URL-safe base64."""
        return cls(key_from_text(text))

    def encrypt(self, text: str) -> str:
        """AES-256-GCM with a fresh nonce: the same text never looks the same twice. Empty stays empty."""
        if not text:
            return ""
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, text.encode(), VERSION.encode())
        return f"{VERSION}.{base64.urlsafe_b64encode(nonce + sealed).decode().rstrip('=')}"

    def decrypt(self, stored: str) -> str:
        """The text again; raises PersonalTextInvalid and tells nothing of the content."""
        if not stored:
            return ""
        version, _, body = stored.partition(".")
        if version != VERSION:
            raise PersonalTextInvalid("unknown version of a stored personal value")
        try:
            raw = base64.b64decode(body + "=" * (-len(body) % 4), altchars=b"-_", validate=True)
            return self._cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], version.encode()).decode()
        except (InvalidTag, binascii.Error, ValueError):
            raise PersonalTextInvalid("a stored personal value cannot be read with this key") from None

    def keyed_hash(self, kind: str, value: str) -> str:
        """HMAC-SHA256 (hex) of the normalised value: equal numbers meet, however they were typed. Empty stays empty.

        `kind` (citizen_id, passport, …) separates equal digits of different papers.
        """
        normal = normalise(value)
        if not normal:
            return ""
        return hmac.new(self._hash_key, f"{kind}\x00{normal}".encode(), sha256).hexdigest()


def normalise(value: str) -> str:
    """Half-width, upper case, without blanks and hyphens: one form of a number for comparing."""
    folded = unicodedata.normalize("NFKC", value).upper()
    return "".join(character for character in folded if not character.isspace() and character not in "-·")


def new_personal_key() -> str:
    """A fresh key as text for the setting."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


def key_from_text(text: str) -> bytes:
    """The master key in a setting's text; raises PersonalKeyInvalid."""
    try:
        master = base64.b64decode(text.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raise PersonalKeyInvalid("the key is no base64 text") from None
    if len(master) != KEY_BYTES:
        raise PersonalKeyInvalid(f"{KEY_BYTES} bytes are needed, {len(master)} were given")
    return master


def derive_key(master: bytes, *, purpose: bytes) -> bytes:
    """A key of its own for each use, so that no use weakens another."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(master)
