"""Ids and secrets. Primary keys are UUIDv7: sortable by time, free of meaning."""

import os
import secrets
from datetime import datetime


def new_id(now: datetime) -> str:
    """UUID version 7 (RFC 9562) as text: 48 bits of milliseconds, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & 0xFFFF_FFFF_FFFF
    random = int.from_bytes(os.urandom(10))
    value = milliseconds << 80 | random
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    text = f"{value:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def new_secret(size: int = 32) -> str:
    """An unguessable token of `size` random bytes, URL-safe."""
    return secrets.token_urlsafe(size)


def new_digits(count: int) -> str:
    """A code of so many random decimal digits, for people to type."""
    return f"{secrets.randbelow(10**count):0{count}d}"


def new_letters(count: int, *, letters: str) -> str:
    """A code of so many random characters out of `letters`, for people to read and type."""
    return "".join(secrets.choice(letters) for _ in range(count))


def jitter(upper: float) -> float:
    """Full jitter: a uniform draw from [0, upper) seconds, so that retries of many never march in step."""
    return secrets.randbelow(1_000_000) / 1_000_000 * upper
