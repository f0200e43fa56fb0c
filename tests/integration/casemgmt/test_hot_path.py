"""Handing over a package is the hot path: few statements, whatever the size of the case."""

from sqlalchemy import event

from tests.integration.casemgmt.city import City
from tests.integration.casemgmt.shortcuts import in_exit_review

OWN_STATEMENTS = 8
PLATFORM_TABLES = ("idempotency_key", "outbox", "audit_entry", "inbox", "pg_notify")


async def test_a_submission_takes_few_statements_and_no_more_for_more_people(city: City) -> None:
    few = await submission_statements(city, "丙某")
    many = await submission_statements(city, *(f"嫌疑人{number}" for number in range(12)))
    assert few <= OWN_STATEMENTS
    assert many == few, "statements grow with the case"


async def submission_statements(city: City, *names: str) -> int:
    collab = await in_exit_review(city, *names)
    draft = await city.prepare("police", "handler", collab, "prosecution", "procuratorate")
    await city.check(collab)
    await city.sign(collab)
    seen: list[str] = []
    engine = city.services["police"].service.parts.database.engine.sync_engine

    def note(*call: object) -> None:
        seen.append(str(call[2]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        body = {"version": draft["version"], "acted_at": city.tick().isoformat()}
        answer = await city.try_post("police", "outlet", f"/transfers/{draft['id']}/submission", body)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert answer.status_code == 200, answer.text
    return len([statement for statement in seen if not any(table in statement for table in PLATFORM_TABLES)])
