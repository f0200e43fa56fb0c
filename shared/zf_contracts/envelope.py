"""The envelope of every message: CloudEvents 1.0 in structured JSON, read strictly.

`decode` is the only door for foreign bytes. It refuses what two readers could understand differently: duplicate keys,
NaN, floats, unknown attributes, deep nesting, oversized bodies. Unknown fields *inside* `data` are allowed (additive change).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, NoReturn

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from zf_contracts.exact import Exact

MAX_BODY_BYTES = 256 * 1024
MAX_DEPTH = 32
Sensitivity = Literal["L1", "L2", "L3", "L4"]

# Strings are matched whole, so that brackets inside them do not count.
_BRACKETS = re.compile(rb'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)
_STEP = {b"{": 1, b"[": 1, b"}": -1, b"]": -1}
_ADDRESS = r"^urn:zf:[a-z][a-z0-9_]{1,31}:[a-z]+$"
_SCHEMA = r"^urn:zf:schema:[a-z_.]+:[0-9]+$"
_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_TRACEPARENT = r"^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$"


class EnvelopeRefused(ValueError):
    """The bytes are no acceptable envelope. `code` is one of ENVELOPE_CODES; `detail` never quotes the content."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


ENVELOPE_CODES: Mapping[str, str] = {
    "envelope.too_large": "The body is larger than the limit; large files travel by claim check.",
    "envelope.not_json": "The body is not one JSON object in UTF-8.",
    "envelope.duplicate_key": "A key stands twice in one object.",
    "envelope.number": "NaN, Infinity and floating-point numbers are refused; amounts travel as text.",
    "envelope.too_deep": "The body is nested deeper than 32 levels.",
    "envelope.invalid": "An attribute is missing, unknown or malformed.",
}


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One service of one agency, for example `urn:zf:police:liaison`."""

    agency: str
    service: str

    def __str__(self) -> str:
        return f"urn:zf:{self.agency}:{self.service}"

    @classmethod
    def parse(cls, text: str) -> "Address":
        parts = text.split(":")
        if len(parts) != 4 or parts[:2] != ["urn", "zf"]:
            raise EnvelopeRefused("envelope.invalid", "address")
        return cls(agency=parts[2], service=parts[3])


class Envelope(BaseModel):
    """Attributes as in CloudEvents 1.0 plus ours; every meaning is here, nothing in transport headers.

    `time` is the sending; `actedat` is the legal act from which clocks run. `sequence` counts per (receiver, subject)
    from 1; 0 means the message needs no order. `epoch` rises when the sender's database was restored.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    specversion: Literal["1.0"] = "1.0"
    id: str = Field(pattern=_UUID)
    source: str = Field(pattern=_ADDRESS, max_length=80)
    type: str = Field(pattern=r"^[a-z_]+(\.[a-z_]+)+$", max_length=80)
    subject: str = Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_.:-]+$")
    time: AwareDatetime
    dataschema: str = Field(pattern=_SCHEMA, max_length=120)
    datacontenttype: Literal["application/json"] = "application/json"
    receiver: str = Field(pattern=_ADDRESS, max_length=80)
    sequence: int = Field(ge=0, strict=True)
    epoch: int = Field(ge=1, strict=True)
    correlationid: str = Field(min_length=1, max_length=80)
    causationid: str | None = Field(default=None, max_length=80)
    actedat: AwareDatetime
    sensitivity: Sensitivity = "L2"
    traceparent: str | None = Field(default=None, pattern=_TRACEPARENT)
    data: dict[str, object]

    @property
    def schema_version(self) -> int:
        return int(self.dataschema.rsplit(":", 1)[1])


class Payload(Exact):
    """Body of a message. Unknown fields are kept in the raw bytes and ignored here, so a peer may upgrade first."""

    model_config = ConfigDict(frozen=True, extra="ignore")
    TYPE: ClassVar[str]
    VERSION: ClassVar[int] = 1


def schema_urn(message_type: str, version: int) -> str:
    return f"urn:zf:schema:{message_type}:{version}"


def encode(envelope: Envelope) -> bytes:
    return envelope.model_dump_json(exclude_none=True).encode()


def decode(raw: bytes) -> Envelope:
    """Read foreign bytes strictly; raises EnvelopeRefused and nothing else."""
    if len(raw) > MAX_BODY_BYTES:
        raise EnvelopeRefused("envelope.too_large", f"{len(raw)} bytes, limit {MAX_BODY_BYTES}")
    _check_depth(raw)
    try:
        content = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_no_duplicates,
            parse_constant=_no_number,
            parse_float=_no_number,
        )
    except EnvelopeRefused:
        raise
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise EnvelopeRefused("envelope.not_json", type(error).__name__) from None
    try:
        return Envelope.model_validate(content)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "envelope"
        raise EnvelopeRefused("envelope.invalid", f"{field}: {first['type']}") from None


def _check_depth(raw: bytes) -> None:
    """Count brackets outside strings before parsing, so that nesting cannot exhaust the parser."""
    if raw.count(b"{") + raw.count(b"[") <= MAX_DEPTH:
        return
    depth = 0
    for token in _BRACKETS.finditer(raw):
        depth += _STEP.get(token.group(), 0)
        if depth > MAX_DEPTH:
            raise EnvelopeRefused("envelope.too_deep", f"more than {MAX_DEPTH} levels")


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise EnvelopeRefused("envelope.duplicate_key", "duplicate key")
    return result


def _no_number(_text: str) -> NoReturn:
    raise EnvelopeRefused("envelope.number", "number form refused")
