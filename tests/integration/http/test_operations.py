"""What operators see and do: metadata only, with reasons, two persons for a skip, everything in the audit log."""

from sqlalchemy import text

from tests.integration.http.desk import value
from zf_platform.http.access import access_rows
from zf_platform.testing import PLANTED, ServiceUnderTest, planted_in

IDS = [f"01920000-0000-7000-8000-00000000000{number}" for number in range(3)]


async def park(service: ServiceUnderTest) -> None:
    """Two parked messages of one subject behind each other and one waiting; contents full of personal data."""
    async with service.service.parts.database.session() as session:
        for number, message_id in enumerate(IDS, 1):
            await session.execute(
                text(
                    "INSERT INTO inbox (id, source, channel, type, schema_version, subject, sequence, epoch, body,"
                    " envelope, digest, state, error_code, first_error, last_error, parked_at, attempts) VALUES (:id,"
                    " 'urn:zf:police:casemgmt', 'internal', 'case.stage.advanced', 1, 'XT1', :n, 1, :body, :body, 'd',"
                    " :state, 'message.schema', 'title: missing', 'title: missing', now(), 1)"
                ),
                {
                    "id": message_id,
                    "n": number,
                    "body": " ".join(PLANTED.values()).encode(),
                    "state": "parked" if number < 3 else "taken",
                },
            )
        await session.commit()


async def state(service: ServiceUnderTest, message_id: str) -> object:
    return await value(service, f"SELECT state FROM inbox WHERE id = '{message_id}'")


async def test_figures_and_lists_show_no_content(service: ServiceUnderTest) -> None:
    await park(service)
    operator = service.caller("police.operator", roles=["operator"])
    seen = ""
    for path in ("/ops/health", "/ops/parked", f"/ops/parked/{IDS[0]}", "/ops/parked-errors", "/ops/quarantine"):
        answer = await operator.get(path)
        assert answer.status_code == 200, answer.text
        seen += answer.text
    assert planted_in(seen) == []
    health = (await operator.get("/ops/health")).json()
    assert (health["parked"], health["inbox_waiting"], health["quarantined"]) == (2, 1, 0)
    assert health["bus"]["connected"] is True
    assert health["counters"]["zf.http.requests"] > 0
    assert (await operator.get(f"/ops/parked/{IDS[0]}")).json()["waiting"] == 1


async def test_the_list_goes_on_with_its_cursor(service: ServiceUnderTest) -> None:
    await park(service)
    operator = service.caller("police.operator", roles=["operator"])
    first = (await operator.get("/ops/parked", params={"limit": "1"})).json()
    second = (await operator.get("/ops/parked", params={"limit": "1", "cursor": first["next_cursor"]})).json()
    assert [first["items"][0]["id"], second["items"][0]["id"]] == IDS[:2]


async def test_retry_one_with_reason_and_audit(service: ServiceUnderTest) -> None:
    await park(service)
    operator = service.caller("police.operator", roles=["operator"])
    without = await operator.post(f"/ops/parked/{IDS[0]}/retry", json={})
    assert without.status_code == 422
    answer = await operator.post(f"/ops/parked/{IDS[0]}/retry", json={"reason": "fixed the schema"})
    assert answer.json() == {"id": IDS[0], "state": "taken"}
    assert await state(service, IDS[0]) == "taken"
    assert await value(service, "SELECT reason FROM audit_entry WHERE act = 'message.retry'") == "fixed the schema"
    missing = await operator.post(f"/ops/parked/{IDS[0]}/retry", json={"reason": "once more"})
    assert missing.status_code == 404


async def test_retry_all_counts_first(service: ServiceUnderTest) -> None:
    await park(service)
    operator = service.caller("police.operator", roles=["operator"])
    wish = {"error_code": "message.schema", "reason": "fixed the schema"}
    dry = await operator.post("/ops/parked-errors/retry", json=wish)
    assert dry.json() == {"matched": 2, "retried": 0}
    assert await state(service, IDS[0]) == "parked"
    done = await operator.post("/ops/parked-errors/retry", json={**wish, "dry_run": False})
    assert done.json() == {"matched": 2, "retried": 2}
    assert await value(service, "SELECT count(*) FROM audit_entry WHERE act = 'message.retry'") == 2


async def test_a_skip_takes_two_persons(service: ServiceUnderTest) -> None:
    await park(service)
    first = service.caller("police.one", roles=["second"])
    other = service.caller("police.two", roles=["second"])
    early = await other.post(f"/ops/parked/{IDS[0]}/skip/approval")
    assert (early.status_code, early.json()["problems"][0]["code"]) == (409, "skip.not_requested")
    asked = await first.post(f"/ops/parked/{IDS[0]}/skip", json={"reason": "sent twice by mistake"})
    assert asked.json()["state"] == "skip_requested"
    alone = await first.post(f"/ops/parked/{IDS[0]}/skip/approval")
    assert (alone.status_code, alone.json()["problems"][0]["code"]) == (409, "skip.same_person")
    assert await state(service, IDS[0]) == "parked"
    done = await other.post(f"/ops/parked/{IDS[0]}/skip/approval")
    assert done.json()["state"] == "skipped"
    assert await state(service, IDS[0]) == "skipped"
    assert await value(service, "SELECT last FROM inbox_cursor WHERE subject = 'XT1'") == 1


async def test_reject_and_rights(service: ServiceUnderTest) -> None:
    await park(service)
    clerk = service.caller("police.clerk", roles=["clerk"])
    assert (await clerk.get("/ops/health")).status_code == 403
    operator = service.caller("police.operator", roles=["operator"])
    assert (await operator.post(f"/ops/parked/{IDS[0]}/skip/approval")).status_code == 403
    done = await operator.post(f"/ops/parked/{IDS[0]}/rejection", json={"reason": "wrong matter"})
    assert done.json()["state"] == "rejected"


async def test_a_job_runs_at_once(service: ServiceUnderTest) -> None:
    operator = service.caller("police.operator", roles=["operator"])
    done = await operator.post("/ops/jobs/platform.forget_keys/run", json={"reason": "making room"})
    assert done.json() == {"name": "platform.forget_keys", "ran": True}
    assert (await operator.post("/ops/jobs/nothing/run", json={"reason": "making room"})).status_code == 404
    jobs = (await operator.get("/ops/health")).json()["jobs"]
    assert [(job["name"], job["runs"]) for job in jobs] == [("platform.forget_keys", 1), ("platform.verify_audit", 0)]


async def test_the_audit_log_verifies_over_http(service: ServiceUnderTest) -> None:
    clerk = service.caller("police.clerk", roles=["clerk"])
    for number in range(3):
        await clerk.post("/notes", json={"title": f"note {number}"})
    await service.service.sequencer.step()
    answer = await service.caller("police.auditor", roles=["auditor"]).get("/ops/audit/verification")
    verdict = answer.json()
    assert (verdict["ok"], verdict["count"], verdict["head_seq"]) == (True, 3, 3)


async def test_health_and_description_are_open(service: ServiceUnderTest) -> None:
    stranger = service.stranger()
    assert (await stranger.get("/health/live")).json() == {"status": "live"}
    ready = await stranger.get("/health/ready")
    assert ready.json() == {"status": "ready", "checks": {"database": True, "bus": True}}
    document = (await stranger.get("/openapi.json")).json()
    operation = document["paths"]["/notes"]["post"]
    assert operation["x-permission"] == "note.write"
    assert operation["security"] == [{"staff": []}]
    assert "Idempotency-Key" in [parameter["name"] for parameter in operation["parameters"]]
    assert "application/problem+json" in operation["responses"]["422"]["content"]
    assert "HTTPValidationError" not in document["components"]["schemas"]


async def test_the_route_table_names_every_permission(service: ServiceUnderTest) -> None:
    rows = access_rows(service.service.app)
    assert ("POST", "/notes", "note.write") in rows
    assert ("GET", "/health/live", "public") in rows
    assert ("GET", "/interagency/notes", "node") in rows
    assert ("POST", "/ops/parked/{message_id}/skip/approval", "exchange.approve") in rows
    assert "missing" not in {permission for _, _, permission in rows}


async def test_a_broken_audit_log_fails_its_nightly_check(service: ServiceUnderTest) -> None:
    clerk = service.caller("police.clerk", roles=["clerk"])
    await clerk.post("/notes", json={"title": "a note"})
    await service.service.sequencer.step()
    assert await service.service.scheduler.run_now("platform.verify_audit")
    async with service.service.parts.database.session() as session:
        await session.execute(text("UPDATE audit_chain SET hash = repeat('0', 64)"))
        await session.commit()
    assert not await service.service.scheduler.run_now("platform.verify_audit")
    operator = service.caller("police.operator", roles=["operator"])
    jobs = {job["name"]: job for job in (await operator.get("/ops/health")).json()["jobs"]}
    assert jobs["platform.verify_audit"]["last_error"] == "AuditBroken"
