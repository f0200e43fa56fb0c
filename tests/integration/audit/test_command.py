"""`zf audit verify` as a person or a nightly job runs it."""

import asyncio
import json

from typer.testing import CliRunner

from tests.integration.audit.conftest import PREFIX
from tests.integration.audit.test_chain import filled, run
from zf_node.audit_commands import EXPECTED_SERVICES, audit_app
from zf_platform.database import Database
from zf_platform.provision import AgencyDatabase
from zf_platform.transaction import TransactionFactory


async def invoke(*arguments: str) -> tuple[int, list[dict[str, object]]]:
    """In a thread, because the command runs an event loop of its own."""
    result = await asyncio.to_thread(CliRunner().invoke, audit_app, ["verify", "--json", *arguments])
    lines = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    return result.exit_code, lines


async def test_a_good_log_and_a_missing_one(factory: TransactionFactory, audit_database: AgencyDatabase) -> None:
    """This database has two of the four services: the other two logs are missing, and that is a fault."""
    await filled(factory)
    code, lines = await invoke("--database", audit_database.owner_url)
    assert [line["service"] for line in lines] == list(EXPECTED_SERVICES)
    found = {str(line["service"]): line for line in lines}
    assert (found["oversight"]["ok"], found["oversight"]["count"]) == (True, 10)
    assert found["intake"]["ok"] is True
    assert found["liaison"]["fault"] == "log_missing"
    assert code == 5


async def test_a_changed_entry_is_named(
    factory: TransactionFactory, audit_database: AgencyDatabase, superuser: Database, admin_url: str
) -> None:
    await filled(factory)
    await run(superuser, "UPDATE audit_entry SET reason = 'other' WHERE seq = 4")
    code, lines = await invoke("--agency", "police", "--admin-url", admin_url, "--prefix", PREFIX)
    found = {str(line["service"]): line for line in lines}
    assert (found["oversight"]["fault"], found["oversight"]["first_bad"]) == ("changed", 4)
    assert code == 5


async def test_an_unreachable_database() -> None:
    code, lines = await invoke("--database", "postgresql://nobody@127.0.0.1:1/none")
    assert (code, lines) == (4, [])


async def test_a_database_that_is_not_there(admin_url: str) -> None:
    code, lines = await invoke("--agency", "nowhere", "--admin-url", admin_url)
    assert (code, lines) == (4, [])
