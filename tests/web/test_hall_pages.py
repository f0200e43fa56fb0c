"""叫号台, 取号, 叫号屏 without a browser: each press becomes the right command, refusals come back to the counter."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.web import sample_hall
from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import Element, parse
from zf_contracts.http.hall import CounterView

TICKET = "/hall/counter/tickets/tic-1"
DESK = "/hall/counter/desks/desk-3"
NOT_YOURS = {"code": "ticket.wrong_state", "zh": "该号票现在接待中", "en": "being served", "next_zh": "", "next_en": ""}


async def press(visit: Visit, node: FakeNode, action: str, **values: str | list[str]) -> Mapping[str, object]:
    """Send this form of the counter as it stands; the one command it became."""
    answer = await submit(visit("receiver"), "/hall/counter", values, action=action)
    assert (answer.status_code, answer.headers["location"]) == (303, "/hall/counter")
    (command,) = node.commands
    assert len(command.key) >= 8
    return {"path": command.path, **command.body}


@pytest.mark.parametrize(
    ("state", "action", "sent"),
    [
        (sample_hall.FREE, DESK + "/calls", {"path": "/hall/desks/desk-3/calls"}),
        (sample_hall.CALLED, TICKET + "/serving", {"path": "/hall/tickets/tic-1/serving", "version": 5}),
        (sample_hall.CALLED, TICKET + "/recall", {"path": "/hall/tickets/tic-1/recall", "version": 5}),
        (sample_hall.CALLED, TICKET + "/skip", {"path": "/hall/tickets/tic-1/skip", "version": 5}),
        (sample_hall.CALLED, TICKET + "/no-show", {"path": "/hall/tickets/tic-1/no-show", "version": 5}),
        (
            sample_hall.FREE,
            "/hall/counter/tickets/tic-9/taking",
            {"path": "/hall/tickets/tic-9/taking", "version": 4, "desk_id": "desk-3"},
        ),
    ],
)
async def test_each_press_is_one_command(
    visit: Visit, node: FakeNode, state: CounterView, action: str, sent: dict[str, object]
) -> None:
    node.hall.counter = state
    assert await press(visit, node, action) == sent


async def test_the_end_of_a_visit_carries_outcome_and_check_list(visit: Visit, node: FakeNode) -> None:
    values: dict[str, str | list[str]] = {"outcome": "advised", "standards": ["greeting", "plain_language"]}
    sent = await press(visit, node, TICKET + "/completion", **values)
    assert (sent["outcome"], sent["standards"], sent["petition_id"]) == (
        "advised",
        ["greeting", "plain_language"],
        None,
    )


async def test_a_hand_over_names_queue_and_reason(visit: Visit, node: FakeNode) -> None:
    sent = await press(visit, node, TICKET + "/hand-over", queue="court", reason="属于执行", desk_id="desk-1")
    assert (sent["queue"], sent["desk_id"], sent["reason"]) == ("court", "desk-1", "属于执行")


async def test_a_hand_over_without_reason_stays_at_the_counter_with_the_error(visit: Visit, node: FakeNode) -> None:
    answer = await submit(visit("receiver"), "/hall/counter", {"queue": "court"}, action=TICKET + "/hand-over")
    root = parse(answer.text)
    assert answer.status_code == 422
    assert [link.attributes["href"] for link in root.one(class_="errors").all("a")] == ["#f-reason"]
    assert root.one(id="f-queue").one("option", value="court").attributes.get("selected") is not None
    assert not node.commands


async def test_a_refusal_is_shown_at_the_counter_as_it_stands_now(visit: Visit, node: FakeNode) -> None:
    node.hall.counter = sample_hall.CALLED
    node.refuse["/hall/tickets/tic-1/serving"] = (422, [NOT_YOURS])
    answer = await submit(visit("receiver"), "/hall/counter", {}, action=TICKET + "/serving")
    assert answer.status_code == 422
    assert "该号票现在接待中" in parse(answer.text).one(class_="errors").text


async def test_without_a_desk_one_opens_a_closed_one(visit: Visit, node: FakeNode) -> None:
    node.hall.counter = sample_hall.ELSEWHERE
    root = await page_of(visit("receiver"), "/hall/counter")
    assert "您今天在哪个窗口接待" in root.one("main").text
    sent = await press(visit, node, "/hall/counter/desks/desk-2")
    assert sent == {"path": "/hall/desks/desk-2/state", "state": "open", "reason": "", "version": 4}


async def test_keys_stand_at_their_buttons(visit: Visit, node: FakeNode) -> None:
    for state, keys in (
        (sample_hall.FREE, {"F4"}),
        (sample_hall.CALLED, {"Shift+F4"}),
        (sample_hall.SERVING, set()),
    ):
        node.hall.counter = state
        root = await page_of(visit("receiver"), "/hall/counter")
        assert {button.attributes["data-hotkey"] for button in root.all("button", data_hotkey="F4")} == keys & {"F4"}
        assert len(root.all("button", data_hotkey="Shift+F4")) == len(keys & {"Shift+F4"})


async def test_waiting_counts_are_served_as_a_fragment(visit: Visit) -> None:
    part = await visit("receiver").get("/hall/counter", headers={"X-Fragment": "waiting"})
    assert "<html" not in part.text
    assert "没有开放的窗口" in part.text
    assert "A007" in part.text


async def test_the_machine_asks_two_things_and_prints_the_slip(visit: Visit, node: FakeNode) -> None:
    client = visit("hall_kiosk")
    first = await page_of(client, "/hall/tickets")
    assert [link.attributes["href"] for link in first.all("a", class_="tile")] == [
        f"/hall/tickets?queue={queue.id}" for queue in sample_hall.HALL.queues
    ]
    values: dict[str, str | list[str]] = {"priority": "elderly", "people": "2"}
    answer = await submit(client, "/hall/tickets?queue=police", values, action="/hall/tickets")
    assert answer.headers["location"] == f"/hall/slip/committee/{sample_hall.SLIP_CODE}?print=1"
    assert node.commands[-1].body == {"queue": "police", "priority": "elderly", "people": 2, "matter": ""}
    slip = await page_of(client, answer.headers["location"])
    assert slip.one("h1").text == "B012"
    assert "前面还有 3 位" in slip.text
    assert slip.all("svg", class_="qr")
    assert slip.all("a", data_print="now")


async def test_a_visitor_sees_the_slip_without_signing_in_and_only_that(visit: Visit, node: FakeNode) -> None:
    client = visit()
    here = f"/hall/slip/committee/{sample_hall.SLIP_CODE}"
    slip = await page_of(client, here)
    assert not slip.all("a", data_print="now")
    assert not slip.all("nav")
    assert (await client.get("/hall/slip/committee/guessed")).status_code == 404
    assert (await client.get(f"/hall/slip/moon/{sample_hall.SLIP_CODE}")).status_code == 404
    assert (await client.get("/hall/screen/moon")).status_code == 404
    assert (await client.get("/hall/screen/moon/stream")).status_code == 404


async def test_the_visitor_rates_by_the_slip_when_the_visit_is_over(visit: Visit, node: FakeNode) -> None:
    here = f"/hall/slip/committee/{sample_hall.SLIP_CODE}"
    assert not (await page_of(visit(), here)).all("input", name="score")
    node.hall.slips[sample_hall.SLIP_CODE] = sample_hall.slip(state="done", state_zh="已办结", ahead=0)
    client = visit()
    answer = await submit(client, here, {"score": "5", "kept": ["greeting"]}, action=here)
    assert (answer.status_code, answer.headers["location"]) == (303, here)
    assert node.commands[-1].body == {"score": 5, "kept": ["greeting"], "comment": ""}
    empty = await submit(client, here, {}, action=here)
    assert empty.status_code == 422
    node.hall.slips[sample_hall.SLIP_CODE] = sample_hall.slip(state="done", rated=True)
    assert "感谢您的评价" in (await page_of(client, here)).text


async def test_a_foreign_page_cannot_rate(visit: Visit, node: FakeNode) -> None:
    here = f"/hall/slip/committee/{sample_hall.SLIP_CODE}"
    assert (await visit().post(here, data={"score": "1"})).status_code == 403
    assert not node.commands


async def test_rating_at_the_desk(visit: Visit, node: FakeNode) -> None:
    action = "/hall/rating/tic-1"
    answer = await submit(visit("receiver"), action, {"score": "4", "comment": "耐心"}, action=action)
    assert answer.headers["location"] == "/hall/counter?done=rated"
    assert node.commands[-1].path == "/hall/tickets/tic-1/rating"


async def test_the_screen_shows_five_calls_in_words_for_the_voice(visit: Visit, node: FakeNode) -> None:
    root = await page_of(visit(), "/hall/screen")
    assert [heading.text for heading in root.all("h1")] == ["云川市联合接待大厅"]
    assert root.one(class_="board-number").text == "B012"
    assert [one.one("b").text for one in _calls(root)] == ["B012", "A006", "D004", "T001", "A005"]
    assert root.all(data_say="请 B 0 1 2 号到3号窗口")
    english = await page_of(visit(lang="en"), "/hall/screen/committee")
    assert english.all(data_say="Number B 0 1 2, please go to 3号窗口")


async def test_the_screen_says_so_when_intake_is_away(visit: Visit, node: FakeNode) -> None:
    node.away.add("intake")
    root = await page_of(visit(), "/hall/screen/committee")
    assert "暂时无法取得叫号信息" in root.text


async def test_a_duty_card_is_saved_with_its_lists(visit: Visit, node: FakeNode) -> None:
    values: dict[str, str | list[str]] = {
        "queues": ["joint", "court"],
        "agency": "court",
        "services": "立案\n\n 执行查询 ",
        "powers": "当场登记",
    }
    path = "/hall/desks/desk-3"
    answer = await submit(visit("petition_head"), path, values, action=path)
    assert answer.headers["location"] == "/hall/desks?done=desk"
    body = node.commands[-1].body
    assert (body["queues"], body["services"], body["version"], body["code"]) == (
        ["joint", "court"],
        ["立案", "执行查询"],
        4,
        "3",
    )
    empty = await submit(visit("petition_head"), "/hall/desks/new", {}, action="/hall/desks/new")
    links = {link.attributes["href"] for link in parse(empty.text).one(class_="errors").all("a")}
    assert {"#f-code", "#f-name"} <= links
    assert (await visit("petition_head").get("/hall/desks/desk-99")).status_code == 404


async def test_the_list_of_the_day_names_each_failure(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/hall/daily?day=2026-11-23")
    text = root.one("main").text
    for word in ("D004", "A011", "A007", "已退回首问", "A003", "4.7"):
        assert word in text


def _calls(root: Element) -> list[Element]:
    return root.one(class_="board-last").all("li")


async def test_the_open_matters_of_the_visitor_stand_at_the_counter(visit: Visit, node: FakeNode) -> None:
    client = visit("receiver")
    values: dict[str, str | list[str]] = {"person": "13900000001"}
    answer = await submit(client, "/hall/counter", values, action="/hall/counter/matters")
    root = parse(answer.text)
    assert answer.status_code == 200
    assert [link.attributes["href"] for link in root.one(id="matters").all("a")] == ["/petitions/pet-1"]
    body = node.commands[-1].body
    assert (body["phone"], body["id_number"], body["reason"]) == ("13900000001", "", "窗口接待时查来访人未办结事项")
    empty = await submit(client, "/hall/counter", {"person": ""}, action="/hall/counter/matters")
    assert [link.attributes["href"] for link in parse(empty.text).one(class_="errors").all("a")] == ["#f-person"]
