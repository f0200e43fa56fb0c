"""集体访预警: raised once per group with its clock, joined by later petitions, closed with a record."""

from datetime import date, timedelta

from tests.integration.intake.petition_forms import Staff, View, citizen_id, person, registered
from tests.integration.letters import audited, sent
from zf_platform.clock import FixedClock
from zf_platform.testing import Caller, ServiceUnderTest

JOB = "watch_collectives"
PLACE = "云岭区幸福家园"


async def neighbour(staff: Staff, number: int, **changed: object) -> View:
    who = person(name=f"某{number}", id_kind="citizen_id", id_number=citizen_id(date(1980, 1, 1 + number)))
    values = {"place": f"{PLACE}{number}栋", "people_count": 2, "persons": [who], **changed}
    return await registered(staff.receiver, **values)


async def watch(intake: ServiceUnderTest) -> None:
    assert await intake.service.scheduler.run_now(JOB)


async def warnings(caller: Caller, **params: str) -> list[View]:
    answer = await caller.get("/collective-warnings", params=params)
    assert answer.status_code == 200, answer.text
    found: list[View] = answer.json()["items"]
    return found


async def close(caller: Caller, warning: View, **changed: object) -> int:
    body = {"version": warning["version"], "outcome": "settled", "measures": "逐户走访，限期交房。", **changed}
    return (await caller.post(f"/collective-warnings/{warning['id']}/closing", json=body)).status_code


async def test_it_is_raised_once_with_a_clock_and_told_without_private_detail(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    for number in range(2):
        await neighbour(staff, number)
    await watch(intake)
    assert await warnings(staff.head) == []
    await neighbour(staff, 2)
    await watch(intake)
    await watch(intake)
    (found,) = await warnings(staff.head)
    assert (found["place"], found["registrations"], found["people"]) == (PLACE, 3, 6)
    assert (found["due"], found["overdue"], found["own"]) == ("2026-11-30", False, True)
    (notice,) = [one for one in await sent(intake.service, "petition.notice.issued") if "collective" in one["message"]]
    assert notice["receivers"] == found["told"] == ["committee"]
    assert "某0" not in str(notice)
    (started,) = [one for one in await sent(intake.service, "deadline.started") if one["rule"] == "G04"]
    assert (started["deadline_id"], started["due"], started["unit"]) == (found["id"], "2026-11-30", "petition")


async def test_later_petitions_join_and_nobody_is_told_again(intake: ServiceUnderTest, staff: Staff) -> None:
    for number in range(3):
        await neighbour(staff, number)
    await watch(intake)
    late = await neighbour(staff, 3, people_count=4)
    await watch(intake)
    (found,) = await warnings(staff.head)
    assert (found["registrations"], found["people"]) == (4, 10)
    shown = (await staff.head.get(f"/collective-warnings/{found['id']}")).json()
    assert late["id"] in {one["petition_id"] for one in shown["members"]}
    told = [one for one in await sent(intake.service, "petition.notice.issued") if "collective" in one["message"]]
    assert len(told) == 1


async def test_closing_needs_a_record_ends_the_clock_and_happens_once(
    intake: ServiceUnderTest, staff: Staff, clock: FixedClock
) -> None:
    for number in range(3):
        await neighbour(staff, number)
    await watch(intake)
    (found,) = await warnings(staff.head)
    assert await close(staff.head, found, measures="") == 422
    assert await close(staff.receiver, found) == 403
    clock.at += timedelta(days=9)
    assert (await warnings(staff.head))[0]["overdue"]
    assert await close(staff.head, found) == 200
    assert await close(staff.head, found) == 409
    assert await close(staff.head, {**found, "version": found["version"] + 1}) == 422
    (ended,) = [one for one in await sent(intake.service, "deadline.ended") if one["deadline_id"] == found["id"]]
    assert ended["outcome"] == "met_late"
    assert await audited(intake.service, "collective.close_warning") == 1
    await watch(intake)
    assert await warnings(staff.head, state="open") == []


async def test_a_warning_about_a_unit_names_it_to_few_and_is_hidden_from_its_people(
    intake: ServiceUnderTest, staff: Staff
) -> None:
    for number in range(3):
        await neighbour(staff, number, place="", accused=[{"kind": "unit", "unit": "leadership"}])
    await watch(intake)
    (found,) = await warnings(staff.head)
    assert (found["unit"], found["place"], found["cause"]) == ("leadership", "", "反映同一单位")
    assert await warnings(staff.leader) == [], "the accused unit is his own"
    assert (await staff.leader.get(f"/collective-warnings/{found['id']}")).status_code == 404
    assert await close(staff.leader, found) == 404
    (notice,) = [one for one in await sent(intake.service, "petition.notice.issued") if "collective" in one["message"]]
    assert "leadership" not in str(notice["body"])
