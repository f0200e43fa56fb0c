"""Forged letters by the thousand, each class with the codes it may be refused with. Everything from one seed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.unit.platform.signing.city import AGENCIES, City
from zf_platform import jose
from zf_platform.keys import PrivateKey, b64url, generate_keys
from zf_platform.signing import MESSAGE_TYP, RECEIPT_TYP, Sealed, agency_urn

SIGNATURE_BROKEN = frozenset(
    {"seal.signature", "seal.malformed", "seal.kid_unknown", "seal.issuer", "seal.signature_algorithm"}
)
WIRE_BROKEN = frozenset(
    {"seal.decryption", "seal.malformed", "seal.not_for_us", "seal.encryption_algorithm", "seal.not_encrypted"}
)


@dataclass(frozen=True, slots=True)
class Forgery:
    kind: str
    raw: bytes
    codes: frozenset[str]


class Forger:
    """Knows all public keys, owns the stolen and useless private ones, and may send anything to the court."""

    def __init__(self, city: City, *, seed: int) -> None:
        self._city = city
        self._random = random.Random(seed)
        self._strangers = generate_keys("police", now=city.clock.now())
        self._genuine = [
            city.sealer("police").seal_with_evidence(self._body(), typ=MESSAGE_TYP, receiver_agency="court")
            for _ in range(8)
        ]
        self.kinds: Mapping[str, Callable[[], Forgery]] = {
            name.removeprefix("forge_"): getattr(self, name) for name in dir(self) if name.startswith("forge_")
        }

    def forge(self, kind: str) -> Forgery:
        return self.kinds[kind]()

    # The wire: somebody between the agencies changes what passes.

    def forge_bit_of_wire(self) -> Forgery:
        segment = self._random.randrange(5)
        raw = self._flipped_segment(self._letter().raw, segment)
        return Forgery(f"wire segment {segment}", raw, WIRE_BROKEN)

    def forge_cut_or_longer(self) -> Forgery:
        raw = self._letter().raw
        cut = raw[: self._random.randrange(len(raw))]
        longer = raw + self._random.choice([b"\n", b"=", b".", b"A", b"\0", b" "])
        return Forgery("cut or longer", self._random.choice([cut, longer]), WIRE_BROKEN)

    def forge_mixed_segments(self) -> Forgery:
        first, second = self._random.sample(self._genuine, 2)
        parts, other = first.raw.split(b"."), second.raw.split(b".")
        segment = self._random.randrange(5)
        parts[segment] = other[segment]
        return Forgery("mixed letters", b".".join(parts), frozenset({"seal.decryption"}))

    def forge_noise(self) -> Forgery:
        size = self._random.randrange(400)
        raw = self._random.randbytes(size)
        text = b".".join(base64.urlsafe_b64encode(self._random.randbytes(9)) for _ in range(5))
        return Forgery("noise", self._random.choice([raw, text]), WIRE_BROKEN)

    def forge_oversize(self) -> Forgery:
        raw = self._letter().raw + b"A" * (256 * 1024)
        return Forgery("oversize", raw, frozenset({"seal.too_large"}))

    def forge_stripped_encryption(self) -> Forgery:
        return Forgery("stripped", self._letter().jws, frozenset({"seal.not_encrypted"}))

    def forge_other_encryption(self) -> Forgery:
        change = self._random.choice(
            [{"alg": "dir"}, {"alg": "ECDH-ES"}, {"enc": "A128CBC-HS256"}, {"alg": "none"}, {"alg": "RSA1_5"}]
        )
        return self._outer(change, "seal.encryption_algorithm")

    def forge_odd_outer_header(self) -> Forgery:
        change: dict[str, object] = self._random.choice(
            [{"zip": "DEF"}, {"crit": ["x"]}, {"epk": "x"}, {"epk": {}}, {"kid": 7}, {"cty": "JWT"}, {"jwk": {}}]
        )
        return self._outer(change, "seal.malformed")

    def forge_weak_point(self) -> Forgery:
        """A point of small order as ephemeral key makes the shared secret known to everybody."""
        point = b64url(self._random.choice([bytes(32), (1).to_bytes(32, "little")]))
        return self._outer({"epk": {"kty": "OKP", "crv": "X25519", "x": point}}, "seal.decryption")

    def forge_to_another_agency(self) -> Forgery:
        other = self._random.choice([agency for agency in AGENCIES if agency != "court"])
        raw = self._encrypted(self._letter().jws, receiver=other)
        return Forgery("for another", raw, frozenset({"seal.not_for_us"}))

    def forge_kid_of_ours_with_foreign_key(self) -> Forgery:
        kid = self._city.rings["court"].keys[1].kid
        raw = jose.encrypt_jwe(self._letter().jws, kid=kid, public=self._strangers.keys[1].entry.public)
        return Forgery("our kid, other key", raw, frozenset({"seal.decryption"}))

    # The signature: an agency with its own keys, or nobody with none, pretends to be the police.

    def forge_bit_of_signature_part(self) -> Forgery:
        segment = self._random.randrange(3)
        jws = self._flipped_segment(self._letter().jws, segment)
        return Forgery(f"signed segment {segment}", self._encrypted(jws), SIGNATURE_BROKEN)

    def forge_stranger(self) -> Forgery:
        genuine_kid = self._random.random() < 0.5
        key = self._strangers.keys[0]
        header = self._header(kid=self._police().kid if genuine_kid else key.kid)
        code = "seal.signature" if genuine_kid else "seal.kid_unknown"
        return self._signed(header, key, code)

    def forge_by_another_agency(self) -> Forgery:
        agency = self._random.choice(["procuratorate", "justice", "committee"])
        key = self._city.rings[agency].keys[0]
        own_kid = self._random.random() < 0.5
        header = self._header(kid=key.kid if own_kid else self._police().kid)
        return self._signed(header, key, "seal.issuer" if own_kid else "seal.signature")

    def forge_algorithm_none(self) -> Forgery:
        header = self._header(alg=self._random.choice(["none", "None", "NONE", "", None]))
        head = jose.sign_jws(self._body(), header=header, signer=self._signer(self._police())).rsplit(b".", 1)[0]
        return Forgery("alg none", self._encrypted(head + b"."), frozenset({"seal.signature_algorithm"}))

    def forge_algorithm_hmac(self) -> Forgery:
        """The classic: the public key as the secret of a symmetric algorithm."""
        header = self._header(alg=self._random.choice(["HS256", "HS512"]))
        head = jose.sign_jws(self._body(), header=header, signer=self._signer(self._police())).rsplit(b".", 1)[0]
        code = hmac.new(self._police().entry.public, head, hashlib.sha256).digest()
        raw = self._encrypted(head + b"." + b64url(code).encode())
        return Forgery("alg HS256", raw, frozenset({"seal.signature_algorithm"}))

    def forge_algorithm_renamed(self) -> Forgery:
        return self._signed(self._header(alg="EdDSA"), self._police(), "seal.signature_algorithm")

    def forge_wrong_use(self) -> Forgery:
        key = self._city.rings["police"].keys[2]
        return self._signed(self._header(kid=key.kid), key, "seal.key_use")

    def forge_dead_key(self) -> Forgery:
        code, key = self._random.choice(
            list(
                zip(
                    ("seal.key_revoked", "seal.key_not_valid", "seal.key_not_valid"),
                    self._city.rings["police"].keys[3:],
                    strict=True,
                )
            )
        )
        return self._signed(self._header(kid=key.kid), key, code)

    def forge_backdated_with_revoked_key(self) -> Forgery:
        key = self._city.rings["police"].keys[3]
        back = self._now() - self._random.randrange(86400, 80 * 86400)
        return self._signed(self._header(kid=key.kid, iat=back), key, "seal.key_revoked")

    # Genuine keys, wrong words: what the police themselves signed for something else.

    def forge_other_typ(self) -> Forgery:
        typ = self._random.choice([RECEIPT_TYP, "zf-access+jwt", "JWT", "", None, ["zf-msg+jws"], {"a": 1}])
        return self._signed(self._header(typ=typ), self._police(), "seal.typ")

    def forge_other_audience(self) -> Forgery:
        audience = self._random.choice(
            [
                "urn:zf:justice",
                "urn:zf:police",
                "court",
                "urn:zf:court:liaison",
                "",
                None,
                ["urn:zf:court"],
                "URN:ZF:COURT",
            ]
        )
        return self._signed(self._header(aud=audience), self._police(), "seal.audience")

    def forge_other_issuer(self) -> Forgery:
        issuer = self._random.choice(["urn:zf:justice", "urn:zf:court", "police", "", None, 1])
        return self._signed(self._header(iss=issuer), self._police(), "seal.issuer")

    def forge_odd_time(self) -> Forgery:
        odd = self._random.choice([self._now() + 2 * 86400, -1, True, "1", None, [1], 10**30])
        return self._signed(self._header(iat=odd), self._police(), "seal.issued_at")

    def forge_time_outside_the_key(self) -> Forgery:
        return self._signed(self._header(iat=self._random.randrange(10**9)), self._police(), "seal.key_not_valid")

    def forge_odd_signed_header(self) -> Forgery:
        header = self._header()
        if self._random.random() < 0.5:
            header.pop(self._random.choice(sorted(header)))
        else:
            header[self._random.choice(["crit", "jwk", "jku", "x5c", "b64", "exp"])] = "x"
        return self._signed(header, self._police(), "seal.malformed")

    def forge_doubled_name(self) -> Forgery:
        """Two readers, two opinions: the same name twice in the signed header."""
        text = json.dumps(self._header())[:-1] + ', "aud": "urn:zf:court"}'
        signed_part = f"{b64url(text.encode())}.{b64url(self._body())}".encode()
        signature = self._signer(self._police()).sign(signed_part)
        raw = self._encrypted(signed_part + b"." + b64url(signature).encode())
        return Forgery("doubled name", raw, frozenset({"seal.malformed"}))

    def forge_forbidden_pair(self) -> Forgery:
        """The committee may not write to the court in this directory, whatever it signs."""
        key = self._city.rings["committee"].keys[0]
        header = self._header(kid=key.kid, iss=agency_urn("committee"))
        return self._signed(header, key, "seal.pair_not_allowed")

    def _outer(self, change: Mapping[str, object], code: str) -> Forgery:
        parts = self._letter().raw.split(b".")
        header = {**json.loads(jose.decode_segment(parts[0])), **change}
        parts[0] = b64url(json.dumps(header).encode()).encode()
        return Forgery(f"outer header {sorted(change)}", b".".join(parts), frozenset({code}))

    def _signed(self, header: Mapping[str, object], key: PrivateKey, code: str) -> Forgery:
        jws = jose.sign_jws(self._body(), header=header, signer=self._signer(key))
        return Forgery(f"header {dict(header)}", self._encrypted(jws), frozenset({code}))

    def _header(self, **changed: object) -> dict[str, object]:
        return {
            "alg": "Ed25519",
            "kid": self._police().kid,
            "typ": MESSAGE_TYP,
            "iss": agency_urn("police"),
            "aud": agency_urn("court"),
            "iat": self._now(),
            **changed,
        }

    def _flipped_segment(self, raw: bytes, segment: int) -> bytes:
        """One bit of one character of one segment."""
        parts = raw.split(b".")
        chosen = bytearray(parts[segment])
        chosen[self._random.randrange(len(chosen))] ^= 1 << self._random.randrange(8)
        parts[segment] = bytes(chosen)
        return b".".join(parts)

    def _encrypted(self, jws: bytes, *, receiver: str = "court") -> bytes:
        key = self._city.rings[receiver].keys[1].entry
        return jose.encrypt_jwe(jws, kid=key.kid, public=key.public)

    def _letter(self) -> Sealed:
        return self._random.choice(self._genuine)

    def _body(self) -> bytes:
        return b'{"matter":"%d"}' % self._random.randrange(10**9)

    def _police(self) -> PrivateKey:
        return self._city.rings["police"].keys[0]

    def _signer(self, key: PrivateKey) -> jose.Signer:
        return jose.signer("Ed25519", key.secret)

    def _now(self) -> int:
        return int(self._city.clock.now().timestamp())
