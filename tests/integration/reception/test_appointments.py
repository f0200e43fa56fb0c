"""预约接访与点名接访 in one agency that is home and host (S-002, S-003); and promises that are broken (S-028)."""

from datetime import timedelta

from sqlalchemy import text

from tests.integration.letters import audited, sent
from tests.integration.reception.floor import Body, Floor, codes, listed, ok
from tests.integration.reception.test_sessions import with_roster
from zf_platform.testing import PLANTED, planted_in

WISH = {
    "host": "committee",
    "matter": "trial",
    "brief": "对执行迟延不满，希望当面反映。",
    "petitioner_name": PLANTED["name"],
    "phone": PLANTED["phone"],
    "wish": "工作日上午",
}


async def asked(floor: Floor, **changed: object) -> Body:
    await with_roster(floor)
    return await ok(floor.head, "/appointments", {**WISH, **changed}, status=201)


async def act(
    floor: Floor, appointment: Body, verb: str, *, status: int = 200, more: Body | None = None, **body: object
) -> Body:
    path = f"/appointments/{appointment['id']}/{verb}"
    floor.clock.advance(timedelta(milliseconds=5))
    return await ok(floor.head, path, {"version": appointment["version"], **(more or {}), **body}, status=status)


def soon(floor: Floor, **parts: int) -> str:
    return (floor.clock.now() + timedelta(**parts)).isoformat()


async def test_from_the_request_to_the_reply(floor: Floor) -> None:
    appointment = await asked(floor)
    assert (appointment["appointment_no"], appointment["state_zh"]) == ("云政法约〔2026〕1号", "待安排")
    assert (appointment["proposed_leader"], appointment["proposed_why"]) == ("deputy", "portfolio")
    assert appointment["phone_masked"] == "139****5678"
    offered = await act(floor, appointment, "offer", leader_id="deputy", meets_at=soon(floor, hours=3), room="302")
    assert (offered["state"], offered["leader_name"], offered["acts"]) == (
        "offered", "韩梅", ["offer", "refuse", "accept", "decline", "cancel"],
    )  # fmt: skip
    confirmed = await act(floor, offered, "answer", accepted=True)
    early = await act(floor, confirmed, "no-show", status=422)
    assert codes(early) == ["appointment.too_early"]
    came = await act(floor, confirmed, "check-in")
    held = await act(floor, came, "held", reply="三十日内督促执行，12 月 24 日第二次见面。")
    assert (held["state"], str(held["reply"])[:4], held["acts"]) == ("held", "三十日内", [])
    assert [one["act"] for one in listed(held, "steps")] == ["request", "offer", "accept", "check_in", "hold"]
    assert codes(await act(floor, held, "held", status=422, reply="再记一次")) == ["appointment.wrong_state"]
    assert await audited(floor.intake.service, "appointment.hold") == 1


async def test_the_named_leader_is_proposed_and_honoured(floor: Floor) -> None:
    appointment = await asked(floor, named_name="陶启明")
    assert (appointment["proposed_leader"], appointment["proposed_why"]) == ("chief", "named")
    offered = await act(floor, appointment, "offer", leader_id="chief", meets_at=soon(floor, hours=1), room="书记室")
    assert offered["state"] == "offered"
    confirmed = await act(floor, offered, "answer", accepted=True)
    await act(floor, confirmed, "held", reply="当场答复")
    report = (await floor.head.get("/appointments/report")).json()
    assert (report["named"], report["honoured"], report["share"], report["held"]) == (1, 1, 1.0, 1)


async def test_a_substitute_needs_a_reason_and_the_visitors_consent(floor: Floor) -> None:
    appointment = await asked(floor, named_name="陶启明")
    offer: dict[str, object] = {"leader_id": "deputy", "meets_at": soon(floor, hours=1), "room": "302"}
    assert codes(await act(floor, appointment, "offer", status=422, more=offer)) == ["appointment.reason_needed"]
    reassigned = await act(floor, appointment, "offer", reason="书记外出学习", more=offer)
    assert (reassigned["state"], reassigned["consent"]) == ("reassigned", None)
    silent = await act(floor, reassigned, "answer", status=422, accepted=False)
    assert codes(silent) == ["appointment.reason_needed"]
    declined = await act(floor, reassigned, "answer", accepted=False, note="愿意等书记回来")
    assert (declined["state"], declined["consent"], declined["wish"]) == ("requested", False, "愿意等书记回来")
    again = await act(floor, declined, "offer", reason="书记下月才回", more=offer)
    agreed = await act(floor, again, "answer", accepted=True)
    assert (agreed["state"], agreed["consent"], agreed["leader_name"]) == ("confirmed", True, "韩梅")
    steps = [(one["act"], one["reason"], one["consent"]) for one in listed(agreed, "steps")]
    assert ("decline", "愿意等书记回来", False) in steps
    assert ("accept", "", True) in steps
    floor.clock.advance(timedelta(hours=1))
    await act(floor, agreed, "held", reply="已答复")
    report = (await floor.head.get("/appointments/report")).json()
    assert (report["honoured"], report["substituted"], report["share"]) == (0, 1, 0.0)


async def test_a_refusal_needs_consent_too(floor: Floor) -> None:
    appointment = await asked(floor, named_name="陶启明")
    refused = await act(floor, appointment, "refusal", reason="该事项已终结，不再安排")
    assert refused["state_zh"] == "不能接访，待同意"
    insisted = await act(floor, refused, "answer", accepted=False, note="不同意，请另行安排")
    assert insisted["state"] == "requested"
    again = await act(floor, insisted, "refusal", reason="已由信访局复核终结")
    ended = await act(floor, again, "answer", accepted=True)
    assert (ended["state"], ended["consent"]) == ("cancelled", True)
    assert (await floor.head.get("/appointments/report")).json()["lost"] == 1


async def test_the_visitor_withdraws_or_does_not_come(floor: Floor) -> None:
    first = await asked(floor)
    withdrawn = await act(floor, first, "cancellation", reason="已在窗口解决")
    assert withdrawn["state"] == "cancelled"
    second = await ok(floor.head, "/appointments", WISH, status=201)
    offered = await act(floor, second, "offer", leader_id="deputy", meets_at=soon(floor, minutes=30), room="302")
    confirmed = await act(floor, offered, "answer", accepted=True)
    floor.clock.advance(timedelta(minutes=31))
    absent = await act(floor, confirmed, "no-show")
    assert absent["state"] == "no_show"
    ended = (await floor.head.get("/appointments", params={"state": ""})).json()["items"]
    assert [one["state"] for one in ended] == ["no_show", "cancelled"]
    assert (await floor.head.get("/appointments")).json()["items"] == []


async def test_slips_of_the_form_are_named(floor: Floor) -> None:
    await with_roster(floor)
    body = {**WISH, "host": "market", "matter": "weather"}
    refused = await ok(floor.head, "/appointments", body, status=422)
    assert sorted(codes(refused)) == ["appointment.host_unknown", "ticket.matter_unknown"]
    unknown = {"version": 1, "leader_id": "nobody", "meets_at": soon(floor, hours=-1), "room": "1"}
    appointment = await ok(floor.head, "/appointments", WISH, status=201)
    offered = await ok(floor.head, f"/appointments/{appointment['id']}/offer", unknown, status=422)
    assert codes(offered) == ["reception.leader_unknown", "appointment.time_past"]


async def test_the_telephone_lies_sealed_and_the_audit_tells_no_name(floor: Floor) -> None:
    await asked(floor)
    async with floor.intake.service.parts.database.session() as session:
        stored = str((await session.execute(text("SELECT a::text FROM appointment a"))).scalars().all())
        audit = str((await session.execute(text("SELECT a::text FROM audit_entry a"))).scalars().all())
    assert PLANTED["phone"] not in stored
    assert planted_in(audit) == []


async def test_only_who_may_books_and_decides(floor: Floor) -> None:
    appointment = await asked(floor)
    clerk = floor.clerk("li")
    offer = {"version": 1, "leader_id": "deputy", "meets_at": soon(floor, hours=3), "room": "302"}
    assert (await clerk.post(f"/appointments/{appointment['id']}/offer", json=offer)).status_code == 403
    leader = floor.intake.caller("committee.leader", roles=["committee_leader"])
    assert (await leader.post("/appointments", json=WISH)).status_code == 403
    assert (await leader.post(f"/appointments/{appointment['id']}/offer", json=offer)).status_code == 200


async def test_broken_promises_get_one_record_each_with_cause_and_person(floor: Floor) -> None:
    run = floor.intake.service.scheduler.run_now
    appointment = await asked(floor)
    desk = await floor.open("li", "1")
    await floor.open("wang", "2", queues=["court"])
    await floor.ticket()
    late = await floor.ticket()
    served = await floor.served("li", desk)
    await floor.act("li", served, "hand-over", queue="court", reason="属于法院")
    floor.clock.advance(timedelta(minutes=16))
    await run("watch_promises")
    (first,) = (await floor.head.get("/promises/breaches")).json()["items"]
    assert (first["promise"], first["label"], first["person_name"]) == ("handover", "A001", "li")
    floor.clock.advance(timedelta(minutes=15))
    called = await floor.call("li", desk)
    assert called["id"] == late["id"]
    for _ in range(2):
        await run("watch_promises")
    found = (await floor.head.get("/promises/breaches")).json()["items"]
    assert [(one["promise"], one["label"], one["person_name"]) for one in found] == [
        ("wait", "A002", "li"), ("handover", "A001", "li"),
    ]  # fmt: skip
    floor.clock.advance(timedelta(days=4))
    await run("watch_promises")
    newest = (await floor.head.get("/promises/breaches")).json()["items"][0]
    assert (newest["promise"], newest["label"]) == ("appointment", appointment["appointment_no"])
    path = f"/promises/breaches/{newest['id']}/cause"
    cause = {"version": 1, "cause": "负责人休假，无人替岗", "person_name": "常平"}
    answered = await ok(floor.head, path, cause)
    assert (answered["cause"], answered["answered_by_name"]) == (cause["cause"], "信访科长")
    other = await ok(floor.head, path, {**cause, "version": 2, "cause": "其他"}, status=422)
    assert codes(other) == ["promise.cause_given"]
    told = await sent(floor.intake.service, "service.promise.breached")
    assert [(one["promise"], one["unit"], one["version"], one["cause"]) for one in told] == [
        ("handover", "hall", 1, ""), ("wait", "hall", 1, ""), ("appointment", "petition", 1, ""),
        ("appointment", "petition", 2, cause["cause"]),
    ]  # fmt: skip
    public = (await floor.intake.stranger().get("/promises")).json()
    assert {one["id"]: one["broken"] for one in public} == {"wait": 1, "handover": 1, "appointment": 1, "calendar": 0}
    assert "person_name" not in str(public)
