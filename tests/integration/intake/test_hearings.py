"""公开听证: notice with number and paper, record, opinion, publication; only the final review stops counting."""

from datetime import timedelta

from sqlalchemy import text

from tests.integration.intake.hearing_forms import CALL, RECORD, called, concluded
from tests.integration.intake.petition_forms import Staff, View, clock_states, in_handling
from tests.integration.intake.test_petition_act_papers import holds, papers
from tests.integration.letters import sent
from zf_platform.clock import FixedClock
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest


async def again(caller: Caller, view: View) -> View:
    found: View = (await caller.get(f"/petitions/{view['id']}")).json()
    return found


async def step(caller: Caller, hearing: View, route: str, **body: object) -> tuple[int, set[str]]:
    answer = await caller.post(f"/hearings/{hearing['id']}/{route}", json={"version": hearing["version"], **body})
    return answer.status_code, {one["code"] for one in answer.json().get("problems", ())}


async def test_a_hearing_from_the_notice_to_the_publication(
    intake: ServiceUnderTest, staff: Staff, clock: FixedClock
) -> None:
    view = await in_handling(staff)
    hearing = (await called(staff.head, view))["hearings"][0]
    (told,) = [one for one in await sent(intake.service, "petition.notice.issued") if "hearing" in one["message"]]
    assert (told["receivers"], told["body"]["subject"], told["body"]["cancelled"]) == (
        ["court"],
        CALL["subject"],
        False,
    )
    view = await again(staff.head, view)
    assert clock_states(view)["X04"] == "running", "only a final review stops counting"
    notice = (await papers(staff.head, view))["petition_hearing_notice"]
    holds(
        notice,
        "2026年12月1日09时30分",
        "车辆扣押是否适当",
        "听证主持人：温某（律师）",
        "听证员：赵某（人大代表）、钱某",
    )
    assert hearing["notice_no"] in notice
    assert await step(staff.head, hearing, "conclusion", **RECORD) == (422, {"hearing.not_held_yet"})
    clock.advance(timedelta(days=9))
    later = Staff(staff.service).head
    hearing = (await concluded(later, view))["hearings"][0]
    assert (hearing["state"], hearing["opinion"]) == ("concluded", RECORD["opinion"])
    published = {"published_where": "门户网站", "announcement": "听证意见已采纳。"}
    assert await step(later, hearing, "publication", **published) == (200, set())
    timeline = [one["act"] for one in (await again(later, view))["timeline"]]
    assert timeline[-3:] == ["call_hearing", "conclude_hearing", "publish_hearing"]


async def test_a_cancelled_one_is_told_and_another_can_be_called(intake: ServiceUnderTest, staff: Staff) -> None:
    view = await in_handling(staff)
    hearing = (await called(staff.head, view))["hearings"][0]
    body = {"version": (await again(staff.head, view))["version"], **CALL}
    second = await staff.head.post(f"/petitions/{view['id']}/hearings", json=body)
    assert {one["code"] for one in second.json()["problems"]} == {"hearing.called_already"}
    assert await step(staff.head, hearing, "cancellation", reason="信访人撤回申请。") == (200, set())
    assert (await step(staff.head, hearing, "cancellation", reason="再次取消"))[0] == 409
    told = [one["body"] for one in await sent(intake.service, "petition.notice.issued") if "hearing" in one["message"]]
    assert sorted((one["cancelled"], one["of"]) for one in told) == [(False, ""), (True, hearing["id"])]
    assert (await called(staff.head, await again(staff.head, view)))["hearings"][0]["no"] == 2


async def test_the_officer_calls_no_hearing_and_sits_on_no_panel(staff: Staff) -> None:
    view = await in_handling(staff)
    body = {"version": view["version"], **CALL, "panel": [{"name": "officer"}, {"name": "甲"}, {"name": "乙"}]}
    assert (await staff.officer.post(f"/petitions/{view['id']}/hearings", json=body)).status_code == 403
    refused = await staff.head.post(f"/petitions/{view['id']}/hearings", json=body)
    assert {one["code"] for one in refused.json()["problems"]} == {"hearing.panel_partial"}
    assert (await staff.head.get(f"/petitions/{view['id']}/hearings")).json()["hearings"] == []


async def test_everybody_reads_the_published_result_and_nobodys_name(
    intake: ServiceUnderTest, staff: Staff, clock: FixedClock
) -> None:
    view = await in_handling(staff)
    await called(staff.head, view, subject=f"{PLANTED['name']}的车辆扣押是否适当")
    stranger = intake.stranger()
    assert (await stranger.get("/published-hearings")).json()["items"] == []
    clock.advance(timedelta(days=9))
    head = Staff(staff.service).head
    hearing = (await concluded(head, view))["hearings"][0]
    names = {"published_where": "门户网站", "announcement": f"信访人{PLANTED['name']}的请求成立。"}
    assert await step(head, hearing, "publication", **names) == (422, {"hearing.announcement_names"})
    published = {"published_where": "门户网站", "announcement": "听证意见已采纳。"}
    assert await step(head, hearing, "publication", **published) == (200, set())
    (shown,) = (await stranger.get("/published-hearings")).json()["items"]
    assert (shown["announcement"], shown["held_on"], shown["panel_size"]) == ("听证意见已采纳。", "2026-12-01", 3)
    assert shown["panel_posts"] == ["律师", "人大代表"]
    assert not [word for word in (PLANTED["name"], "温某", view["petition_no"], "记录") if word in str(shown)]
    assert shown["subject"].endswith("某某的车辆扣押是否适当")


async def test_a_matter_that_became_secret_is_not_shown_any_more_and_reading_is_limited(
    intake: ServiceUnderTest, staff: Staff, clock: FixedClock
) -> None:
    view = await in_handling(staff)
    await called(staff.head, view)
    clock.advance(timedelta(days=9))
    head = Staff(staff.service).head
    hearing = (await concluded(head, view))["hearings"][0]
    await step(head, hearing, "publication", published_where="门户网站", announcement="听证意见已采纳。")
    stranger = intake.stranger()
    assert len((await stranger.get("/published-hearings")).json()["items"]) == 1
    async with intake.service.parts.database.session() as session:
        await session.execute(text("UPDATE petition SET confidential = true"))
        await session.commit()
    assert (await stranger.get("/published-hearings")).json()["items"] == []
    async with intake.service.parts.database.session() as session:
        await session.execute(text("UPDATE query_try SET tries = 120"))
        await session.commit()
    refused = await stranger.get("/published-hearings")
    assert (refused.status_code, refused.json()["problems"][0]["code"]) == (429, "hearing.results_too_often")
