"""Second meetings, revisits and home visits of one agency over its API: planned, overdue, recorded, in the timeline."""

import json
from datetime import datetime, timedelta

from sqlalchemy import text

from tests.integration.intake.conftest import NOW
from tests.integration.intake.petition_forms import Staff, View, answered, in_handling
from tests.integration.letters import sent
from zf_platform.clock import FixedClock
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest

IN_THREE_DAYS = (NOW + timedelta(days=3)).isoformat()
FIRST = {"first_opinions": "要求说明扣押依据", "first_talk": "告知三日内再次见面"}
PERSON = {"person_id": "police.officer", "person_name": "officer"}


async def planned(caller: Caller, view: View, **plan: object) -> View:
    body = {"version": view["version"], "planned_at": IN_THREE_DAYS, **PERSON, **plan}
    answer = await caller.post(f"/petitions/{view['id']}/contacts", json=body)
    assert answer.status_code == 201, answer.text
    found: View = answer.json()["contacts"][0]
    return found


async def recorded(caller: Caller, contact: View, **record: object) -> View:
    answer = await caller.post(f"/contacts/{contact['id']}/record", json={"version": contact["version"], **record})
    assert answer.is_success, answer.text
    found: View = answer.json()
    return found


async def test_an_overdue_second_meeting_is_seen_until_it_is_held_with_its_answer(
    intake: ServiceUnderTest, staff: Staff, clock: FixedClock
) -> None:
    view = await in_handling(staff)
    officer = staff.officer
    early = {"version": view["version"], "kind": "second_meeting", "planned_at": IN_THREE_DAYS, **PERSON}
    refused = await officer.post(f"/petitions/{view['id']}/contacts", json=early)
    assert [one["code"] for one in refused.json()["problems"]] == [
        "contact.not_told",
        "contact.first_not_recorded",
    ]
    contact = await planned(officer, view, kind="second_meeting", told_at=NOW.isoformat(), **FIRST, place="接待室")
    assert (await officer.get("/contacts", params={"mine": "true", "overdue": "true"})).json()["items"] == []
    clock.advance(timedelta(days=4))
    (late,) = (await officer.get("/contacts", params={"mine": "true", "overdue": "true"})).json()["items"]
    assert (late["id"], late["overdue"], late["title"]) == (contact["id"], True, view["title"])
    held = {"held_at": (NOW + timedelta(days=3, hours=1)).isoformat()}
    empty = await officer.post(f"/contacts/{contact['id']}/record", json={"version": contact["version"], **held})
    assert [one["code"] for one in empty.json()["problems"]] == ["contact.not_recorded"] * 3
    done = await recorded(
        officer, contact, opinions="希望尽快退车", talk="讲明扣押依据", answer="十日内书面告知", **held
    )
    assert (done["contacts"][0]["state"], done["contacts"][0]["answer"]) == ("held", "十日内书面告知")
    assert {name: done["contacts"][0][name] for name in FIRST} == FIRST, "both meetings are kept"
    again = await officer.post(f"/contacts/{contact['id']}/record", json={"version": contact["version"], **held})
    assert again.status_code == 409
    acts = [line["act"] for line in (await officer.get(f"/petitions/{view['id']}")).json()["timeline"]]
    assert acts[-2:] == ["plan_second_meeting", "hold_second_meeting"]


async def test_revisits_go_on_until_one_is_the_last(staff: Staff, clock: FixedClock) -> None:
    view = await answered(staff)
    contact = await planned(staff.officer, view, kind="revisit", repeat_days=30)
    clock.advance(timedelta(days=3))
    record = {"held_at": clock.now().isoformat(), "situation": "生活平稳", "risk": "low", "action": "继续联系"}
    first = await recorded(staff.officer, contact, **record)
    following, former = first["contacts"]
    assert (former["state"], following["state"], following["no"]) == ("held", "planned", 2)
    assert following["planned_at"][:10] == "2026-12-26"
    clock.advance(timedelta(days=30))
    last = await recorded(staff.officer, following, **{**record, "held_at": clock.now().isoformat()}, ends=True)
    assert [one["state"] for one in last["contacts"]] == ["held", "held"]


async def test_a_home_visit_waits_for_its_partners_and_tells_them_no_name(
    intake: ServiceUnderTest, staff: Staff, clock: FixedClock
) -> None:
    view = await in_handling(staff)
    plan = {"kind": "home_visit", "plan": "先听后谈，社区陪同", "place": "云岭区示例路", "reasons": ["ill"]}
    contact = await planned(staff.officer, view, partners=["justice"], **plan)
    assert contact["partners"] == {"justice": "asked"}
    clock.advance(timedelta(days=4))
    record = {"held_at": clock.now().isoformat(), "situation": "卧病", "talk": "讲明依据", "present": ["司法所某"]}
    body = {"version": contact["version"], **record}
    refused = await staff.officer.post(f"/contacts/{contact['id']}/record", json=body)
    assert [one["code"] for one in refused.json()["problems"]] == ["contact.partners_not_agreed"]
    async with intake.service.parts.database.session() as session:
        rows = await session.execute(text("SELECT convert_from(body, 'UTF8') FROM outbox"))
        told = [row[0] for row in rows if "petition.home_visit.requested" in row[0]]
    assert len(told) == 1
    assert not [
        secret
        for secret in (PLANTED["name"], PLANTED["phone"])
        if secret in json.dumps(json.loads(told[0]), ensure_ascii=False)
    ]


async def test_out_of_sight_there_is_nothing(staff: Staff) -> None:
    view = await in_handling(staff)
    contact = await planned(staff.officer, view, kind="second_meeting", told_at=NOW.isoformat(), **FIRST)
    stranger = staff.accused_officer
    assert (await stranger.get(f"/petitions/{view['id']}/contacts")).status_code == 404
    body = {"version": contact["version"], "held_at": NOW.isoformat()}
    assert (await stranger.post(f"/contacts/{contact['id']}/record", json=body)).status_code == 404
    assert (await stranger.get("/contacts")).json()["items"] == []


async def test_oversight_watches_each_appointment_until_it_is_held(
    intake: ServiceUnderTest, staff: Staff, clock: FixedClock
) -> None:
    view = await answered(staff)
    contact = await planned(staff.officer, view, kind="revisit", repeat_days=30)
    (started,) = [one for one in await sent(intake.service, "deadline.started") if one["rule"] == "G05"]
    assert (started["deadline_id"], started["owner"], started["case_id"]) == (
        contact["id"],
        "police.officer",
        view["id"],
    )
    assert datetime.fromisoformat(started["due"]) == NOW + timedelta(days=3)
    assert [datetime.fromisoformat(one) for one in started["warn_at"]] == [NOW + timedelta(days=2)]
    clock.advance(timedelta(days=5))
    await recorded(
        Staff(staff.service).officer,
        contact,
        held_at=(NOW + timedelta(days=4)).isoformat(),
        situation="平稳",
        risk="low",
        action="继续联系",
    )
    (ended,) = [one for one in await sent(intake.service, "deadline.ended") if one["deadline_id"] == contact["id"]]
    assert (ended["outcome"], ended["act"]) == ("met_late", "hold_revisit")
    watched = [one["deadline_id"] for one in await sent(intake.service, "deadline.started") if one["rule"] == "G05"]
    assert len(watched) == 2, "the next revisit is watched as well"


async def test_an_appointment_from_before_is_told_by_the_job_once(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await in_handling(staff)
    await planned(staff.officer, view, kind="second_meeting", told_at=NOW.isoformat(), **FIRST)
    async with intake.service.parts.database.session() as session:
        await session.execute(text("DELETE FROM outbox WHERE type = 'deadline.started'"))
        await session.execute(text("UPDATE contact SET watched = false"))
        await session.commit()
    for _again in range(2):
        assert await intake.service.scheduler.run_now("watch_older_contacts")
    assert [one["rule"] for one in await sent(intake.service, "deadline.started")] == ["G05"]
