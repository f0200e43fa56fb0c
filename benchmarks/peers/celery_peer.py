"""Celery: row, then `delay` after the commit; the receiver keeps an inbox row; the answer comes back as a task.

A crash between commit and `delay` loses the hand-over; that is how Celery is used and why it is quick here. Two worker
processes (one a party), late acknowledgement, confirms on. Run by itself it starts its workers and stops them.
"""

import argparse
import os
import subprocess
import sys
import time
import uuid

import psycopg
from celery import Celery
from psycopg_pool import ConnectionPool

from benchmarks.measure import Pace, own_cpu

BODY = "x" * 1000
URL = os.environ.get("BENCH_CELERY_URL", "")
app = Celery("peer", broker=os.environ.get("BENCH_CELERY_AMQP", "memory://"))
app.conf.update(
    task_acks_late=True,
    worker_prefetch_multiplier=50,
    task_ignore_result=True,
    task_default_delivery_mode="persistent",
    broker_transport_options={"confirm_publish": True},
    task_routes={"receive": {"queue": "celery.b"}, "receipt": {"queue": "celery.a"}},
    worker_hijack_root_logger=False,
)
_pool: ConnectionPool | None = None


def pool() -> ConnectionPool:
    global _pool
    if _pool is None:
        _pool = ConnectionPool(URL, min_size=1, max_size=4, open=True)
    return _pool


@app.task(name="receive")
def receive(key: str, body: str) -> None:
    with pool().connection() as connection:
        new = connection.execute(
            "INSERT INTO celery_b.inbox (id, body) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING id", (key, body)
        ).fetchone()
        if new is None:
            return
        connection.execute("INSERT INTO celery_b.matter (id, state, body) VALUES (%s, 'received', %s)", (key, body))
    receipt.delay(key)


@app.task(name="receipt")
def receipt(key: str) -> None:
    with pool().connection() as connection:
        new = connection.execute(
            "INSERT INTO celery_a.inbox (id) VALUES (%s) ON CONFLICT DO NOTHING RETURNING id", (key,)
        ).fetchone()
        if new is not None:
            connection.execute("UPDATE celery_a.matter SET state = 'delivered', done = now() WHERE id = %s", (key,))


def create() -> None:
    with psycopg.connect(URL, autocommit=True) as connection:
        for schema in ("celery_a", "celery_b"):
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            connection.execute(f"CREATE SCHEMA {schema}")
            connection.execute(
                f"CREATE TABLE {schema}.inbox (id text PRIMARY KEY, body text, at timestamptz DEFAULT now())"
            )
            connection.execute(
                f"CREATE TABLE {schema}.matter (id text PRIMARY KEY, state text, body text,"
                " made timestamptz DEFAULT now(), done timestamptz)"
            )


def run(*, seconds: float, rate: float, window: int) -> None:
    create()
    workers = [_worker("celery.a"), _worker("celery.b")]
    time.sleep(3)
    pace = Pace(rate=rate, window=window)
    pace.begin()
    cpu, begun = own_cpu(), time.perf_counter()
    with psycopg.connect(URL, autocommit=True) as watcher:
        while time.perf_counter() - begun < seconds:
            for _ in range(min(pace.allowed(), 20)):
                _submit(pace)
            _finished(watcher, pace)
    elapsed = time.perf_counter() - begun
    pace.report("celery", seconds=elapsed, cpu=own_cpu() - cpu).print()
    for worker in workers:
        worker.terminate()
        worker.terminate()
    for worker in workers:
        worker.wait(20)


def _submit(pace: Pace) -> None:
    key = str(uuid.uuid4())
    pace.start(key)
    with pool().connection() as connection:
        connection.execute("INSERT INTO celery_a.matter (id, state, body) VALUES (%s, 'submitted', %s)", (key, BODY))
    receive.delay(key, BODY)


def _finished(watcher: psycopg.Connection, pace: Pace) -> None:
    if not pace.started:
        time.sleep(0.002)
        return
    found = watcher.execute(
        "UPDATE celery_a.matter SET state = 'seen' WHERE state = 'delivered' RETURNING id"
    ).fetchall()
    for (key,) in found:
        pace.finish(key)
    if not found:
        time.sleep(0.002)


def _worker(queue: str) -> subprocess.Popen[bytes]:
    arguments = ["-m", "celery", "-A", "benchmarks.peers.celery_peer", "worker", "-Q", queue, "-n", f"{queue}@%h"]
    options = ["--concurrency=2", "--loglevel=ERROR", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    return subprocess.Popen(
        [sys.executable, *arguments, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--window", type=int, default=400)
    options = parser.parse_args()
    run(seconds=options.seconds, rate=options.rate, window=options.window)


if __name__ == "__main__":
    main()
