"""A visit from the ticket machine to the rating, over a real database."""

from datetime import timedelta

from tests.integration.letters import audited
from tests.integration.reception.floor import Floor, codes, ok
from tests.integration.schema import schema_differences
from zf_intake.tables import Base
from zf_platform.provision import AgencyDatabase


async def test_migrations_make_the_declared_tables(database: AgencyDatabase) -> None:
    assert await schema_differences(database.owner_url, schema="intake", metadata=Base.metadata) == []


async def test_a_visit_from_the_machine_to_the_rating(floor: Floor) -> None:
    desk = await floor.open("li", "3", queues=["joint", "police"])
    ticket = await floor.ticket("police")
    assert (ticket["number"], ticket["state_zh"]) == ("B001", "等候中")
    floor.clock.advance(timedelta(minutes=5))
    called = await floor.call("li", desk)
    assert (called["number"], called["state"], called["desk_id"]) == ("B001", "called", desk)
    called = await floor.act("li", called, "recall")
    assert called["calls"] == 2
    served = await floor.act("li", called, "serving")
    done = await floor.act("li", served, "completion", outcome="answered", standards=["greeting", "seat", "seat"])
    assert done["state"] == "done"
    slip = f"/hall/slips/{ticket['code']}"
    rating = {"score": 5, "kept": ["greeting"], "comment": "讲得清楚"}
    rated = await ok(floor.intake.stranger(), f"{slip}/rating", rating)
    assert rated["rated"] is True
    again = await ok(floor.intake.stranger(), f"{slip}/rating", rating, status=422)
    assert codes(again) == ["ticket.rated_already"]
    figures = (await floor.head.get("/hall/ratings")).json()
    assert figures["receivers"] == [
        {"receiver_id": "committee.li", "receiver_name": "li", "visits": 1, "rated": 1, "average": 5.0, "low": 0}
    ]
    points = {one["id"]: (one["claimed"], one["confirmed"]) for one in figures["kept"]}
    assert (points["greeting"], points["seat"], points["respect"]) == ((1, 1), (1, 0), (0, 0))
    assert await audited(floor.intake.service, "ticket.call") == 1


async def test_numbers_run_per_queue_and_day(floor: Floor) -> None:
    first = [(await floor.ticket(queue))["number"] for queue in ("joint", "court", "joint", "police")]
    assert first == ["A001", "D001", "A002", "B001"]
    floor.clock.advance(timedelta(days=1))
    assert (await floor.ticket("joint"))["number"] == "A001"


async def test_five_people_get_a_number_of_the_room_for_collective_visits(floor: Floor) -> None:
    ticket = await floor.ticket("police", people=5)
    assert (ticket["number"], ticket["queue"], ticket["room"]) == ("T001", "collective", "集体来访接待室")
    refused = await ok(
        floor.machine, "/hall/tickets", {"queue": "collective", "people": 2, "priority": "king"}, status=422
    )
    assert sorted(codes(refused)) == ["ticket.not_collective", "ticket.priority_unknown"]


async def test_who_waited_too_long_is_called_before_the_elderly(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.ticket()
    floor.clock.advance(timedelta(minutes=31))
    await floor.ticket(priority="elderly")
    await floor.ticket()
    order = []
    for _ in range(3):
        called = await floor.call("li", desk)
        order.append((called["number"], called["over_waited"]))
        await floor.act("li", called, "no-show")
    assert order == [("A001", True), ("A002", False), ("A003", False)]
    nobody = await ok(floor.clerk("li"), f"/hall/desks/{desk}/calls", None, status=422)
    assert codes(nobody) == ["ticket.nobody_waits"]


async def test_a_desk_finishes_one_number_before_it_calls_the_next(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.ticket()
    await floor.ticket()
    first = await floor.call("li", desk)
    refused = await ok(floor.clerk("li"), f"/hall/desks/{desk}/calls", None, status=422)
    assert codes(refused) == ["ticket.finish_first"]
    assert codes(await floor.set("li", desk, "closed", status=422)) == ["hall.desk_busy"]
    await floor.act("li", first, "no-show")
    assert (await floor.call("li", desk))["number"] == "A002"


async def test_a_skipped_number_waits_again_and_is_closed_in_the_end(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.ticket()
    await floor.ticket()
    numbers = []
    for _ in range(4):
        floor.clock.advance(timedelta(seconds=10))
        called = await floor.call("li", desk)
        numbers.append(called["number"])
        await floor.act("li", called, "skip")
    assert numbers == ["A001", "A002", "A001", "A002"]
    third = await floor.call("li", desk)
    assert codes(await floor.act("li", third, "skip", status=422)) == ["ticket.skipped_enough"]
    assert (await floor.act("li", third, "no-show"))["state"] == "no_show"


async def test_only_who_called_goes_on_and_only_with_what_is_seen(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.open("wang", "2")
    await floor.ticket()
    called = await floor.call("li", desk)
    assert codes(await floor.act("wang", called, "serving", status=403)) == ["ticket.not_yours"]
    served = await floor.act("li", called, "serving")
    assert codes(await floor.act("li", called, "recall", status=409)) == ["version.stale"]
    assert codes(await floor.act("li", served, "recall", status=422)) == ["ticket.wrong_state"]
    unknown = {**served, "id": "00000000-0000-7000-8000-000000000000"}
    await floor.act("li", unknown, "recall", status=404)
    assert codes(await ok(floor.clerk("wang"), f"/hall/desks/{desk}/calls", None, status=403)) == ["hall.desk_held"]


async def test_the_same_press_of_a_key_calls_once(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.ticket()
    await floor.ticket()
    path = f"/hall/desks/{desk}/calls"
    answers = [await floor.clerk("li").post(path, key="the-same-press-of-f4") for _ in range(2)]
    assert [answer.json()["number"] for answer in answers] == ["A001", "A001"]


async def test_desks_open_pause_and_close_and_the_roster_remembers(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    assert codes(await floor.set("wang", desk, "open", status=422)) == ["hall.desk_held"]
    other = await floor.desk("2")
    assert codes(await floor.set("li", other, "open", status=422)) == ["hall.clerk_elsewhere"]
    await floor.set("li", desk, "paused")
    refused = await ok(floor.clerk("li"), f"/hall/desks/{desk}/calls", None, status=422)
    assert codes(refused) == ["hall.desk_not_open"]
    await floor.set("li", desk, "closed")
    await floor.set("wang", desk, "open")
    roster = (await floor.head.get("/hall/roster")).json()
    assert [(one["desk_name"], one["state"], one["clerk_name"]) for one in roster] == [
        ("1号窗口", "open", "li"),
        ("1号窗口", "paused", "li"),
        ("1号窗口", "closed", "li"),
        ("1号窗口", "open", "wang"),
    ]


async def test_a_duty_card_says_what_the_desk_does(floor: Floor) -> None:
    desk = await floor.desk("7")
    card = {
        "code": "7",
        "name": "法律援助窗口",
        "agency": "justice",
        "queues": ["justice"],
        "services": ["法律援助申请", "调解申请"],
        "powers": "当场受理法律援助申请",
        "person_name": "金秋实",
        "substitute_name": "魏思齐",
        "version": 1,
    }
    changed = await ok(floor.head, f"/hall/desks/{desk}", card)
    assert (changed["substitute_name"], changed["services"]) == ("魏思齐", ["法律援助申请", "调解申请"])
    assert codes(await ok(floor.head, f"/hall/desks/{desk}", card, status=409)) == ["version.stale"]
    await floor.desk("8")
    taken = await ok(floor.head, f"/hall/desks/{desk}", {**card, "code": "8", "version": 2}, status=422)
    assert codes(taken) == ["hall.desk_code_taken"]
    clerk = await floor.clerk("li").post("/hall/desks", json={**card, "code": "9"})
    assert clerk.status_code == 403


async def test_ratings_by_slip_are_limited_by_address(floor: Floor) -> None:
    stranger = floor.intake.stranger()
    answers = [await stranger.post(f"/hall/slips/wrong-{turn}/rating", json={"score": 1}) for turn in range(21)]
    assert {answer.status_code for answer in answers[:20]} == {404}
    assert answers[20].status_code == 429
    assert answers[20].json()["problems"][0]["code"] == "ticket.rating_too_often"
