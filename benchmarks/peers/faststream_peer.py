"""FastStream with faststream-outbox: row and outbox in one transaction, relay to RabbitMQ, inbox at the receiver, answer back.

Both parties run in one process on one event loop with uvloop; PostgreSQL schemas `fs_a` and `fs_b`.
"""

import argparse
import asyncio
import logging
import time
import uuid

import uvloop
from faststream.rabbit import RabbitBroker, RabbitQueue
from faststream_outbox import OutboxBroker, make_outbox_table
from sqlalchemy import MetaData, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from benchmarks.measure import Pace, own_cpu

BODY = "x" * 1000
DDL = """
DROP SCHEMA IF EXISTS {s} CASCADE; CREATE SCHEMA {s};
CREATE TABLE {s}.inbox (id text PRIMARY KEY, body text, at timestamptz DEFAULT now());
CREATE TABLE {s}.matter (id text PRIMARY KEY, state text, body text);
"""


class Party:
    """One side: its engine, its outbox broker, its table of matters."""

    def __init__(self, url: str, schema: str) -> None:
        self.schema = schema
        options = {"server_settings": {"search_path": schema}}
        self.engine: AsyncEngine = create_async_engine(url, pool_size=10, connect_args=options)
        self.metadata = MetaData()
        self.table = make_outbox_table(self.metadata, table_name="outbox")
        self.outbox = OutboxBroker(self.engine, outbox_table=self.table, logger=None)

    async def create(self, admin: AsyncEngine) -> None:
        async with admin.begin() as connection:
            for statement in DDL.format(s=self.schema).split(";"):
                if statement.strip():
                    await connection.execute(text(statement))
        async with self.engine.begin() as connection:
            await connection.run_sync(self.metadata.create_all)


async def run(*, url: str, amqp: str, seconds: float, rate: float, window: int) -> None:
    a, b = Party(url, "fs_a"), Party(url, "fs_b")
    admin = create_async_engine(url)
    for party in (a, b):
        await party.create(admin)
    rabbit = RabbitBroker(amqp, logger=None)
    pace = Pace(rate=rate, window=window)
    _wire(a, b, rabbit, pace)
    await rabbit.start()
    await a.outbox.start()
    await b.outbox.start()
    pace.begin()
    cpu, begun = own_cpu(), time.perf_counter()
    while time.perf_counter() - begun < seconds:
        room = min(pace.allowed(), 20)
        if not room:
            await asyncio.sleep(0.001)
            continue
        await asyncio.gather(*(_submit(a, pace) for _ in range(room)))
    elapsed = time.perf_counter() - begun
    pace.report("faststream", seconds=elapsed, cpu=own_cpu() - cpu).print()
    await rabbit.stop()
    await a.outbox.stop()
    await b.outbox.stop()


def _wire(a: Party, b: Party, rabbit: RabbitBroker, pace: Pace) -> None:
    to_b, to_a = RabbitQueue("fs.b", durable=True), RabbitQueue("fs.a", durable=True)
    tuned = {"max_workers": 8, "fetch_batch_size": 50, "min_fetch_interval": 0.05, "max_fetch_interval": 1.0}

    @a.outbox.subscriber("out", **tuned)
    async def relay_a(body: dict[str, str]) -> None:
        await rabbit.publish(body, queue=to_b, persist=True)

    @b.outbox.subscriber("out", **tuned)
    async def relay_b(body: dict[str, str]) -> None:
        await rabbit.publish(body, queue=to_a, persist=True)

    @rabbit.subscriber(to_b)
    async def at_b(body: dict[str, str]) -> None:
        async with b.engine.connect() as connection, connection.begin():
            new = await connection.execute(
                text("INSERT INTO inbox (id, body) VALUES (:id, :body) ON CONFLICT DO NOTHING RETURNING id"), body
            )
            if new.first() is None:
                return
            await connection.execute(text("INSERT INTO matter (id, state, body) VALUES (:id, 'received', :body)"), body)
            await b.outbox.publish({"id": body["id"], "body": "receipt"}, queue="out", session=_as_session(connection))

    @rabbit.subscriber(to_a)
    async def at_a(body: dict[str, str]) -> None:
        async with a.engine.connect() as connection, connection.begin():
            new = await connection.execute(
                text("INSERT INTO inbox (id, body) VALUES (:id, :body) ON CONFLICT DO NOTHING RETURNING id"), body
            )
            if new.first() is None:
                return
            await connection.execute(text("UPDATE matter SET state = 'delivered' WHERE id = :id"), {"id": body["id"]})
        pace.finish(body["id"])


async def _submit(a: Party, pace: Pace) -> None:
    key = str(uuid.uuid4())
    pace.start(key)
    async with a.engine.connect() as connection, connection.begin():
        await connection.execute(
            text("INSERT INTO matter (id, state, body) VALUES (:id, 'submitted', :body)"), {"id": key, "body": BODY}
        )
        await a.outbox.publish({"id": key, "body": BODY}, queue="out", session=_as_session(connection))


def _as_session(connection: object) -> object:
    from sqlalchemy.ext.asyncio import AsyncSession

    return AsyncSession(bind=connection)


def main() -> None:
    logging.disable(logging.WARNING)
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--amqp", required=True)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--window", type=int, default=400)
    options = parser.parse_args()
    uvloop.run(
        run(url=options.url, amqp=options.amqp, seconds=options.seconds, rate=options.rate, window=options.window)
    )


if __name__ == "__main__":
    main()
