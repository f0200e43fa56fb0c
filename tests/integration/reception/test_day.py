"""What the screen shows, what the slip says, and what the list of the day finds."""

from datetime import timedelta

from tests.integration.reception.floor import Floor


async def test_the_screen_shows_the_newest_calls_and_no_name(floor: Floor) -> None:
    desk = await floor.open("li", "3")
    for _ in range(7):
        await floor.ticket()
    for _ in range(6):
        floor.clock.advance(timedelta(seconds=20))
        called = await floor.call("li", desk)
        await floor.act("li", called, "no-show")
    answer = await floor.intake.stranger().get("/hall/screen")
    seen = answer.json()
    assert [call["number"] for call in seen["calls"]] == ["A006", "A005", "A004", "A003", "A002"]
    assert {call["place"] for call in seen["calls"]} == {"3号窗口"}
    assert "committee.li" not in answer.text
    joint = next(one for one in seen["queues"] if one["queue"] == "joint")
    assert (joint["waiting"], joint["open_desks"]) == (1, 1)


async def test_the_slip_counts_who_is_called_before(floor: Floor) -> None:
    await floor.ticket()
    mine = await floor.ticket()
    await floor.ticket(priority="disabled")
    await floor.ticket()
    slip = (await floor.intake.stranger().get(f"/hall/slips/{mine['code']}")).json()
    assert (slip["number"], slip["ahead"], slip["state_zh"]) == ("A002", 2, "等候中")
    assert (await floor.intake.stranger().get("/hall/slips/guess")).status_code == 404


async def test_the_list_of_the_day_finds_what_fell_through(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.ticket()  # A001: served, registered without a petition.
    await floor.ticket()  # A002: called too late.
    await floor.ticket()  # A003: never called.
    served = await floor.served("li", desk)
    await floor.act("li", served, "completion", outcome="registered")
    floor.clock.advance(timedelta(minutes=31))
    late = await floor.served("li", desk)
    await floor.act("li", late, "completion", outcome="registered", petition_id="pet-1")
    day = floor.clock.now().date().isoformat()
    floor.clock.advance(timedelta(days=1))
    found = (await floor.head.get("/hall/daily", params={"day": day})).json()
    assert (found["issued"], found["served"], found["no_shows"]) == (3, 2, 0)
    assert [one["number"] for one in found["unreceived"]] == ["A003"]
    assert found["over_waited"][0]["waited_minutes"] == 31
    assert [one["number"] for one in found["over_waited"]] == ["A002", "A003"]
    assert [(one["number"], one["clerk_name"]) for one in found["without_first_handler"]] == [("A001", "li")]
    assert (await floor.head.get("/hall/daily")).json()["issued"] == 0


async def test_yesterdays_numbers_are_not_called_today(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.ticket()
    floor.clock.advance(timedelta(days=1))
    answer = await floor.clerk("li").post(f"/hall/desks/{desk}/calls")
    assert answer.json()["problems"][0]["code"] == "ticket.nobody_waits"
