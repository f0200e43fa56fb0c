"""领导接访 (S-001): calendar by rule, duty roster, decisions, records and the report, over a real database."""

from datetime import date, datetime

import pytest

from tests.integration.letters import audited, deliver, sent
from tests.integration.reception.floor import Body, Floor, codes, ok
from zf_contracts.hall_values import SessionLine, SessionsTold
from zf_contracts.internal.hall import HallNoticeArrived
from zf_platform.clock import ZONE

ROSTER = (("chief", "陶启明", "书记", 1, ()), ("deputy", "韩梅", "副书记", 2, ("trial",)))


async def with_roster(floor: Floor) -> None:
    for account_id, name, title, rank, portfolio in ROSTER:
        await ok(
            floor.head,
            "/receptions/leaders",
            {"account_id": account_id, "name": name, "title": title, "rank": rank, "portfolio": list(portfolio)},
        )


async def drafts(floor: Floor, until: str = "2026-12-31") -> list[Body]:
    answer = await floor.head.get("/receptions/drafts", params={"since": "2026-11-01", "until": until})
    found: list[Body] = answer.json()["sessions"]
    return found


def at(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=ZONE)


async def test_the_calendar_is_made_by_rule_with_leaders_in_turn_and_only_once(floor: Floor) -> None:
    await with_roster(floor)
    for _ in range(2):
        await ok(floor.head, "/receptions/plan", {"until": "2026-12-31"})
    found = await drafts(floor)
    assert [one["day"] for one in found] == [
        "2026-11-27", "2026-12-04", "2026-12-07", "2026-12-11", "2026-12-18", "2026-12-25",
    ]  # fmt: skip
    assert [one["leader_name"] for one in found] == ["陶启明", "韩梅"] * 3
    moved = found[2]
    assert (moved["named"], moved["publish_by"], moved["state"]) == (["2026-12-05"], "2026-11-30", "planned")
    await ok(floor.head, "/receptions/plan", {"until": "2027-01-15"})
    more = await drafts(floor, "2027-02-28")
    assert [one["leader_name"] for one in more] == ["陶启明", "韩梅"] * 5
    assert {one["provisional"] for one in more if str(one["day"]) > "2027"} == {True}
    refused = await ok(floor.head, "/receptions/plan", {"until": "9999-12-31"}, status=422)
    assert codes(refused) == ["reception.too_far"]


async def test_nothing_planned_is_public_before_it_is_published(floor: Floor) -> None:
    await with_roster(floor)
    await ok(floor.head, "/receptions/plan", {"until": "2026-12-31"})
    public = floor.intake.stranger()
    assert (await public.get("/receptions")).json()["sessions"] == []
    await ok(floor.head, "/receptions/publication", {"until": "2026-12-10", "place": "一楼接待室"})
    seen = (await public.get("/receptions")).json()
    assert [(one["day"], one["place"]) for one in seen["sessions"]] == [
        ("2026-11-27", "一楼接待室"), ("2026-12-04", "一楼接待室"), ("2026-12-07", "一楼接待室"),
    ]  # fmt: skip
    assert seen["rule_zh"] == "每月5日、每周星期五"
    assert await audited(floor.intake.service, "reception.publish") == 3


async def test_the_calendar_publishes_itself_in_time_and_writes_off_what_nobody_recorded(floor: Floor) -> None:
    await with_roster(floor)
    run = floor.intake.service.scheduler.run_now
    assert await run("keep_calendar")
    states = {one["day"]: one["state"] for one in await drafts(floor)}
    assert states["2026-11-27"] == "published", "five days before is the 22nd, and today is the 23rd"
    assert states["2026-12-04"] == "planned"
    floor.clock.at = at("2026-11-29")
    assert await run("keep_calendar")
    states = {one["day"]: one["state"] for one in await drafts(floor)}
    assert (states["2026-11-27"], states["2026-12-04"]) == ("missed", "published")


async def test_a_session_is_moved_or_cancelled_by_a_published_decision(floor: Floor) -> None:
    await with_roster(floor)
    await ok(floor.head, "/receptions/plan", {"until": "2026-12-31"})
    await ok(floor.head, "/receptions/publication", {"until": "2026-12-31"})
    sessions = {one["day"]: one for one in await drafts(floor)}
    path = f"/receptions/{sessions['2026-12-11']['id']}/decision"
    body = {"version": 2, "day": "2026-12-14", "decision_no": "云政法函〔2026〕9号", "reason": "书记参加省里会议"}
    for day, code in (("2026-12-13", "no_working_day"), ("2026-12-18", "day_taken"), ("2026-11-20", "day_past")):
        refused = await ok(floor.head, path, {**body, "day": day}, status=422)
        assert codes(refused)[0] == f"reception.{code}"
    moved = await ok(floor.head, path, body)
    assert (moved["day"], moved["moved_from"], moved["decision_no"]) == (
        "2026-12-14",
        "2026-12-11",
        body["decision_no"],
    )
    assert codes(await ok(floor.head, path, body, status=409)) == ["version.stale"]
    soon = sessions["2026-11-27"]
    cancel = {"version": soon["version"], "decision_no": "云政法函〔2026〕10号", "reason": "突发事件"}
    late = await ok(floor.head, f"/receptions/{soon['id']}/decision", cancel, status=422)
    assert codes(late) == ["reception.notice_too_short"]
    cancelled = await ok(floor.head, f"/receptions/{soon['id']}/decision", {**cancel, "urgent": True})
    assert (cancelled["state"], cancelled["urgent"]) == ("cancelled", True)
    await ok(floor.head, "/receptions/plan", {"until": "2026-12-31"})
    days = [one["day"] for one in await drafts(floor)]
    assert days.count("2026-11-27") == 1, "a cancelled session does not come back by the rule"
    assert "2026-12-11" not in days


async def test_held_missed_and_stood_in_for_are_reported_per_leader(floor: Floor) -> None:
    await with_roster(floor)
    await ok(floor.head, "/receptions/plan", {"until": "2026-12-31"})
    await ok(floor.head, "/receptions/publication", {"until": "2026-12-31"})
    sessions = {str(one["day"]): one for one in await drafts(floor)}

    async def record(day: str, status: int = 200, **body: object) -> Body:
        one = sessions[day]
        path = f"/receptions/{one['id']}/record"
        return await ok(floor.head, path, {"version": one["version"], **body}, status=status)

    assert codes(await record("2026-12-04", held=True, status=422)) == ["reception.not_yet"]
    floor.clock.at = at("2026-12-12", 18)
    await record("2026-11-27", held=True, received=3)
    await record("2026-12-04", held=True, received=2, held_by="chief")
    assert codes(await record("2026-12-07", held=False, status=422)) == ["reception.note_needed"]
    await record("2026-12-07", held=False, note="住院")
    unknown = await record("2026-12-11", held=True, held_by="nobody", status=422)
    assert codes(unknown) == ["reception.leader_unknown"]
    report = (await floor.head.get("/receptions/report", params={"since": "2026-11-01"})).json()
    assert (report["sessions"], report["held"], report["missed"]) == (4, 2, 1)
    figures = {one["leader_name"]: one for one in report["leaders"]}
    assert (figures["陶启明"]["held"], figures["陶启明"]["missed"], figures["陶启明"]["stood_in"]) == (1, 1, 1)
    assert (figures["韩梅"]["held"], figures["韩梅"]["stood_in_for"]) == (0, 1)


async def test_the_roster_keeps_portfolios_and_versions(floor: Floor) -> None:
    await with_roster(floor)
    body = {"account_id": "deputy", "name": "韩梅", "title": "常务副书记", "rank": 2, "portfolio": ["trial", "conduct"]}
    assert codes(await ok(floor.head, "/receptions/leaders", body, status=409)) == ["version.stale"]
    changed = await ok(floor.head, "/receptions/leaders", {**body, "version": 1, "active": False})
    assert (changed["title"], changed["portfolio"], changed["active"]) == ("常务副书记", ["trial", "conduct"], False)
    unknown = {**body, "version": 2, "portfolio": ["weather"]}
    assert codes(await ok(floor.head, "/receptions/leaders", unknown, status=422)) == ["ticket.matter_unknown"]
    await ok(floor.head, "/receptions/plan", {"until": "2026-12-31"})
    assert {one["leader_name"] for one in await drafts(floor)} == {"陶启明"}


async def test_another_leader_takes_the_turn_with_a_reason(floor: Floor) -> None:
    await with_roster(floor)
    await ok(floor.head, "/receptions/plan", {"until": "2026-12-31"})
    first = (await drafts(floor))[0]
    body = {"version": first["version"], "leader_id": "deputy", "reason": "书记出差"}
    assert (await ok(floor.head, f"/receptions/{first['id']}/leader", body))["leader_name"] == "韩梅"
    again = {**body, "version": 2, "leader_id": "nobody"}
    refused = await ok(floor.head, f"/receptions/{first['id']}/leader", again, status=422)
    assert codes(refused) == ["reception.leader_unknown"]


def line(version: int = 1, **changed: object) -> SessionLine:
    values: dict[str, object] = {
        "session_id": "s1",
        "day": date(2026, 12, 4),
        "named": (date(2026, 12, 4),),
        "starts": "09:00",
        "ends": "11:30",
        "leader_name": "秦长河",
        "leader_title": "检察长",
        "state": "published",
        "version": version,
    }
    return SessionLine.model_validate({**values, **changed})


def arrived(floor: Floor, *lines: SessionLine) -> HallNoticeArrived:
    body = SessionsTold(notice_id="n1", subject="calendar", acted_at=floor.clock.now(), sessions=lines)
    return HallNoticeArrived(
        message="hall.session.published",
        message_id="m1",
        sender="procuratorate",
        body=body,
        received_at=floor.clock.now(),
    )


@pytest.mark.parametrize("backwards", [False, True])
async def test_the_hall_shows_the_calendars_of_others_as_they_stand_now(floor: Floor, backwards: bool) -> None:
    words = [arrived(floor, line()), arrived(floor, line(2, state="cancelled", decision_no="高检函1号"))]
    await deliver(floor.intake.service, *(reversed(words) if backwards else words), sender="liaison")
    (seen,) = (await floor.intake.stranger().get("/receptions")).json()["sessions"]
    assert (seen["agency"], seen["state"], seen["leader_name"]) == ("procuratorate", "cancelled", "秦长河")
    body = {"version": 2, "decision_no": "x", "reason": "不是本机关的场次"}
    answer = await floor.head.post(f"/receptions/{seen['id']}/decision", json=body)
    assert answer.status_code == 404
    assert await sent(floor.intake.service, "hall.notice.issued") == [], "the hall tells nobody of what it is told"
