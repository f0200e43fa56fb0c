"""The few JOSE forms we use, read strictly: JWS compact, and JWE compact with ECDH-ES+A256KW and A256GCM.

Written on `cryptography` directly because a general library costs 0.3 ms per letter on the hot path; tests cross-check
it with joserfc in both directions. Reading is narrower than the standards: one spelling of every value, a fixed set of
header names, no compression, no `crit`, and algorithms chosen by the caller, never by the message.
"""

from __future__ import annotations

import binascii
import hashlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KEY_AGREEMENT = "ECDH-ES+A256KW"
CONTENT_ENCRYPTION = "A256GCM"
_JWE_NAMES = frozenset({"alg", "enc", "kid", "cty", "epk"})
_EPK_NAMES = frozenset({"kty", "crv", "x"})
# Concat KDF (RFC 7518, 4.6.2): round counter before the secret; algorithm, two empty parties, key length after it.
_KDF_COUNTER = (1).to_bytes(4)
_KDF_SUFFIX = len(KEY_AGREEMENT).to_bytes(4) + KEY_AGREEMENT.encode() + bytes(8) + (256).to_bytes(4)


class Malformed(ValueError):
    """The text is no JWS or JWE of the accepted form."""


class Undecryptable(ValueError):
    """The key does not open this, or the bytes were changed."""


class Signer(Protocol):
    """Port for a signature algorithm: bound to one private key."""

    @property
    def alg(self) -> str: ...

    def sign(self, data: bytes) -> bytes: ...


class Verifier(Protocol):
    """Port for a signature algorithm: bound to one public key."""

    @property
    def alg(self) -> str: ...

    def verify(self, signature: bytes, *, data: bytes) -> bool: ...


@dataclass(frozen=True, slots=True)
class Ed25519Signer:
    key: Ed25519PrivateKey
    alg: str = "Ed25519"

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data)


@dataclass(frozen=True, slots=True)
class Ed25519Verifier:
    key: Ed25519PublicKey
    alg: str = "Ed25519"

    def verify(self, signature: bytes, *, data: bytes) -> bool:
        try:
            self.key.verify(signature, data)
        except InvalidSignature:
            return False
        return True


# New algorithms (SM2-SM3, ML-DSA) register here under the name that directory entries carry.
SIGNERS: Mapping[str, Callable[[bytes], Signer]] = {
    "Ed25519": lambda secret: Ed25519Signer(Ed25519PrivateKey.from_private_bytes(secret)),
}
VERIFIERS: Mapping[str, Callable[[bytes], Verifier]] = {
    "Ed25519": lambda public: Ed25519Verifier(Ed25519PublicKey.from_public_bytes(public)),
}


@lru_cache(maxsize=1024)
def verifier(alg: str, public: bytes) -> Verifier | None:
    """The verifier for a directory key; None when its algorithm is not installed."""
    make = VERIFIERS.get(alg)
    return None if make is None else make(public)


@lru_cache(maxsize=256)
def signer(alg: str, secret: bytes) -> Signer:
    return SIGNERS[alg](secret)


@dataclass(frozen=True, slots=True)
class ParsedJws:
    """A JWS taken apart but not yet believed."""

    header: Mapping[str, object]
    payload: bytes
    signature: bytes
    signed_part: bytes


def sign_jws(payload: bytes, *, header: Mapping[str, object], signer: Signer) -> bytes:
    signed_part = _encode(_json(header)) + b"." + _encode(payload)
    return signed_part + b"." + _encode(signer.sign(signed_part))


def parse_jws(raw: bytes, *, names: frozenset[str]) -> ParsedJws:
    """Take a JWS apart; the header must hold exactly `names`. Raises Malformed."""
    parts = raw.split(b".")
    if len(parts) != 3:
        raise Malformed("parts")
    return ParsedJws(
        header=_header(parts[0], names),
        payload=decode_segment(parts[1]),
        signature=decode_segment(parts[2]),
        signed_part=raw[: len(parts[0]) + 1 + len(parts[1])],
    )


def encrypt_jwe(plaintext: bytes, *, kid: str, public: bytes) -> bytes:
    """Encrypt to one X25519 key with a fresh ephemeral key and content key."""
    ephemeral = X25519PrivateKey.generate()
    wrapping_key = _derive(ephemeral.exchange(_x25519_public(public)))
    header = {
        "alg": KEY_AGREEMENT,
        "enc": CONTENT_ENCRYPTION,
        "kid": kid,
        "cty": "JOSE",
        "epk": {
            "kty": "OKP",
            "crv": "X25519",
            "x": _encode(ephemeral.public_key().public_bytes_raw()).decode(),
        },
    }
    protected = _encode(_json(header))
    content_key = os.urandom(32)
    nonce = os.urandom(12)
    sealed = AESGCM(content_key).encrypt(nonce, plaintext, protected)
    wrapped = aes_key_wrap(wrapping_key, content_key)
    return b".".join(
        (protected, _encode(wrapped), _encode(nonce), _encode(sealed[:-16]), _encode(sealed[-16:])),
    )


@dataclass(frozen=True, slots=True)
class ParsedJwe:
    """A JWE taken apart; `decrypt` needs the private key named by `kid`."""

    kid: str
    ephemeral: bytes
    protected: bytes
    wrapped: bytes
    nonce: bytes
    sealed: bytes

    def decrypt(self, secret: bytes) -> bytes:
        """Raises Undecryptable."""
        try:
            shared = _x25519_private(secret).exchange(X25519PublicKey.from_public_bytes(self.ephemeral))
            content_key = aes_key_unwrap(_derive(shared), self.wrapped)
            return AESGCM(content_key).decrypt(self.nonce, self.sealed, self.protected)
        except (InvalidUnwrap, InvalidTag, ValueError) as error:
            raise Undecryptable(type(error).__name__) from None


def parse_jwe(raw: bytes) -> ParsedJwe:
    """Take a JWE apart. Raises Malformed; wrong algorithms raise UnexpectedAlgorithm."""
    parts = raw.split(b".")
    if len(parts) != 5:
        raise Malformed("parts")
    header = _header(parts[0], _JWE_NAMES)
    if (header["alg"], header["enc"]) != (KEY_AGREEMENT, CONTENT_ENCRYPTION):
        raise UnexpectedAlgorithm("encryption")
    epk, kid = header["epk"], header["kid"]
    if not isinstance(epk, dict) or epk.keys() != _EPK_NAMES or not isinstance(kid, str):
        raise Malformed("epk")
    if (epk["kty"], epk["crv"], header["cty"]) != ("OKP", "X25519", "JOSE"):
        raise Malformed("epk")
    ephemeral = decode_segment(str(epk["x"]).encode())
    wrapped, nonce, ciphertext, tag = (decode_segment(part) for part in parts[1:])
    if (len(ephemeral), len(wrapped), len(nonce), len(tag)) != (32, 40, 12, 16):
        raise Malformed("lengths")
    return ParsedJwe(kid, ephemeral, parts[0], wrapped, nonce, ciphertext + tag)


class UnexpectedAlgorithm(Malformed):
    """The header names an algorithm that is not the agreed one."""


def decode_segment(part: bytes) -> bytes:
    """Strict base64url: exactly one spelling per value, else Malformed."""
    spare = len(part) % 4
    # The last character of an incomplete group has bits that carry nothing; they must be zero.
    if spare == 1 or (spare and part[-1] not in _LAST_CHARACTERS[spare]):
        raise Malformed("base64url")
    try:
        return binascii.a2b_base64(part.translate(_TO_STANDARD) + _PADDING[spare], strict_mode=True)
    except binascii.Error:
        raise Malformed("base64url") from None


def strict_json(raw: bytes) -> dict[str, object]:
    """One JSON object, no duplicate names, no numbers but whole ones. Raises Malformed."""
    try:
        content = _DECODER.decode(raw.decode())
    except (ValueError, RecursionError):
        raise Malformed("json") from None
    if not isinstance(content, dict):
        raise Malformed("json")
    return content


def _header(part: bytes, names: frozenset[str]) -> dict[str, object]:
    if len(part) > 2048:
        raise Malformed("header")
    header = strict_json(decode_segment(part))
    if header.keys() != names:
        raise Malformed("header names")
    return header


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise Malformed("duplicate name")
    return result


def _no_number(_text: str) -> object:
    raise Malformed("number")


def _derive(shared: bytes) -> bytes:
    return hashlib.sha256(_KDF_COUNTER + shared + _KDF_SUFFIX).digest()


@lru_cache(maxsize=256)
def _x25519_public(public: bytes) -> X25519PublicKey:
    return X25519PublicKey.from_public_bytes(public)


@lru_cache(maxsize=64)
def _x25519_private(secret: bytes) -> X25519PrivateKey:
    return X25519PrivateKey.from_private_bytes(secret)


def _json(header: Mapping[str, object]) -> bytes:
    return _ENCODER.encode(header).encode()


def _encode(raw: bytes) -> bytes:
    return binascii.b2a_base64(raw, newline=False).translate(_TO_URL, b"=")


# Built once: a call to json.loads or base64.urlsafe_b64decode with options costs more than the work itself.
_DECODER = json.JSONDecoder(object_pairs_hook=_unique, parse_float=_no_number, parse_constant=_no_number)
_ENCODER = json.JSONEncoder(separators=(",", ":"))
_URL_ALPHABET = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_TO_URL = bytes.maketrans(b"+/", b"-_")
_TO_STANDARD = bytes.maketrans(b"-_+/=", b"+/!!!")
_PADDING = (b"", b"", b"==", b"=")
_LAST_CHARACTERS = (b"", b"", _URL_ALPHABET[::16], _URL_ALPHABET[::4])
