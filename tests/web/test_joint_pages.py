"""Joint matters at the counter: a split becomes one command, who has not confirmed is seen, disputes are decided."""

from __future__ import annotations

import pytest

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse
from tests.web.sample_petitions import PETITION
from zf_contracts.http.joint import ComposeReply, DecideDispute, ReassignPart, SplitPetition
from zf_contracts.http.petition_parts import RequestView
from zf_hall.forms import Sent
from zf_hall.pages.split import parts_of

SPLIT = "/petitions/pet-1/split"


def sent(**values: str) -> Sent:
    named = {name.replace("_at_", "."): value for name, value in values.items()}
    return Sent(named, {}, None)  # type: ignore[arg-type]


def test_the_requests_of_one_agency_are_one_part() -> None:
    requests = [RequestView(**{**PETITION.requests[0].model_dump(), "no": no}) for no in (1, 2, 4)]
    form = sent(
        agency_at_1="court", agency_at_2="police", agency_at_4="court", main="4", accused="police", case_no_at_4=" 苏1 "
    )
    assert parts_of(form, requests) == [
        (1, {"agency": "court", "request_nos": [1, 4], "main": True, "accused": False, "case_no": "苏1"}),
        (2, {"agency": "police", "request_nos": [2], "main": False, "accused": True, "case_no": ""}),
    ]


async def test_a_split_names_what_is_missing_at_its_row_and_sends_nothing(visit: Visit, node: FakeNode) -> None:
    root = parse((await submit(visit("petition_head"), SPLIT, {}, action=SPLIT)).text)
    assert [link.attributes["href"] for link in root.one(class_="errors").all("a")] == ["#f-agency.1"]
    one = await submit(visit("petition_head"), SPLIT, {"agency.1": "police"}, action=SPLIT)
    assert one.status_code == 422
    assert "请至少分给两个机关" in one.text
    assert not node.commands


async def test_a_split_becomes_one_command_and_leads_to_the_matter(
    visit: Visit, node: FakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = PETITION.requests[0].model_copy(update={"no": 2, "content": "退还车辆"})
    monkeypatch.setattr(
        "tests.web.sample_petitions.PETITION", PETITION.model_copy(update={"requests": (*PETITION.requests, second)})
    )
    values: dict[str, str | list[str]] = {"agency.1": "police", "agency.2": "court", "main": "1"}
    answer = await submit(visit("petition_head"), SPLIT, values, action=SPLIT)
    assert (answer.status_code, answer.headers["location"]) == (303, "/joint/joi-1?done=split")
    (command,) = node.commands
    told = SplitPetition.model_validate(command.body)
    assert [(one.agency, one.request_nos, one.main) for one in told.parts] == [
        ("police", (1,), True),
        ("court", (2,), False),
    ]
    problem = {
        "code": "petition.receiver_is_accused",
        "field": "parts[1].agency",
        "zh": "不得转给被控告的机关",
        "en": "no",
    }
    node.refuse["/petitions/pet-1/split"] = (422, [problem])
    refused = parse((await submit(visit("petition_head"), SPLIT, values, action=SPLIT)).text)
    assert refused.one(id="e-agency.2").text.strip().startswith("不得转给被控告的机关")


async def test_from_the_petition_it_is_one_click(visit: Visit) -> None:
    answer = await visit("petition_head").get("/petitions/pet-1/joint")
    assert (answer.status_code, answer.headers["location"]) == (303, "/joint/joi-1")


async def test_the_counter_sees_who_leads_and_why_and_who_has_not_confirmed(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/joint/joi-1")
    rows = [row.text for row in root.one(id="parts").one("tbody").all("tr")]
    words = ("已确认收到", "确认迟延", "未能送达", "本机关")
    assert [word in row for word, row in zip(words, rows, strict=True)] == [True] * 4
    assert "主要诉求在该机关" in root.one("main").text
    assert "2 个机关还没有确认收到" in root.one(class_="notice").text
    assert "已经立案，正在侦查。" in root.one(id="parts").text
    assert "由牵头机关作出统一答复" in root.one("aside", class_="stick").text, "why the hall may not answer itself"


async def test_a_returned_part_goes_to_another_agency(visit: Visit, node: FakeNode) -> None:
    page, action = "/joint/joi-1/parts/3", "/joint/joi-1/parts/3/agency"
    await submit(visit("petition_head"), page, {"agency": "procuratorate", "reason": "改由检察院"}, action=action)
    told = ReassignPart.model_validate(node.commands[0].body)
    assert (node.commands[0].path, told.agency, told.version) == (action, "procuratorate", 3)
    root = await page_of(visit("petition_head"), "/joint/joi-1/parts/1")
    assert not [form for form in root.all("form") if "/joint/" in form.attributes.get("action", "")]


async def test_the_combined_answer_begins_with_the_parts(visit: Visit, node: FakeNode) -> None:
    page = "/joint/joi-2/reply"
    root = await page_of(visit("petition_head"), page)
    assert root.one(id="f-body").text.strip() == "云川市公安局 已经立案，正在侦查。"
    empty = await submit(visit("petition_head"), page, {"body": ""}, action=page)
    assert empty.status_code == 422
    await submit(visit("petition_head"), page, {"body": "统一答复如下"}, action=page)
    assert ComposeReply.model_validate(node.commands[0].body).body == "统一答复如下"


async def test_the_committee_decides_from_its_list(visit: Visit, node: FakeNode) -> None:
    root = await page_of(visit("plc_coordinator"), "/joint/disputes")
    assert [row.attributes["data-row"] for row in root.one("tbody").all("tr")] == [
        "/joint/disputes/dis-1",
        "/joint/disputes/dis-2",
    ]
    page = "/joint/disputes/dis-1"
    values: dict[str, str | list[str]] = {"agency": "court", "reason": "由法院牵头"}
    answer = await submit(visit("plc_coordinator"), page, values, action=page)
    assert answer.headers["location"] == "/joint/disputes?done=dispute"
    told = DecideDispute.model_validate(node.commands[0].body)
    assert (node.commands[0].path, told.agency) == ("/joint/disputes/dis-1/decision", "court")
    decided = await page_of(visit("plc_coordinator"), "/joint/disputes/dis-2")
    assert "属审判职责" in decided.one("main").text
    assert not [form for form in decided.all("form") if form.attributes.get("action", "").startswith("/joint")]
