"""Are the rows of a hand-over made in the process those of one made through the API? Everything both agencies wrote for it
is read as text, with what differs by nature (ids, times, numbers, digests) covered up, and must then be the same.
"""

import re
from collections import Counter
from collections.abc import Mapping

import asyncpg

_NATURE = (
    (re.compile(r"\b[0-9a-f]{64}\b"), "<digest>"),
    (re.compile(r"\b00-[0-9a-f]{32}-[0-9a-f]{16}-"), "<trace>-"),
    (re.compile(r"\b[0-9a-f]{32}\b"), "<trace id>"),
    (re.compile(r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d(:?\d\d)?)?"), "<time>"),
    (re.compile(r"\bXT\d{6}\d{8}\d{6}"), "<matter>"),
    (re.compile(r"\bA3299\d{14}"), "<case>"),
    (re.compile(r"(测试人|故障试验案件 )\d+"), "<name>"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "<id>"),
)
_OTHERWISE = "'{seq,hash,body,envelope,lease_token,next_at}'::text[]"
_ANSWERS = frozenset({"idempotency_key", "job_run", "node_state", "audit_chain"})
"""What the API keeps for its client, and what the node keeps for itself."""
_TABLES = """
    SELECT tablename FROM pg_tables WHERE schemaname = $1 AND tablename NOT LIKE 'otel_%' ORDER BY tablename
"""
_JSON_BODIES = {"outbox": ", 'said', convert_from(body, 'UTF8')", "inbox": ", 'said', convert_from(envelope, 'UTF8')"}

Rows = Mapping[str, Counter[str]]


async def rows_of(dsn: str, services: tuple[str, ...]) -> Rows:
    """Table → its rows, as text with what differs by nature covered up."""
    connection = await asyncpg.connect(dsn)
    found: dict[str, Counter[str]] = {}
    try:
        for service in services:
            for record in await connection.fetch(_TABLES, service):
                if record["tablename"] not in _ANSWERS:
                    found[f"{service}.{record['tablename']}"] = await _rows(connection, service, record["tablename"])
    finally:
        await connection.close()
    return found


async def _rows(connection: asyncpg.Connection, service: str, table: str) -> Counter[str]:
    # Signed and encrypted bytes between agencies cannot be read here; what they carry is read on the other side.
    said = _JSON_BODIES.get(table, "")
    readable = " WHERE channel = 'internal'" if table == "outbox" else ""
    sql = f"SELECT (to_jsonb(t) - {_OTHERWISE} || jsonb_build_object('of', 't'{said}))::text FROM {service}.{table} t"
    return Counter(covered(row[0]) for row in await connection.fetch(sql + readable))


def covered(text: str) -> str:
    for pattern, name in _NATURE:
        text = pattern.sub(name, text)
    return text


def added(before: Rows, after: Rows) -> Rows:
    return {name: found - before.get(name, Counter()) for name, found in after.items()}


def differences(one: Rows, other: Rows) -> list[str]:
    """Table and row of whatever only one of them has; empty when they are alike."""
    found = []
    for name in sorted({*one, *other}):
        first, second = one.get(name, Counter()), other.get(name, Counter())
        found += [f"{name} only through the API: {row}" for row in (first - second).elements()]
        found += [f"{name} only in the process: {row}" for row in (second - first).elements()]
    return found
