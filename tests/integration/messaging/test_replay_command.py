"""`zf messages replay` over the databases of an agency: counts, asks, sends, and leaves its line in the audit log."""

import asyncio
import os
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from tests.integration.messaging.node import CASEMGMT, CAUSE, OFFICER, advanced
from zf_node.messages_commands import messages_app
from zf_platform.clock import SystemClock
from zf_platform.database import Database
from zf_platform.provision import AgencyDatabase, drop_agency, provision_agency
from zf_platform.transaction import TransactionFactory, Wakeups
from zf_platform.wake import LocalWakeup

PREFIX = f"zfmsg{os.getpid()}_"
SERVICES = ("intake", "casemgmt", "oversight", "liaison")


@pytest.fixture
async def agency(admin_url: str) -> AsyncIterator[AgencyDatabase]:
    yield await provision_agency(admin_url, agency="police", services=SERVICES, prefix=PREFIX)
    await drop_agency(admin_url, agency="police", services=SERVICES, prefix=PREFIX)


@pytest.fixture
async def casemgmt(agency: AgencyDatabase) -> AsyncIterator[Database]:
    """Three messages that were sent and confirmed."""
    database = Database(agency.service_urls["casemgmt"], schema="casemgmt", pool_size=1)
    wakeups = Wakeups(outbox=LocalWakeup(), inbox=LocalWakeup())
    factory = TransactionFactory(database=database, identity=CASEMGMT, clock=SystemClock(), wakeups=wakeups)
    async with factory.begin() as transaction:
        scope = transaction.scope(actor=OFFICER, cause=CAUSE)
        for number in range(3):
            scope.enqueue(advanced("c1", number), to="oversight", subject="c1", acted_at=scope.now)
        await transaction.commit()
    async with database.session() as session:
        await session.execute(text("UPDATE outbox SET state = 'done', confirmed_at = now(), ended_at = now()"))
        await session.commit()
    yield database
    await database.close()


async def states(database: Database) -> list[str]:
    async with database.session() as session:
        return list((await session.execute(text("SELECT state FROM outbox"))).scalars())


async def zf(*arguments: str) -> Result:
    return await asyncio.to_thread(CliRunner().invoke, messages_app, ["replay", *arguments])


async def test_it_counts_asks_and_sends(admin_url: str, casemgmt: Database) -> None:
    common = (
        "--since",
        "1h",
        "--reason",
        "代理磁盘损坏",
        "--admin-url",
        admin_url,
        "--prefix",
        PREFIX,
        "--agency",
        "police",
    )
    dry = await zf(*common, "--dry-run")
    assert dry.exit_code == 0
    assert [line.split() for line in dry.stdout.splitlines()] == [
        ["0", "police.intake"],
        ["3", "police.casemgmt"],
        ["0", "police.oversight"],
        ["0", "police.liaison"],
        ["3", "合计"],
    ]
    unasked = await zf(*common)
    assert (unasked.exit_code, "--yes" in unasked.stderr) == (2, True)
    assert await states(casemgmt) == ["done"] * 3, "neither sent anything"
    sent = await zf(*common, "--yes")
    assert sent.exit_code == 0
    assert "已交由发送：3 条" in sent.stdout
    assert await states(casemgmt) == ["open"] * 3
    async with casemgmt.session() as session:
        rows = (
            await session.execute(text("SELECT account_id, reason FROM audit_entry WHERE act = 'messages.replay'"))
        ).all()
    assert [(row.account_id.startswith("os:"), row.reason) for row in rows] == [(True, "代理磁盘损坏")]


async def test_in_the_environment_of_a_service_it_is_that_service(
    agency: AgencyDatabase, casemgmt: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZF_AGENCY", "police")
    monkeypatch.setenv("ZF_SERVICE", "casemgmt")
    monkeypatch.setenv("ZF_DATABASE_URL", agency.service_urls["casemgmt"])
    future = (SystemClock().now()).isoformat()
    nothing = await zf("--since", future, "--reason", "x", "--yes")
    assert (nothing.exit_code, await states(casemgmt)) == (0, ["done"] * 3)
    sent = await zf("--since", "2020-01-01T00:00", "--reason", "x", "--yes")
    assert sent.exit_code == 0
    assert "只保留了" in sent.stderr, "what is older than the oldest row kept cannot come back, and that is said"
    assert await states(casemgmt) == ["open"] * 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--since", "yesterday", "--reason", "x"), 2, "不是时间"),
        (("--since", "1h", "--reason", "x", "--agency", "moon"), 2, "没有机关或者服务 moon"),
        (("--since", "1h", "--reason", "x", "--data", "/no/such"), 2, "没有城市"),
        (("--since", "1h", "--reason", "x", "--admin-url", "postgresql://127.0.0.1:9/postgres"), 4, "数据库连接不上"),
    ],
)
async def test_refusals(arguments: tuple[str, ...], code: int, words: str) -> None:
    result = await zf(*arguments)
    assert result.exit_code == code
    assert words in result.stderr


async def test_a_reason_is_needed() -> None:
    assert (await zf("--since", "1h")).exit_code == 2
