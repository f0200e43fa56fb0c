"""One key, one effect: the key row is written first in the transaction of the act and keeps the answer's bytes.

A second request with the same key waits at the unique index until the first has ended. If that committed, the stored
answer is sent again; if it rolled back, the second request does the work.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from zf_law.problems import Problem
from zf_platform.direct import Direct
from zf_platform.errors import Conflict, Refused
from zf_platform.telemetry import count
from zf_platform.telemetry_names import MetricName

HEADER = "idempotency-key"
REPLAYED_HEADER = "Idempotency-Replayed"
UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_KEY = re.compile(r"^[\x21-\x7e]{8,128}\Z")
_CLAIM = Direct(
    """
    INSERT INTO idempotency_key (account_id, key, request_hash) VALUES (:account, :key, :request_hash)
    ON CONFLICT DO NOTHING RETURNING key
    """
)
_KEEP = Direct(
    """
    UPDATE idempotency_key SET status = :status, content_type = :content_type, body = :body
    WHERE account_id = :account AND key = :key
    """
)
_STORED = Direct(
    "SELECT request_hash, status, content_type, body FROM idempotency_key WHERE account_id = :account AND key = :key"
)


@dataclass(frozen=True, slots=True)
class Key:
    """`request_hash` covers method, path, query and body: the same key never serves two different requests.

    `once` is a dotted field of the JSON answer that is shown to the first asker and not kept.
    """

    account_id: str
    value: str
    request_hash: str
    once: str = ""


def read_key(request: Request) -> str:
    """The header's value; refused when missing or malformed."""
    value = request.headers.get(HEADER)
    if value is None:
        raise Refused((Problem("idempotency.key_missing"),))
    if not _KEY.match(value):
        raise Refused((Problem("idempotency.key_malformed"),))
    return value


def request_hash(request: Request, parts: Iterable[bytes]) -> str:
    """Each part is preceded by its length, so that no two requests share a hash by shifting a border."""
    seen = hashlib.sha256()
    target = (request.method.encode(), request.url.path.encode(), request.scope.get("query_string", b""))
    for part in (*target, *parts):
        seen.update(len(part).to_bytes(8))
        seen.update(part)
    return seen.hexdigest()


async def read_form(request: Request, *, cap: int) -> FormData:
    """The form within its limits; reading it again costs nothing."""
    return await request.form(max_files=20, max_fields=200, max_part_size=min(cap, 1 << 20))


async def form_parts(request: Request, *, cap: int) -> list[bytes]:
    """Name and content digest of every field of a form, read once into temporary files."""
    parts: list[bytes] = []
    for name, value in (await read_form(request, cap=cap)).multi_items():
        parts.append(name.encode())
        parts.append(await _file_digest(value) if isinstance(value, UploadFile) else value.encode("utf-8", "replace"))
    return parts


async def claim(session: AsyncSession, key: Key) -> Response | None:
    """None when the work is ours to do; else the answer given before. Waits for a running twin."""
    try:
        mine = await _CLAIM.rows(session, account=key.account_id, key=key.value, request_hash=key.request_hash)
    except asyncpg.LockNotAvailableError:
        raise Conflict((Problem("idempotency.in_progress"),)) from None
    return None if mine else await _stored(session, key)


async def keep(session: AsyncSession, key: Key, answer: Response) -> None:
    """Store the answer's bytes in the same transaction."""
    if not isinstance(answer.body, bytes):
        raise TypeError("a changing route answers with a body of known bytes, never with a stream")
    await _KEEP.rows(
        session,
        status=answer.status_code,
        content_type=answer.headers.get("content-type", ""),
        body=_kept(answer.body, key.once),
        account=key.account_id,
        key=key.value,
    )


def _kept(body: bytes, once: str) -> bytes:
    """The body without the field that is shown only once."""
    if not once or not body:
        return body
    content = json.loads(body)
    *path, name = once.split(".")
    place = content
    for part in path:
        place = place[part]
    place[name] = ""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


async def _stored(session: AsyncSession, key: Key) -> Response:
    (row,) = await _STORED.rows(session, account=key.account_id, key=key.value)
    if row["request_hash"] != key.request_hash:
        raise Refused((Problem("idempotency.body_differs"),))
    count(MetricName.HTTP_REPLAYED)
    headers = {REPLAYED_HEADER: "true"}
    if row["content_type"]:
        headers["content-type"] = row["content_type"]
    return Response(row["body"] or b"", status_code=row["status"], headers=headers)


async def _file_digest(file: UploadFile) -> bytes:
    seen = hashlib.sha256((file.filename or "").encode("utf-8", "replace"))
    while chunk := await file.read(256 * 1024):
        seen.update(chunk)
    await file.seek(0)
    return seen.digest()
