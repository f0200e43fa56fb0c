"""首问负责 (S-026): the first person hands over in person; what nobody takes in time is the first person's again."""

from datetime import timedelta

from tests.integration.letters import audited
from tests.integration.reception.floor import Body, Floor, codes, ok


async def given(floor: Floor, *, to_desk: bool = False) -> tuple[str, str, Body]:
    """Desk of li (joint), desk of wang (court), and a visitor whom li hands over to the court."""
    first = await floor.open("li", "1")
    second = await floor.open("wang", "2", queues=["court"])
    await floor.ticket()
    served = await floor.served("li", first)
    wanted = second if to_desk else None
    ticket = await floor.act("li", served, "hand-over", queue="court", reason="属于执行问题", desk_id=wanted)
    return first, second, ticket


async def test_a_hand_over_is_taken_face_to_face(floor: Floor) -> None:
    _first, second, ticket = await given(floor)
    assert ticket["state_zh"] == "转接中"
    seen = (await floor.clerk("wang").get("/hall/counter")).json()
    (coming,) = seen["arrivals"]
    assert (coming["number"], coming["from_clerk_name"], coming["reason"]) == ("A001", "li", "属于执行问题")
    taken = await floor.act("wang", ticket, "taking", desk_id=second)
    assert (taken["state"], taken["desk_id"], taken["clerk_name"]) == ("serving", second, "wang")
    done = await floor.act("wang", taken, "completion", outcome="advised")
    assert done["clerk_name"] == "wang"
    assert (await floor.head.get("/hall/daily")).json()["not_taken"] == []


async def test_untaken_it_goes_back_to_the_first_person_at_the_head_of_the_queue(floor: Floor) -> None:
    first, second, ticket = await given(floor)
    await floor.ticket(priority="elderly")
    floor.clock.advance(timedelta(minutes=15))
    await floor.intake.service.scheduler.run_now("return_handovers")
    assert (await floor.head.get(f"/hall/tickets/{ticket['id']}")).json()["state"] == "transferred"
    floor.clock.advance(timedelta(seconds=1))
    await floor.intake.service.scheduler.run_now("return_handovers")
    assert await audited(floor.intake.service, "handover.return") == 1
    third = await floor.open("zhao", "3")
    assert (await floor.call("zhao", third))["number"] == "A002"
    assert (await floor.call("li", first))["number"] == "A001"
    (lost,) = (await floor.head.get("/hall/daily")).json()["not_taken"]
    assert (lost["number"], lost["state"], lost["from_clerk_name"]) == ("A001", "returned", "li")
    refused = await floor.act("wang", {**ticket, "version": 6}, "taking", status=422, desk_id=second)
    assert codes(refused) == ["handover.none_pending"]


async def test_when_the_first_person_has_gone_any_desk_of_the_queue_calls_what_came_back(floor: Floor) -> None:
    first, _second, _ticket = await given(floor)
    floor.clock.advance(timedelta(minutes=16))
    await floor.intake.service.scheduler.run_now("return_handovers")
    await floor.set("li", first, "closed")
    third = await floor.open("zhao", "3")
    assert (await floor.call("zhao", third))["number"] == "A001"


async def test_the_first_person_may_take_the_visitor_back_and_strangers_may_not(floor: Floor) -> None:
    first, _second, ticket = await given(floor, to_desk=True)
    third = await floor.open("zhao", "3", queues=["court"])
    refused = await floor.act("zhao", ticket, "taking", status=422, desk_id=third)
    assert codes(refused) == ["handover.not_for_this_desk"]
    back = await floor.act("li", ticket, "taking", desk_id=first)
    assert (back["state"], back["clerk_name"]) == ("serving", "li")


async def test_a_desk_that_serves_takes_nobody_else(floor: Floor) -> None:
    _first, second, ticket = await given(floor)
    await floor.ticket("court")
    await floor.call("wang", second)
    refused = await floor.act("wang", ticket, "taking", status=422, desk_id=second)
    assert codes(refused) == ["ticket.finish_first"]


async def test_a_hand_over_needs_a_reason_and_a_desk_that_can_take_it(floor: Floor) -> None:
    first = await floor.open("li", "1")
    closed = await floor.desk("2", queues=["court"])
    await floor.ticket()
    served = await floor.served("li", first)
    for queue, desk_id, expected in (
        ("court", closed, "handover.desk_not_open"),
        ("court", "nowhere", "handover.desk_unknown"),
        ("joint", None, "handover.to_itself"),
        ("moon", None, "hall.queue_unknown"),
    ):
        wanted = {"queue": queue, "desk_id": desk_id, "reason": "试转"}
        refused = await floor.act("li", served, "hand-over", status=422, more=wanted)
        assert codes(refused) == [expected]
    without = {"version": served["version"], "queue": "court"}
    refused = await ok(floor.clerk("li"), f"/hall/tickets/{served['id']}/hand-over", without, status=422)
    assert codes(refused) == ["request.field_missing"]
