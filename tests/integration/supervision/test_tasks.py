"""Supervised tasks between agencies, over both buses: the whole life, sent back, extension, late, away, disorder."""

import httpx

from tests.integration.liaison.town import Town
from tests.integration.schema import schema_differences
from tests.integration.supervision.acting import (
    TASK,
    act,
    acts,
    attempt,
    clocks,
    codes,
    coordinator,
    ok,
    reached,
    reviewer,
    see,
    shared,
)
from zf_contracts.interagency.tasks import SupervisedTaskClosed, SupervisedTaskIssued
from zf_contracts.internal.deadlines import DeadlineEnded, DeadlineStarted
from zf_contracts.supervision_values import ActTold
from zf_liaison.exchange.ledger import send
from zf_liaison.tables import Base
from zf_platform.bus.embedded import Vices
from zf_platform.provision import AgencyDatabase
from zf_platform.transaction import Cause, service_actor

BOTH = ("state", "due", "listed", "late", "title", "task_no", "standard")


async def test_the_migration_makes_the_tables_the_code_declares(databases: dict[str, AgencyDatabase]) -> None:
    url = databases["committee"].owner_url
    assert await schema_differences(url, schema="liaison", metadata=Base.metadata) == []


async def issued(city: Town, **changes: object) -> str:
    made = ok(await coordinator(city).post("/tasks", json={**TASK, **changes}))
    assert (made["state"], made["task_no"]) == ("issued", "云政法督办〔2026〕1号")
    return str(made["id"])


async def test_the_whole_life_of_a_listed_task_with_extension_and_return(city: Town) -> None:
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city)
    mine = await reached(city, fa, task_id, "issued")
    assert clocks(mine) == {"U01": ("2026-11-24", "running"), "U02": ("2026-12-23", "running")}
    await act(fa, task_id, "sign_for", unit="criminal")
    await act(fa, task_id, "start", text="由刑侦支队办理")
    await act(fa, task_id, "request_extension", text="需要外地取证", until="2027-01-20")
    asked = await reached(city, zhi, task_id, "extension_requested")
    assert (asked["asked_until"], clocks(asked)["U01"]) == ("2027-01-20", ("2026-11-24", "met"))
    await act(zhi, task_id, "grant_extension", until="2027-01-10")
    await act(zhi, task_id, "list", text="重大积案", leader="常书记")
    granted = await reached(city, fa, task_id, "granted")
    assert clocks(granted)["U02"] == ("2027-01-10", "running")
    await act(fa, task_id, "report", text="物品已返还")
    await reached(city, zhi, task_id, "reported")
    await act(zhi, task_id, "send_back", text="未附返还笔录", until="2027-01-15")
    await reached(city, fa, task_id, "sent_back")
    file_id = ok(await _upload(city, task_id))["id"]
    await act(fa, task_id, "report", text="补交返还笔录", files=[file_id])
    reported = await reached(city, zhi, task_id, "reported")
    evidence = [one for step in reported["steps"] for one in step["files"]]
    assert [one["title"] for one in evidence] == ["返还笔录"]
    assert (await zhi.get(f"/tasks/{task_id}/files/{evidence[0]['id']}")).content.startswith(b"%PDF")
    await act(zhi, task_id, "verify", text="已核实")
    assert codes(await attempt(zhi, task_id, "close", text="办结")) == ["supervision.wrong_mark"]
    await act(zhi, task_id, "delist", text="整改到位")
    await act(zhi, task_id, "close", text="办结")
    await act(zhi, task_id, "look_back", text="三个月后回访，未反弹")
    ended = await reached(city, fa, task_id, "closed")
    await _quiet(city)
    assert shared(await see(zhi, task_id), *BOTH) == shared(await see(fa, task_id), *BOTH)
    assert "look_back" in acts(await see(fa, task_id))
    assert ended["unit"] == "criminal"


async def _upload(city: Town, task_id: str) -> httpx.Response:
    client = reviewer(city).http
    return await client.post(
        f"/tasks/{task_id}/files",
        files={"file": ("a.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")},
        data={"title": "返还笔录"},
        headers={"idempotency-key": "0192f000-0000-7000-8000-00000000f11e"},
    )


async def _quiet(city: Town) -> None:
    async def all_receipted() -> bool:
        sql = "SELECT count(*) FROM ledger WHERE direction = 'out' AND state NOT IN ('delivered', 'opened')"
        return [await city.value(agency, sql) for agency in city.nodes] == [0] * len(city.nodes)

    await city.settle(all_receipted, seconds=40)


async def test_every_act_has_its_evidences_and_oversight_hears_of_the_duty_alone(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")

    async def opened() -> bool:
        view = await see(zhi, task_id)
        return [one["state"] for one in view["evidence"]] == ["done"] * 4

    await city.settle(opened, seconds=40)
    await act(fa, task_id, "sign_for")
    signed = await reached(city, zhi, task_id, "signed_for")
    assert [one["step"] for one in signed["evidence"]] == ["submitted", "relayed", "delivered", "opened"]
    await _quiet(city)
    started = city.watchers["police"].of(DeadlineStarted)
    assert {(one["matter_kind"], one["rule"], one["case_id"]) for one in started} == {
        ("task", "U01", task_id),
        ("task", "U02", task_id),
    }
    assert [one["outcome"] for one in city.watchers["police"].of(DeadlineEnded)] == ["met"]
    assert city.watchers["committee"].of(DeadlineStarted) == []


async def test_the_listed_account_is_seen_by_every_member_and_cleared_by_the_issuer_alone(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city, level="listed", leader="常书记")
    await reached(city, fa, task_id, "issued")
    await _quiet(city)
    member = city.nodes["procuratorate"].caller("p1", roles=["prosecutor"], unit="first")
    lines = (await member.get("/tasks/account")).json()
    assert [(one["task_no"], one["leader"], one["state_zh"]) for one in lines] == [
        ("云政法督办〔2026〕1号", "常书记", "已下达，待签收")
    ]
    assert (await member.get(f"/tasks/{task_id}")).status_code in (403, 404)
    await act(fa, task_id, "sign_for")
    await act(fa, task_id, "report", text="已办结")
    await reached(city, zhi, task_id, "reported")
    assert codes(await attempt(fa, task_id, "delist", text="自行销账")) == ["authority.no_permission"]
    await act(zhi, task_id, "verify", text="核实")
    await act(zhi, task_id, "delist", text="销账")

    async def cleared() -> bool:
        return bool((await member.get("/tasks/account")).json() == [])

    await city.settle(cleared, seconds=40)
    removed = (await member.get("/tasks/account", params={"removed": "true"})).json()
    assert [one["reason"] for one in removed] == ["销账"]


async def test_an_agency_that_was_away_catches_up_to_the_same_end(city: Town) -> None:
    zhi, fa = coordinator(city), reviewer(city)
    away = [agency for agency in city.nodes if agency != "police"]
    first = await issued(city)
    await act(zhi, first, "remind", text="请尽快签收")
    await act(zhi, first, "list", text="挂账", leader="常书记")
    await act(zhi, first, "withdraw", text="并入专案")
    await city.drain(*away)
    assert await city.value("police", "SELECT count(*) FROM supervised_task") == 0
    await city.due_now("committee")
    ended = await reached(city, fa, first, "withdrawn")
    await _quiet(city)
    assert acts(ended) == ["issue", "remind", "list", "withdraw"]
    assert shared(ended, *BOTH) == shared(await see(zhi, first), *BOTH)
    assert clocks(ended) == {"U01": ("2026-11-24", "cancelled"), "U02": ("2026-12-23", "cancelled")}


async def test_acts_that_cross_each_other_end_alike_on_both_sides(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")
    await act(fa, task_id, "sign_for")
    await act(fa, task_id, "request_extension", text="案情复杂", until="2027-01-20")
    await reached(city, zhi, task_id, "extension_requested")
    await act(fa, task_id, "report", text="已提前办结")
    await act(zhi, task_id, "grant_extension", until="2027-01-20")
    await reached(city, zhi, task_id, "reported")
    await _quiet(city)
    there, here = await see(zhi, task_id), await see(fa, task_id)
    assert [there["state"], there["due"]] == [here["state"], here["due"]] == ["reported", "2027-01-20"]


async def test_a_report_that_crosses_the_withdrawal_met_its_period_on_both_sides(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")
    await act(fa, task_id, "sign_for")
    await reached(city, zhi, task_id, "signed_for")
    await act(zhi, task_id, "withdraw", text="并入专案")
    await act(fa, task_id, "report", text="已办结")
    await _quiet(city)
    there, here = await see(zhi, task_id), await see(fa, task_id)
    assert (here["state"], clocks(here)["U02"]) == ("withdrawn", ("2026-12-23", "met"))
    assert shared(there, *BOTH) == shared(here, *BOTH)


async def test_duplicates_and_disorder_change_nothing(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    city.give(Vices(seed=11, duplicate=0.5, reorder=True, drop=0.2))
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")
    await act(fa, task_id, "sign_for")
    for number in range(4):
        await act(fa, task_id, "progress", text=f"进展{number}")
    await act(fa, task_id, "report", text="办结")
    await reached(city, zhi, task_id, "reported")
    await act(zhi, task_id, "verify", text="核实")
    await act(zhi, task_id, "close", text="销号")
    await reached(city, fa, task_id, "closed")
    city.give(Vices(seed=7))
    await _quiet(city)
    there, here = await see(zhi, task_id), await see(fa, task_id)
    assert shared(there, *BOTH) == shared(here, *BOTH)
    assert len(acts(here)) == len({one["id"] for one in here["steps"]}) == 9


async def test_who_has_no_authority_is_refused_with_a_reason(embedded_city: Town) -> None:
    city = embedded_city
    chief = city.nodes["procuratorate"].caller("chief", roles=["chief_prosecutor"], unit="leadership", name="检察长")
    assert codes(await chief.post("/tasks", json=TASK)) == ["task.no_authority"]
    own = ok(await chief.post("/tasks", json={**TASK, "assignee": "procuratorate", "unit": "first"}))
    assert (own["role"], {one["act"] for one in own["options"] if one["allowed"]} >= {"sign_for", "remind"}) == (
        "both",
        True,
    )
    zhi, fa = coordinator(city), reviewer(city)
    wrong = await zhi.post("/tasks", json={**TASK, "level": "huge", "due": "2026-11-20", "assignee": "police"})
    assert codes(wrong) == ["task.level_unknown", "task.due_not_ahead"]
    assert await city.value("committee", "SELECT count(*) FROM supervised_task") == 0
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")
    assert codes(await attempt(fa, task_id, "verify", text="自查通过")) == ["authority.no_permission"]
    assert codes(await attempt(fa, task_id, "report")) == ["supervision.wrong_state"]
    stale = await fa.post(f"/tasks/{task_id}/acts", json={"act": "sign_for", "version": 99})
    assert stale.status_code == 409
    station = city.nodes["police"].caller("u", roles=["unit_head"], unit="linhe_station")
    assert (await station.get(f"/tasks/{task_id}")).status_code == 404
    tried = "SELECT object_id, reason FROM audit_entry WHERE act = 'act.refused' ORDER BY at"
    assert await city.rows("police", tried) == [
        (f"/tasks/{task_id}/acts", "authority.no_permission"),
        (f"/tasks/{task_id}/acts", "supervision.wrong_state"),
        (f"/tasks/{task_id}/acts", "version.stale"),
    ]


async def test_a_forged_issue_and_a_foreign_closing_are_rejected_and_recorded(embedded_city: Town) -> None:
    city = embedded_city
    zhi, fa = coordinator(city), reviewer(city)
    task_id = await issued(city)
    await reached(city, fa, task_id, "issued")
    body = ActTold(
        act_id="forged", matter_id=task_id, act="close", by_name="外人", text="销号", acted_at=city.clock.now()
    )
    await _send(city, "procuratorate", SupervisedTaskClosed(body=body), task_id)
    assert (await see(fa, task_id))["state"] == "issued"
    told = {**TASK, "act_id": "f2", "matter_id": "f", "task_no": "x", "issuer": "procuratorate", "by_name": "外人"}
    copy = SupervisedTaskIssued.model_validate({"body": {**told, "acted_at": city.clock.now()}})
    await _send(city, "procuratorate", copy, "f")
    rejected = await city.rows("police", "SELECT problems FROM ledger WHERE direction = 'in' AND state = 'rejected'")
    assert len(rejected) == 2
    assert all("exchange.sender_not_entitled" in str(row[0]) for row in rejected)
    assert (await see(zhi, task_id))["state"] == "issued"


async def _send(city: Town, agency: str, payload: SupervisedTaskClosed | SupervisedTaskIssued, subject: str) -> None:
    service = city.service(agency)
    async with service.parts.factory.begin() as transaction:
        scope = transaction.scope(actor=service_actor(service.address), cause=Cause(correlation_id="forged"))
        send(scope, payload, peer="police", collab_no=subject, acted_at=city.clock.now())
        await transaction.commit()
    await city.drain()
