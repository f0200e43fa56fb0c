"""The raw limit: asyncpg and aiormq by hand, uvloop, batches of 50, the same rows and the same messages as ours.

No signing, no encryption, no validation, no mapping, no HTTP: bytes of the right length go into the tables that our
migrations make, with their indexes. Each step of a hand-over is one transaction for a whole batch and one publish of all
that follows. What it writes is the script below, measured from ours by `python -m benchmarks.footprint`. Both parties
share one process, as the peers do. It measures a bound, not a design: leases, receipts, numbering and audit are written
but mean nothing here.
"""

import argparse
import asyncio
import base64
import os
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import aiormq
import asyncpg
import uvloop
from aiormq.abc import DeliveredMessage
from pamqp import commands

from benchmarks.measure import Pace, own_cpu

POLICE, PROCURATORATE = 0, 1
BATCH = 50


@dataclass(frozen=True, slots=True)
class Update:
    """`times`: how often each row is written anew; `change` touches an indexed column where ours does."""

    table: str
    change: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Step:
    """Rows of one step. `inserts`: table → rows; `sends`: (next step, bytes of the message)."""

    party: int
    service: str
    inserts: dict[str, int] = field(default_factory=dict)
    updates: tuple[Update, ...] = ()
    sends: tuple[tuple[str, int], ...] = ()
    spans: int = 0


_LEASED = "next_at = now(), lease_token = 'x'"
_ENDED = "state = 'done', lease_token = NULL, ended_at = now()"
_SENT = (Update("outbox", _LEASED), Update("outbox", _ENDED))
_TAKEN = (Update("inbox", _LEASED), Update("inbox", _ENDED))
_NUMBERED = Update("audit_entry", "seq = nextval('pg_temp.numbers'), hash = repeat('0', 64)")

# Measured on 150 hand-overs: rows by table, bytes by message type; spans stored by our services are divided over the steps.
SCRIPT: dict[str, Step] = {
    "submit": Step(
        POLICE,
        "casemgmt",
        {"idempotency_key": 1, "timeline_entry": 1, "audit_entry": 2, "outbox": 2, "outbox_sequence": 2},
        (
            Update("case_record", "state = 'transfer_pending', last_act_at = now()"),
            Update("transfer", "state = 'submitted', submitted_at = now()"),
            Update("idempotency_key", "status = 200"),
            _NUMBERED,
            *_SENT,
        ),
        (("follow", 828), ("dispatch", 3071)),
        spans=12,
    ),
    "follow": Step(POLICE, "oversight", {"inbox": 1, "inbox_cursor": 1, "matter": 1}, _TAKEN, spans=2),
    "dispatch": Step(
        POLICE,
        "liaison",
        {
            "inbox": 1,
            "inbox_cursor": 1,
            "ledger": 1,
            "blob_offer": 5,
            "audit_entry": 1,
            "outbox": 3,
            "outbox_sequence": 2,
        },
        (
            *_TAKEN,
            *_SENT,
            _NUMBERED,
            Update("ledger", "state = 'relayed'"),
            Update("outbox_sequence", "last = last + 1"),
        ),
        (("evidence", 791), ("receive", 6304), ("evidence", 791)),
        spans=8,
    ),
    "receive": Step(
        PROCURATORATE,
        "liaison",
        {"inbox": 1, "inbox_cursor": 1, "ledger": 1, "audit_entry": 1, "outbox": 2, "outbox_sequence": 1},
        (*_TAKEN, *_SENT, _NUMBERED),
        (("arrive", 3235), ("receipt", 2124)),
        spans=5,
    ),
    "arrive": Step(
        PROCURATORATE,
        "casemgmt",
        {"inbox": 1, "inbox_cursor": 1, "package": 1, "audit_entry": 1},
        (*_TAKEN, _NUMBERED),
        spans=3,
    ),
    "receipt": Step(
        POLICE,
        "liaison",
        {"inbox": 1, "outbox": 1},
        (*_TAKEN, *_SENT, Update("ledger", "state = 'delivered'"), Update("outbox_sequence", "last = last + 1")),
        (("delivered", 791),),
        spans=4,
    ),
    "evidence": Step(
        POLICE, "casemgmt", {"inbox": 1}, (*_TAKEN, Update("transfer", "evidence_step = 'relayed'")), spans=3
    ),
    "delivered": Step(
        POLICE,
        "casemgmt",
        {"inbox": 1, "inbox_cursor": 1},
        (*_TAKEN, Update("transfer", "evidence_step = 'delivered'")),
        spans=3,
    ),
}
_WIDE: dict[str, dict[str, int]] = {
    "outbox": {"digest": 64, "correlation_id": 24, "causation_id": 36, "traceparent": 55},
    "inbox": {"digest": 64, "traceparent": 55},
    "audit_entry": {"after_digest": 64, "request_id": 36, "correlation_id": 24, "basis": 20},
    "idempotency_key": {"request_hash": 64, "body": 500},
    "timeline_entry": {"basis": 20, "transition": 24},
    "package": {"body": 1500, "checks": 300},
    "ledger": {"digest": 64},
    "otel_span": {"attrs": 130},
}
"""Columns with contents beyond a few letters, in bytes. `body` of outbox and inbox takes the size of the message."""

_KEYS = {"idempotency_key": "key", "outbox_sequence": "subject", "ledger": "message_id"}
_FOUND_AGAIN = frozenset({"ledger", "outbox_sequence"})

_COLUMNS = """
    SELECT a.attname AS name, format_type(a.atttypid, NULL) AS kind, a.attnotnull AND NOT a.atthasdef AS needed,
           EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indpred IS NULL
                   AND a.attnum = ANY(i.indkey)) AS key
    FROM pg_attribute a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
"""
_SPARE = {"text": "'xxxxxxxxxxxx'", "jsonb": "'{}'", "bytea": "'\\x00'", "text[]": "'{}'", "bytea[]": "'{}'"}
_SPARE |= {"timestamp with time zone": "now()", "boolean": "false", "date": "current_date"}


class Tables:
    """Makes one statement per table from the catalogue: keys differ by row, everything else is filling."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self.connection = connection
        self._inserts: dict[tuple[str, str, int], str] = {}

    async def insert(self, schema: str, table: str, keys: Sequence[str], *, size: int) -> None:
        found = self._inserts.get((schema, table, size))
        if found is None:
            found = self._inserts[schema, table, size] = await self._statement(schema, table, size=size)
        await self.connection.execute(found, keys)

    async def update(self, schema: str, update: Update, keys: Sequence[str]) -> None:
        key = _KEYS.get(update.table, "id")
        statement = f"UPDATE {schema}.{update.table} SET {update.change} WHERE {key} = ANY($1::text[])"
        for _ in range(update.times):
            await self.connection.execute(statement, keys)

    async def _statement(self, schema: str, table: str, *, size: int) -> str:
        wide = dict(_WIDE.get(table, {}))
        if table in ("inbox", "outbox"):
            wide |= {"body": size} | ({"envelope": min(size, 3100)} if table == "inbox" else {})
        names, values = [], []
        for column in await self.connection.fetch(_COLUMNS, f"{schema}.{table}"):
            if not (column["needed"] or column["key"] or column["name"] in wide):
                continue
            names.append(column["name"])
            if column["name"] == "case_id":
                values.append("split_part(k, '/', 1)")
            else:
                values.append(_value(column["kind"], key=column["key"], size=wide.get(column["name"], 0)))
        return (
            f"INSERT INTO {schema}.{table} ({', '.join(names)}) SELECT {', '.join(values)} FROM unnest($1::text[]) AS k"
        )


def _value(kind: str, *, key: bool, size: int) -> str:
    """SQL of one column. Filling is random letters, so that it does not compress better than real contents."""
    letters = base64.b64encode(os.urandom(size))[:size].decode()
    if key and kind == "text":
        return "k"
    if kind == "bytea":
        return f"'{letters}'::bytea" if size else "decode(md5(k), 'hex')"
    if size:
        return f"""'{{"x": "{letters}"}}'::jsonb""" if kind == "jsonb" else f"'{letters}'"
    return _SPARE.get(kind, "1")


class Loop:
    """One connection pair per step; messages of a step are taken as many as are there, at most a batch."""

    def __init__(self, urls: Sequence[str], amqp: str, pace: Pace) -> None:
        self._urls = urls
        self._amqp = amqp
        self._pace = pace
        self._tables: dict[str, Tables] = {}
        self._channel: aiormq.abc.AbstractChannel
        self._bodies = {size: os.urandom(size) for step in SCRIPT.values() for _, size in step.sends}
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        connection = await aiormq.connect(self._amqp)
        self._channel = await connection.channel(publisher_confirms=True)
        for name, step in SCRIPT.items():
            database = await asyncpg.connect(self._urls[step.party])
            await database.execute("CREATE TEMP SEQUENCE numbers START WITH " + str(hash(name) % 10**6 * 10**9 + 1))
            self._tables[name] = Tables(database)
            if name != "submit":
                await self._channel.queue_declare(f"raw.{name}", durable=True, arguments={"x-queue-type": "quorum"})
                await self._consume(name, await connection.channel())

    def check(self) -> None:
        """A step that failed ends the run with its error."""
        for task in self._tasks:
            if task.done():
                task.result()

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def submit(self, keys: Sequence[str]) -> None:
        await self._carry_out("submit", keys, size=0)

    async def _consume(self, name: str, channel: aiormq.abc.AbstractChannel) -> None:
        waiting: asyncio.Queue[DeliveredMessage] = asyncio.Queue()
        await channel.basic_qos(prefetch_count=4 * BATCH)
        await channel.basic_consume(f"raw.{name}", waiting.put)
        self._tasks.append(asyncio.create_task(self._work(name, waiting, channel)))

    async def _work(
        self, name: str, waiting: "asyncio.Queue[DeliveredMessage]", channel: aiormq.abc.AbstractChannel
    ) -> None:
        while True:
            batch = [await waiting.get()]
            if waiting.empty() and not self._pace.rate:
                await asyncio.sleep(0.005)  # Under load work gathers; at a low rate nobody waits.
            while len(batch) < BATCH and not waiting.empty():
                batch.append(waiting.get_nowait())
            keys = [str(message.header.properties.message_id) for message in batch]
            await self._carry_out(name, keys, size=len(batch[0].body))
            last = batch[-1].delivery.delivery_tag
            assert last is not None
            await channel.basic_ack(last, multiple=True)
            if name == "delivered":
                for key in keys:
                    self._pace.finish(key.split("/")[0])

    async def _carry_out(self, name: str, keys: Sequence[str], *, size: int) -> None:
        step, tables = SCRIPT[name], self._tables[name]
        rows: dict[str, list[str]] = {}
        async with tables.connection.transaction():
            for table, number in step.inserts.items():
                length = size if table == "inbox" else max((sent for _, sent in step.sends), default=0)
                rows[table] = [_row_key(table, key, name, place) for key in keys for place in range(number)]
                await tables.insert(step.service, table, rows[table], size=length)
            for update in step.updates:
                await tables.update(step.service, update, rows.get(update.table) or [k.split("/")[0] for k in keys])
            spans = [f"{key}/{name}{place}" for key in keys for place in range(step.spans)]
            await tables.insert("telemetry", "otel_span", spans, size=0)
        await asyncio.gather(
            *(
                self._publish(to, f"{key.split('/')[0]}/{place}", length)
                for place, (to, length) in enumerate(step.sends)
                for key in keys
            )
        )

    async def _publish(self, to: str, key: str, length: int) -> None:
        properties = commands.Basic.Properties(message_id=key, delivery_mode=2)
        await self._channel.basic_publish(self._bodies[length], routing_key=f"raw.{to}", properties=properties)


def _row_key(table: str, key: str, step: str, place: int) -> str:
    """A later step finds the first row of these tables again by the hand-over alone."""
    hand_over = key.split("/", maxsplit=1)[0]
    return hand_over if table in _FOUND_AGAIN and not place else f"{key}/{step[:2]}{place}"


async def run(urls: Sequence[str], amqp: str, *, seconds: float, rate: float, window: int) -> None:
    pace = Pace(rate=rate, window=window)
    keys = iter(await _stock(urls[POLICE], count=int(seconds * (rate or 2500)) + window))
    loop = Loop(urls, amqp, pace)
    await loop.start()
    await loop.submit([])
    pace.begin()
    cpu, begun = own_cpu(), time.perf_counter()
    while time.perf_counter() - begun < seconds:
        chosen = [next(keys) for _ in range(min(pace.allowed(), BATCH))]
        loop.check()
        if not chosen:
            await asyncio.sleep(0.001)
            continue
        for key in chosen:
            pace.start(key)
        await loop.submit(chosen)
    elapsed = time.perf_counter() - begun
    pace.report("raw", seconds=elapsed, cpu=own_cpu() - cpu).print()
    loop.stop()


async def _stock(url: str, *, count: int) -> list[str]:
    """Cases and transfers that stand before the submission, for the updates to find."""
    keys = [str(uuid.uuid4()) for _ in range(count)]
    connection = await asyncpg.connect(url)
    tables = Tables(connection)
    for table in ("case_record", "transfer"):
        for start in range(0, count, 5000):
            await tables.insert("casemgmt", table, keys[start : start + 5000], size=0)
    await connection.execute("ANALYZE casemgmt.case_record, casemgmt.transfer")
    await connection.close()
    return keys


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("police")
    parser.add_argument("procuratorate")
    parser.add_argument("amqp")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--window", type=int, default=400)
    options = parser.parse_args()
    urls = (options.police, options.procuratorate)
    uvloop.run(run(urls, options.amqp, seconds=options.seconds, rate=options.rate, window=options.window))


if __name__ == "__main__":
    main()
