"""What a petitioner does himself: nothing leaks, nothing can be tried out, and the same rules hold as at the window."""

import asyncio
from datetime import timedelta
from typing import Any

from sqlalchemy import text

from tests.integration.intake.front_end import front_end, registered_slip
from tests.integration.intake.petition_forms import FULL, Staff, act, answered, clock_states, petition
from tests.integration.letters import audited
from zf_platform.clock import FixedClock
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest


async def test_number_and_code_tell_how_the_matter_stands(intake: ServiceUnderTest, staff: Staff, hall: Caller) -> None:
    slip = await registered_slip(staff)
    answer = await hall.post("/petitions/query", json=slip)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["state"], told["agency_name"], told["unit_name"]) == ("registered", "云川市公安局", "信访科")
    assert told["told_zh"] == "您的事项已经登记，正在研究由谁办理。"
    assert told["petitioner"] == PLANTED["name"][0] + "****"
    assert [(one["due"], one["yours"]) for one in told["periods"]] == [("2026-12-08", False)]
    assert (told["requests"], told["requests_answered"], told["may_rate"]) == (2, 0, False)
    for secret in (*PLANTED.values(), str(FULL["title"]), "police.receiver", "电动车"):
        assert secret not in answer.text
    assert await audited(intake.service, "petition.query") == 1


async def test_full_width_and_lower_case_are_the_same_number(staff: Staff, hall: Caller) -> None:
    slip = await registered_slip(staff)
    typed = {
        "petition_no": "".join(chr(ord(one) + 0xFEE0) for one in slip["petition_no"]).lower(),
        "code": slip["code"],
    }
    assert (await hall.post("/petitions/query", json=typed)).status_code == 200


async def test_every_wrong_guess_gets_the_same_answer(staff: Staff, hall: Caller) -> None:
    slip = await registered_slip(staff)
    other = "0" if slip["code"][0] != "0" else "1"
    wrong = [
        {**slip, "code": other + slip["code"][1:]},
        {"petition_no": "XFV329900202611230099", "code": slip["code"]},
        {"petition_no": "没有这样的编号", "code": "abc"},
    ]
    answers = [await hall.post("/petitions/query", json=one) for one in wrong]
    assert {answer.status_code for answer in answers} == {404}
    assert len({str(answer.json()["problems"]) for answer in answers}) == 1


async def test_a_thousand_wrong_codes_open_nothing_and_are_stopped(intake: ServiceUnderTest, staff: Staff) -> None:
    """From many addresses: the number itself is closed for the day; the counter still helps."""
    slip = await registered_slip(staff)
    codes = [f"{number:06d}" for number in range(1_001) if f"{number:06d}" != slip["code"]][:1_000]

    async def guess(number: int, code: str) -> int:
        async with front_end(intake, address=f"10.1.{number % 200}.{number // 200}") as client:
            return (await Caller(client).post("/petitions/query", json={**slip, "code": code})).status_code

    seen: list[int] = []
    for start in range(0, 1_000, 20):
        batch = enumerate(codes[start : start + 20], start=start)
        seen += await asyncio.gather(*(guess(number, code) for number, code in batch))
    assert (seen.count(404), seen.count(429)) == (20, 980)
    assert (await staff.receiver.get("/petitions")).json()["items"][0]["petition_no"] == slip["petition_no"]


async def test_one_address_is_stopped_whatever_it_asks_for(
    intake: ServiceUnderTest, hall: Caller, clock: FixedClock
) -> None:
    numbers = [f"XFV32990020261123{number:04d}" for number in range(1, 70)]
    seen = [
        (await hall.post("/petitions/query", json={"petition_no": number, "code": "000000"})).status_code
        for number in numbers
    ]
    assert (seen.count(404), seen.count(429)) == (60, 9)
    async with front_end(intake, address="10.0.0.2") as client:
        other = await Caller(client).post("/petitions/query", json={"petition_no": numbers[0], "code": "000000"})
    assert other.status_code == 404
    clock.advance(timedelta(minutes=16))
    assert (await hall.post("/petitions/query", json={"petition_no": numbers[0], "code": "0"})).status_code == 404


async def test_the_limits_lie_in_the_database_without_what_was_typed(intake: ServiceUnderTest, hall: Caller) -> None:
    await hall.post("/petitions/query", json={"petition_no": "XFV329900202611230001", "code": "123456"})
    async with intake.service.parts.database.session() as session:
        rows = (await session.execute(text("SELECT key, tries FROM query_try"))).all()
    assert sorted(row.key.split(":")[0] for row in rows) == ["address", "number", "pair"]
    assert "XFV" not in str(rows)
    assert "10.0.0.1" not in str(rows)


async def test_only_the_front_end_may_ask(intake: ServiceUnderTest, staff: Staff) -> None:
    slip = await registered_slip(staff)
    for caller in (intake.stranger(), staff.head, intake.peer("procuratorate")):
        assert (await caller.post("/petitions/query", json=slip)).status_code == 401


async def test_a_reprinted_slip_ends_the_old_code(staff: Staff, hall: Caller) -> None:
    slip = await registered_slip(staff)
    view = (await staff.receiver.get("/petitions")).json()["items"][0]
    fresh = (await staff.receiver.post(f"/petitions/{view['id']}/receipt")).json()["query_code"]
    seen = [
        (await hall.post("/petitions/query", json={**slip, "code": code})).status_code for code in (slip["code"], fresh)
    ]
    assert seen == ([200, 200] if fresh == slip["code"] else [404, 200])


async def test_the_petitioner_adds_and_withdraws_in_his_own_words(staff: Staff, hall: Caller) -> None:
    slip = await registered_slip(staff)
    added = await hall.post("/petitions/query/supplement", json={**slip, "requests": ["另请说明理由"]})
    assert (added.json()["requests"], added.json()["may_withdraw"]) == (3, True)
    empty = await hall.post("/petitions/query/supplement", json=slip)
    assert [one["code"] for one in empty.json()["problems"]] == ["petition.supplement_empty"]
    gone = await hall.post("/petitions/query/withdrawal", json={**slip, "statement": "问题已经解决，本人撤回。"})
    assert (gone.json()["state"], gone.json()["ended"]) == ("withdrawn", True)
    again = await hall.post("/petitions/query/withdrawal", json={**slip, "statement": "再撤一次"})
    assert [one["code"] for one in again.json()["problems"]] == ["stage.wrong_state"]
    view = (await staff.receiver.get("/petitions")).json()["items"][0]
    shown = (await staff.receiver.get(f"/petitions/{view['id']}")).json()
    assert [step["actor_id"] for step in shown["timeline"]] == ["police.receiver", "hall", "hall"]
    assert shown["timeline"][-1]["note"] == "问题已经解决，本人撤回。"


async def test_a_served_answer_is_told_and_can_be_rated(intake: ServiceUnderTest, staff: Staff, hall: Caller) -> None:
    view = await answered(staff)
    code = (await staff.receiver.post(f"/petitions/{view['id']}/receipt")).json()["query_code"]
    slip = {"petition_no": str(view["petition_no"]), "code": code}
    told = (await hall.post("/petitions/query", json=slip)).json()
    (served,) = told["answers"]
    assert (served["document_no"], served["results"]) == ("云公信处字〔2026〕1号", ["supported", "not_supported"])
    assert [one["yours"] for one in told["periods"]] == [True]
    assert [step["zh"] for step in told["steps"]][-1] == "已对您的事项作出答复。"
    for score in (2, 4):
        told = (await hall.post("/petitions/query/rating", json={**slip, "score": score})).json()
    assert told["rating"] == 4
    bad = await hall.post("/petitions/query/rating", json={**slip, "score": 6})
    assert [(one["field"]) for one in bad.json()["problems"]] == ["score"]
    assert await audited(intake.service, "petition.rate") == 2


async def test_nothing_is_rated_before_it_is_answered(staff: Staff, hall: Caller) -> None:
    answer = await hall.post("/petitions/query/rating", json={**await registered_slip(staff), "score": 5})
    assert [one["code"] for one in answer.json()["problems"]] == ["petition.not_answered_yet"]


async def test_online_registration_has_the_same_fields_and_a_first_handler_when_taken_up(
    staff: Staff, hall: Caller
) -> None:
    form = {name: value for name, value in petition().items() if name != "channel"}
    made = await hall.post("/petitions/online", json=form)
    assert made.status_code == 201, made.text
    receipt = made.json()["receipt"]
    assert receipt["petition_no"].startswith("XFO")
    slip = {"petition_no": receipt["petition_no"], "code": receipt["query_code"]}
    assert (await hall.post("/petitions/query", json=slip)).status_code == 200
    (row,) = (await staff.receiver.get("/petitions")).json()["items"]
    assert (row["channel"], row["first_handler_id"]) == ("online", "")
    view = await act(staff.receiver, row, "acceptance")
    assert (view["first_handler_id"], view["duty"]) == ("police.receiver", "investigate")
    assert [term["state"] for term in view["first_handlers"]] == ["current"]
    assert clock_states(view)["X04"] == "running"


async def test_a_broken_online_form_is_named(hall: Caller) -> None:
    form: dict[str, Any] = {name: value for name, value in petition().items() if name != "channel"}
    form["persons"] = [{**form["persons"][0], "id_number": "110105199003078514"}]
    answer = await hall.post("/petitions/online", json=form)
    assert {(one["code"], one["field"]) for one in answer.json()["problems"]} == {
        ("identifier.check_digit", "persons[0].id_number")
    }
    assert (await hall.post("/petitions/online", json={**form, "urgent": True})).status_code == 422


async def test_the_petitioner_books_a_leader_himself_once_and_sees_what_came_of_it(
    intake: ServiceUnderTest, staff: Staff, hall: Caller
) -> None:
    slip = await registered_slip(staff)
    wish = {"matter": "criminal", "brief": "想当面说明扣押经过。", "named_name": "周局长", "wish": "工作日上午"}
    booked = await hall.post("/petitions/query/appointment", json={**slip, **wish, "phone": PLANTED["phone"]})
    assert booked.status_code == 200, booked.text
    view = booked.json()
    assert (view["may_book"], [one["state_zh"] for one in view["appointments"]]) == (False, ["待安排"])
    again = await hall.post("/petitions/query/appointment", json={**slip, **wish})
    assert (again.status_code, again.json()["problems"][0]["code"]) == (422, "appointment.booked_already")
    (row,) = (await staff.head.get("/appointments")).json()["items"]
    assert (row["petitioner_name"], row["named_name"]) == (PLANTED["name"], "周局长")
    assert PLANTED["name"] not in booked.text
    wrong = await hall.post("/petitions/query/appointment", json={**slip, **wish, "code": "000000"})
    assert wrong.status_code == 404
    unknown = await hall.post("/petitions/query/appointment", json={**slip, **wish, "matter": "gossip"})
    assert unknown.status_code == 422
    for caller in (intake.stranger(), staff.head):
        assert (await caller.post("/petitions/query/appointment", json={**slip, **wish})).status_code in (401, 403)
