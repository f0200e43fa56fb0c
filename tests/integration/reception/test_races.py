"""Many clerks at the same moment: no number is called twice, none is lost, no desk gets two."""

import asyncio

from tests.integration.reception.floor import Floor
from zf_platform.testing import Caller

DESKS = 50


async def _open_desks(floor: Floor) -> list[tuple[Caller, str]]:
    found = []
    for number in range(DESKS):
        desk_id = await floor.open(f"clerk{number}", str(number))
        found.append((floor.clerk(f"clerk{number}"), desk_id))
    return found


async def test_fifty_clerks_calling_at_once_get_fifty_numbers(floor: Floor) -> None:
    desks = await _open_desks(floor)
    issued = {str((await floor.ticket())["number"]) for _ in range(DESKS + 5)}
    answers = await asyncio.gather(*(clerk.post(f"/hall/desks/{desk}/calls") for clerk, desk in desks))
    called = [answer.json()["number"] for answer in answers if answer.status_code == 200]
    refused = [answer for answer in answers if answer.status_code != 200]
    assert len(called) == len(set(called)), "two clerks got the same number"
    assert not refused, "numbers waited, and a clerk got none"
    assert set(called) <= issued
    waiting = [one["number"] for one in (await floor.head.get("/hall/tickets")).json() if one["state"] == "issued"]
    assert set(called) | set(waiting) == issued
    assert len(waiting) == 5


async def test_with_too_few_numbers_each_is_called_once_and_the_others_hear_that_nobody_waits(floor: Floor) -> None:
    desks = await _open_desks(floor)
    issued = {str((await floor.ticket())["number"]) for _ in range(20)}
    answers = await asyncio.gather(*(clerk.post(f"/hall/desks/{desk}/calls") for clerk, desk in desks))
    called = [answer.json()["number"] for answer in answers if answer.status_code == 200]
    assert sorted(called) == sorted(issued)
    others = [answer.json()["problems"][0]["code"] for answer in answers if answer.status_code != 200]
    assert others == ["ticket.nobody_waits"] * (DESKS - 20)


async def test_one_clerk_pressing_twice_in_two_windows_gets_one_number(floor: Floor) -> None:
    desk = await floor.open("li", "1")
    await floor.ticket()
    await floor.ticket()
    answers = await asyncio.gather(*(floor.clerk("li").post(f"/hall/desks/{desk}/calls") for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] + [422] * 7


async def test_a_hand_over_is_taken_by_one_of_many(floor: Floor) -> None:
    first = await floor.open("li", "0")
    desks = [await floor.open(f"clerk{number}", str(number), queues=["court"]) for number in range(1, 11)]
    await floor.ticket()
    served = await floor.served("li", first)
    ticket = await floor.act("li", served, "hand-over", queue="court", reason="属于法院")
    path = f"/hall/tickets/{ticket['id']}/taking"
    answers = await asyncio.gather(
        *(
            floor.clerk(f"clerk{number}").post(path, json={"version": ticket["version"], "desk_id": desk})
            for number, desk in enumerate(desks, start=1)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 9
    jobs = [floor.intake.service.scheduler.run_now("return_handovers") for _ in range(2)]
    await asyncio.gather(*jobs)
    assert (await floor.head.get(f"/hall/tickets/{ticket['id']}")).json()["state"] == "serving"
