"""接访预约, 领导接访日程, 服务承诺 without a browser: each form becomes one command, and every error comes back to its form."""

from __future__ import annotations

import pytest

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse

LATE = {"code": "appointment.reason_needed", "zh": "换人须写理由", "en": "Reason needed", "field": "reason"}


async def test_a_request_at_the_window_asks_for_a_leader_by_name(visit: Visit, node: FakeNode) -> None:
    values: dict[str, str | list[str]] = {
        "host": "committee",
        "matter": "trial",
        "petitioner_name": "张示例",
        "named_name": "陶启明",
        "brief": "执行迟延",
    }
    client = visit("receiver")
    root = await page_of(client, "/appointments/new?petition_no=XFV1")
    assert [option.attributes["value"] for option in root.one("datalist").all("option")] == ["陶启明"]
    assert root.one("input", id="f-petition_no").attributes["value"] == "XFV1"
    answer = await submit(client, "/appointments/new", values, action="/appointments/new")
    assert (answer.status_code, answer.headers["location"]) == (303, "/appointments/apt-1?done=appointment")
    (command,) = node.commands
    assert (command.path, command.body["named_name"], command.body["people"]) == ("/appointments", "陶启明", 1)
    node.commands.clear()
    wrong = await submit(client, "/appointments/new", {**values, "brief": ""}, action="/appointments/new")
    assert wrong.status_code == 422
    assert [one.attributes["href"] for one in parse(wrong.text).one(class_="errors").all("a")] == ["#f-brief"]
    assert not node.commands


@pytest.mark.parametrize(
    ("appointment", "role", "act", "values", "body"),
    [
        (
            "apt-1",
            "petition_head",
            "offer",
            {"leader_id": "chief", "meets_at": "2026-12-01T09:30", "room": "302"},
            {"version": 1, "leader_id": "chief", "meets_at": "2026-12-01T09:30:00+08:00", "room": "302", "reason": ""},
        ),
        ("apt-1", "petition_head", "refusal", {"reason": "不属本机关"}, {"version": 1, "reason": "不属本机关"}),
        ("apt-2", "receiver", "answer", {"accepted": "yes"}, {"version": 4, "accepted": True, "note": ""}),
        ("apt-2", "receiver", "cancellation", {"reason": "已解决"}, {"version": 4, "reason": "已解决"}),
    ],
)
async def test_each_step_is_one_command(
    visit: Visit,
    node: FakeNode,
    appointment: str,
    role: str,
    act: str,
    values: dict[str, str | list[str]],
    body: dict[str, object],
) -> None:
    path = f"/appointments/{appointment}"
    answer = await submit(visit(role), f"{path}?act={act}", values, action=f"{path}/{act}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?done=appointment_act")
    (command,) = node.commands
    assert (command.path, command.body) == (f"{path}/{act}", body)


async def test_a_substitute_is_shown_with_his_reason_and_needs_a_word(visit: Visit, node: FakeNode) -> None:
    client = visit("receiver")
    main = (await page_of(client, "/appointments/apt-2")).one("main")
    assert "换了接访领导，须征得信访人同意" in main.text
    assert "书记外出开会" in main.text
    answer = await submit(client, "/appointments/apt-2?act=answer", {}, action="/appointments/apt-2/answer")
    assert answer.status_code == 422
    assert [one.attributes["href"] for one in parse(answer.text).one(class_="errors").all("a")] == ["#f-accepted"]
    node.refuse["/appointments/apt-1/offer"] = (422, [{"next_zh": "", "next_en": "", **LATE}])
    values: dict[str, str | list[str]] = {"leader_id": "deputy", "meets_at": "2026-12-01T09:30", "room": "302"}
    refused = await submit(visit("petition_head"), "/appointments/apt-1", values, action="/appointments/apt-1/offer")
    root = parse(refused.text)
    assert refused.status_code == 422
    assert root.one(id="f-leader_id").one("option", value="deputy").attributes.get("selected") is not None
    assert "换人须写理由" in root.one(class_="errors").text


async def test_who_may_not_decide_sees_no_form_of_the_host(visit: Visit) -> None:
    root = await page_of(visit("receiver"), "/appointments/apt-1")
    actions = {form.attributes["action"] for form in root.one("main").all("form")}
    assert actions == {"/appointments/apt-1/cancellation"}
    data = {"csrf": root.one("meta", name="csrf").attributes["content"]}
    assert (await visit("receiver").post("/appointments/apt-1/promotion", data=data)).status_code == 404


@pytest.mark.parametrize(
    ("page", "action", "values", "body"),
    [
        ("/receptions", "/receptions/plan", {"until": "2026-12-31"}, {"until": "2026-12-31"}),
        (
            "/receptions/ses-1?act=record",
            "/receptions/ses-1/record",
            {"held": "yes", "received": "6"},
            {"version": 2, "held": True, "held_by": "", "received": 6, "note": ""},
        ),
        (
            "/receptions/ses-1?act=leader",
            "/receptions/ses-1/leader",
            {"leader_id": "deputy", "reason": "出差"},
            {"version": 2, "leader_id": "deputy", "reason": "出差"},
        ),
        (
            "/receptions/ses-1?act=decision",
            "/receptions/ses-1/decision",
            {"day": "", "decision_no": "云政法〔2026〕9号", "reason": "全体会议"},
            {"version": 2, "day": None, "decision_no": "云政法〔2026〕9号", "reason": "全体会议", "urgent": False},
        ),
        (
            "/receptions/leaders?account=chief",
            "/receptions/leaders",
            {"title": "第一书记", "active": "yes", "portfolio": ["trial"]},
            {
                "account_id": "chief",
                "name": "陶启明",
                "title": "第一书记",
                "portfolio": ["trial"],
                "rank": 1,
                "active": True,
                "version": 1,
            },
        ),
        (
            "/promises",
            "/promises/breaches/br-1/cause",
            {"cause": "领导外出未安排代班", "person_name": "常平"},
            {"version": 1, "cause": "领导外出未安排代班", "person_name": "常平"},
        ),
    ],
)
async def test_calendar_roster_and_breaches_are_kept_by_forms(
    visit: Visit, node: FakeNode, page: str, action: str, values: dict[str, str | list[str]], body: dict[str, object]
) -> None:
    answer = await submit(visit("petition_head"), page, values, action=action)
    assert answer.status_code == 303, answer.text
    (command,) = node.commands
    assert (command.path, command.body) == (action, body)


async def test_the_calendar_says_its_rule_and_publishes_with_the_second_button(visit: Visit, node: FakeNode) -> None:
    client = visit("petition_head")
    root = await page_of(client, "/receptions")
    assert "每月 5 日和每周五" in root.one("main").text
    buttons = root.one("form", action="/receptions/plan").all("button")
    assert [one.attributes.get("formaction") for one in buttons] == [None, "/receptions/publication"]
    token = root.one("meta", name="csrf").attributes["content"]
    data = {"csrf": token, "key": "key-0000001", "until": "2026-12-31", "place": "大厅"}
    answer = await client.post("/receptions/publication", data=data)
    assert (answer.status_code, node.commands[-1].body) == (303, {"until": "2026-12-31", "place": "大厅"})
    receiver = await page_of(visit("receiver"), "/receptions")
    assert not receiver.one("main").all("form")


async def test_a_breach_without_cause_keeps_what_was_typed(visit: Visit, node: FakeNode) -> None:
    values: dict[str, str | list[str]] = {"cause": "", "person_name": "常平"}
    answer = await submit(visit("petition_head"), "/promises", values, action="/promises/breaches/br-1/cause")
    root = parse(answer.text)
    assert answer.status_code == 422
    assert root.one(id="f-person_name").attributes["value"] == "常平"
    assert [one.attributes["href"] for one in root.one(class_="errors").all("a")] == ["#f-cause"]
    assert not node.commands


async def test_oversight_lists_breaches_by_unit_with_cause_and_person(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/promises/broken?unit=petition&since=2026-01-01&until=2026-11-23")
    counts, rows = root.all("table")
    assert [cell.text for cell in counts.one("tbody").one("tr").all("td")] == ["2", "1"]
    waiting, answered = rows.one("tbody").all("tr")
    assert "未写明" in waiting.text
    assert [word for word in ("常平", "领导临时外出") if word not in answered.text] == []
    page = await page_of(visit("petition_head"), "/promises")
    assert "/promises/broken" in [one.attributes["href"] for one in page.one("main").all("a")]
