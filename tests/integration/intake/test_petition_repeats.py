"""Repeats inside one node: hints beside the form, likely repeats with their reasons, a decision that is taken once."""

from typing import cast

from tests.integration.intake.petition_forms import CITIZEN_ID, Staff, View, petition
from zf_platform.testing import PLANTED, Caller, ServiceUnderTest

ROAD = {
    "title": "反映幸福路八号院门口路灯长期不亮",
    "requests": ["请求尽快修复路灯"],
    "facts": "幸福路八号院门口的路灯已经坏了两个月，夜间老人出行摔伤，多次打电话没有人来修。",
}
AGAIN = {
    "title": "幸福路八号院门口路灯不亮",
    "requests": ["希望修好路灯"],
    "facts": "我们小区幸福路八号院门口的路灯坏了两个月还没有人来修，夜间老人出行摔伤。",
}
OTHER = {"title": "咨询户口迁移需要什么材料", "requests": ["请告知材料"], "facts": "孩子出生后如何办理户口登记。"}
UNSIGNED: dict[str, object] = {"persons": []}


async def registered(caller: Caller, **changed: object) -> View:
    answer = await caller.post("/petitions", json=petition(**changed))
    assert answer.is_success, answer.text
    return cast(View, answer.json()["petition"])


async def hints(caller: Caller, **asked: object) -> View:
    answer = await caller.post("/petitions/hints", json=asked)
    assert answer.is_success, answer.text
    return cast(View, answer.json())


async def repeats(caller: Caller, petition_id: str) -> list[View]:
    answer = await caller.get(f"/petitions/{petition_id}/repeats")
    assert answer.is_success, answer.text
    return cast(list[View], answer.json())


async def test_hints_show_the_person_the_likely_text_and_what_decided(intake: ServiceUnderTest, staff: Staff) -> None:
    head = staff.head
    mine = await registered(head, **OTHER)
    road = await registered(head, **ROAD, **UNSIGNED)
    found = await hints(head, **AGAIN, person={"id_number": CITIZEN_ID})
    assert [one["petition_no"] for one in found["earlier"]] == [mine["petition_no"]]
    (likely,) = found["alike"]
    assert (likely["petition_id"], likely["score"] >= 0.32) == (road["id"], True)
    assert any("幸福路八号院门口" in piece for piece in likely["shared"])
    suggestion = found["suggestions"][0]
    assert "路灯" in suggestion["words"]
    assert (await hints(head, title="咨询户口迁移"))["suggestions"][0]["agency"] == "police"
    assert await hints(head) == {"earlier": [], "alike": [], "suggestions": []}


async def test_out_of_sight_there_is_a_number_and_nothing_else(intake: ServiceUnderTest, staff: Staff) -> None:
    road = await registered(staff.head, **ROAD)
    await registered(staff.head, **ROAD, confidential=True)
    clerk = intake.caller("police.window", roles=["receiver"], unit="yunling_station", name="窗口")
    answer = await clerk.post("/petitions/hints", json=AGAIN)
    (likely,) = answer.json()["alike"]
    assert (likely["petition_no"], likely["petition_id"], likely["title"], likely["shared"]) == (
        road["petition_no"],
        "",
        "",
        [],
    )
    assert PLANTED["name"] not in answer.text
    theirs = await registered(clerk, **AGAIN, **UNSIGNED)
    assert (await clerk.get(f"/petitions/{theirs['id']}/repeats/{road['id']}")).status_code == 404
    decision = {"verdict": "same", "reason": "同一路灯"}
    there = await clerk.post(f"/petitions/{theirs['id']}/repeats/{road['id']}/decision", json=decision)
    assert there.status_code == 404


async def test_a_pair_is_compared_decided_once_and_linked(intake: ServiceUnderTest, staff: Staff) -> None:
    head = staff.head
    road, again = await registered(head, **ROAD), await registered(head, **AGAIN)
    other = await registered(head, **OTHER)
    assert [(one["petition_id"], one["same_person"]) for one in await repeats(head, again["id"])] == [
        (road["id"], True),
        (other["id"], True),
    ], "the likelier text stands first; the same person alone is reason enough to show it"
    place = f"/petitions/{again['id']}/repeats/{road['id']}"
    seen = (await head.get(place)).json()
    title = next(one for one in seen["fields"] if one["name"] == "title")
    assert "".join(piece["text"] for piece in title["one"]) == AGAIN["title"]
    assert {"text": "幸福路八号院门口路灯", "same": True} in title["one"]
    assert {"text": "反映", "same": False} in title["other"]
    made = await head.post(place + "/decision", json={"verdict": "same", "reason": "同一盏路灯"})
    assert (made.json()["verdict"], made.json()["reason"]) == ("same", "同一盏路灯")
    back = await head.post(
        f"/petitions/{road['id']}/repeats/{again['id']}/decision", json={"verdict": "different", "reason": "再问一次"}
    )
    assert (back.status_code, back.json()["problems"][0]["code"]) == (422, "repeat.decided_already")
    view = (await head.get(f"/petitions/{again['id']}")).json()
    assert [(one["id"], one["kind"], one["explanation"]) for one in view["links"]] == [
        (road["id"], "duplicate", "同一盏路灯")
    ]
    rows = await repeats(head, road["id"])
    assert [(one["petition_id"], one["verdict"]) for one in rows] == [(other["id"], ""), (again["id"], "same")]
    assert (
        await head.post(
            f"/petitions/{again['id']}/repeats/{again['id']}/decision", json={"verdict": "same", "reason": "自己"}
        )
    ).json()["problems"][0]["code"] == "repeat.one_petition"
