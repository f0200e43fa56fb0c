"""An import survives kill -9: the process dies in the middle, the next one goes on, and every row is in exactly once."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.integration.intake.ledger_files import check, ledger
from tests.integration.intake.petition_forms import Staff
from zf_intake.ledgers.register_batch import BATCH
from zf_platform.provision import AgencyDatabase
from zf_platform.testing import ServiceUnderTest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
ROWS = [
    (str(n), f"U{n}", f"第{n}件事", f"2026/5/{n % 28 + 1} 9:00:00", "内容", "答复", f"2026/6/{n % 28 + 1} 9:00:00")
    for n in range(5 * BATCH + 7)
]


async def counted(service: ServiceUnderTest, table: str, where: str = "true") -> int:
    async with service.service.parts.database.session() as session:
        found = await session.execute(text(f"SELECT count(*) FROM {table} WHERE {where}"))
        return int(found.scalar_one())


async def started(database: AgencyDatabase, service: ServiceUnderTest, folder: Path) -> asyncio.subprocess.Process:
    key = service.service.parts.settings.personal_key
    assert key is not None
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.integration.intake.import_process",
        database.service_urls["intake"],
        key.get_secret_value(),
        str(folder),
    )


async def until(service: ServiceUnderTest, registered: int, *, process: asyncio.subprocess.Process) -> None:
    """Wait until so many rows are registered."""
    async with asyncio.timeout(150):
        while await counted(service, "ledger_row", "state = 'registered'") < registered:
            assert process.returncode is None, "the process ended by itself"
            await asyncio.sleep(0.02)


async def test_a_killed_import_goes_on_where_it_stopped(
    intake: ServiceUnderTest, staff: Staff, database: AgencyDatabase, tmp_path: Path
) -> None:
    report = await check(staff.head, ledger(ROWS))
    answer = await staff.head.post(f"/imports/{report['id']}/start", json={"version": report["version"]})
    assert answer.status_code == 200
    for share in (1, 3):
        process = await started(database, intake, tmp_path)
        try:
            await until(intake, share * BATCH, process=process)
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()
        seen = await counted(intake, "ledger_row", "state = 'registered'")
        assert seen == await counted(intake, "petition"), "a row and its petition are committed together"
        assert seen < len(ROWS)
    process = await started(database, intake, tmp_path)
    try:
        await until(intake, len(ROWS), process=process)
    finally:
        process.kill()
        await process.wait()
    assert await counted(intake, "petition") == len(ROWS)
    async with intake.service.parts.database.session() as session:
        numbers = await session.execute(text("SELECT count(DISTINCT origin_petition_no) FROM petition"))
        assert numbers.scalar_one() == len(ROWS)
    done = (await staff.head.get(f"/imports/{report['id']}")).json()
    assert (done["registered"], done["rejected"]) == (len(ROWS), 0)
