"""A petitioner at the query page: one question a page, the same words for whatever is wrong, nothing in any address."""

from __future__ import annotations

import httpx
import pytest

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import Element, parse
from tests.web.sample_query import CODE, NUMBER

NO_MATCH = "编号和查询码对不上"


def hidden(root: Element, action: str) -> dict[str, str]:
    """What the form with this action carries along."""
    form = next(one for one in root.all("form") if one.attributes.get("action") == action)
    return {
        field.attributes["name"]: field.attributes.get("value", "")
        for field in form.all("input")
        if field.attributes.get("type") in ("hidden", "text") and "name" in field.attributes
    }


async def answered(client: httpx.AsyncClient, root: Element, action: str, **values: str) -> httpx.Response:
    return await client.post(action, data={**hidden(root, action), **values})


async def opened(client: httpx.AsyncClient, *, number: str = NUMBER, code: str = CODE) -> httpx.Response:
    """The three pages of a query, one after the other."""
    root = await page_of(client, "/query")
    root = parse((await answered(client, root, "/query", agency="police")).text)
    root = parse((await answered(client, root, "/query", petition_no=number)).text)
    return await answered(client, root, "/query", code=code)


async def test_three_questions_one_a_page_then_the_matter_in_plain_words(visit: Visit, node: FakeNode) -> None:
    client = visit()
    root = await page_of(client, "/query")
    assert len([one for one in root.all("input") if one.attributes.get("type") == "radio"]) == 5
    assert not [one for one in root.all("input") if one.attributes.get("type") == "text"]
    answer = await opened(client)
    assert answer.status_code == 200, answer.text
    text = parse(answer.text).one("main").text
    for part in (
        "已对您的事项作出答复。",
        "刑事侦查支队",
        "2027-01-19",
        "您可以在 2026-12-22 前",
        "云公信处字〔2026〕1号",
        "共 2 项，已答复 1 项",
    ):
        assert part in text
    (asked,) = node.commands
    assert (asked.agency, asked.body) == ("police", {"petition_no": NUMBER, "code": CODE})
    assert CODE not in str(answer.url)


@pytest.mark.parametrize(("number", "code"), [("XFV329900202611209999", CODE), (NUMBER, "000000"), ("x", "y")])
async def test_whatever_is_wrong_the_words_are_the_same(visit: Visit, number: str, code: str) -> None:
    answer = await opened(visit(), number=number, code=code)
    assert answer.status_code == 422
    root = parse(answer.text)
    assert NO_MATCH in root.one("main").text
    assert not [one for one in root.all("input") if one.attributes.get("value") == CODE]


async def test_too_many_questions_are_told_so(visit: Visit, node: FakeNode) -> None:
    node.refuse["/petitions/query"] = (429, [])
    answer = await opened(visit())
    assert answer.status_code == 422
    assert "查询次数过多" in answer.text


async def test_the_qr_code_leads_to_the_code_and_asks_nobody_yet(visit: Visit, node: FakeNode) -> None:
    root = await page_of(visit(), f"/q?agency=police&number={NUMBER}")
    assert [one.attributes["name"] for one in root.all("input") if one.attributes.get("id") == "f-code"] == ["code"]
    assert node.commands == []
    (await page_of(visit(), "/q?agency=moon&number=x")).one("fieldset")


async def test_an_empty_answer_is_asked_again(visit: Visit) -> None:
    client = visit()
    root = await page_of(client, "/query")
    assert "请选择出具回执的机关" in (await answered(client, root, "/query")).text
    assert "请选择出具回执的机关" in (await answered(client, root, "/query", agency="moon")).text
    root = parse((await answered(client, root, "/query", agency="police")).text)
    assert "请填写信访编号" in (await answered(client, root, "/query", petition_no=" ")).text


@pytest.mark.parametrize(
    ("act", "values", "body"),
    [
        ("rating", {"score": "4", "comment": "态度好"}, {"score": 4, "comment": "态度好"}),
        ("supplement", {"facts": "新情况", "requests": "甲\n\n乙"}, {"facts": "新情况", "requests": ["甲", "乙"]}),
        ("withdrawal", {"statement": "已经解决"}, {"statement": "已经解决"}),
    ],
)
async def test_what_a_petitioner_does_himself(
    visit: Visit, node: FakeNode, act: str, values: dict[str, str], body: dict[str, object]
) -> None:
    client = visit()
    matter = parse((await opened(client)).text)
    form = parse((await answered(client, matter, f"/query/{act}")).text)
    answer = await answered(client, form, f"/query/{act}", **values)
    assert answer.status_code == 200, answer.text
    sent = node.commands[-1]
    assert sent.path == f"/petitions/query/{act}"
    assert sent.body == {"petition_no": NUMBER, "code": CODE, **body}
    assert sent.key
    assert "✓" in parse(answer.text).one("main").text


async def test_a_rating_without_a_score_is_asked_again(visit: Visit, node: FakeNode) -> None:
    client = visit()
    matter = parse((await opened(client)).text)
    form = parse((await answered(client, matter, "/query/rating")).text)
    answer = await answered(client, form, "/query/rating")
    assert answer.status_code == 422
    assert node.commands[-1].path == "/petitions/query"


REGISTER = "/query/register"


async def registered(client: httpx.AsyncClient, *steps: dict[str, str]) -> httpx.Response:
    """Every page of the online registration, answered in turn."""
    root = await page_of(client, REGISTER)
    answer = await answered(client, root, REGISTER, **steps[0])
    for values in steps[1:]:
        answer = await answered(client, parse(answer.text), REGISTER, **values)
    return answer


MINE = (
    {"agency": "police"},
    {"category": "appeal_claim"},
    {"title": "反映噪声扰民"},
    {"requests": "依法处理\n书面答复"},
    {"facts": "每晚施工到两点", "place": "示例路12号"},
    {"people_count": "3"},
    {"persons.0.name": "张三", "persons.0.phone": "000-0000-1234"},
)


async def test_online_registration_takes_the_same_fields_as_the_window(visit: Visit, node: FakeNode) -> None:
    client = visit()
    check = await registered(client, *MINE)
    text = parse(check.text).one("main").text
    for part in ("请核对，然后提交", "云川市公安局", "申诉求决", "依法处理", "张三"):
        assert part in text
    assert node.commands == []
    done = await answered(client, parse(check.text), REGISTER)
    assert done.status_code == 200, done.text
    for part in ("XFO329900202611230001", "654321", "查询码只显示这一次"):
        assert part in done.text
    (sent,) = node.commands
    assert (sent.agency, sent.path) == ("police", "/petitions/online")
    assert sent.body["requests"] == ["依法处理", "书面答复"]
    assert sent.body["people_count"] == 3
    persons = sent.body["persons"]
    assert isinstance(persons, list)
    (person,) = persons
    assert (person["name"], person["id_kind"]) == ("张三", "none")


async def test_only_an_accusation_asks_who_is_accused(visit: Visit) -> None:
    steps = list(MINE)
    steps[1] = {"category": "accusation"}
    answer = await registered(visit(), *steps)
    assert "您反映的是哪个人或单位？" in answer.text


async def test_back_keeps_what_was_typed_and_a_gap_is_asked_where_it_is(visit: Visit) -> None:
    client = visit()
    answer = await registered(client, *MINE[:3])
    answer = await answered(client, parse(answer.text), REGISTER, back="1")
    root = parse(answer.text)
    assert (
        next(one for one in root.all("input") if one.attributes.get("name") == "title").attributes["value"]
        == "反映噪声扰民"
    )
    empty = await answered(client, root, REGISTER, title="")
    assert empty.status_code == 422
    assert "请填写一句话说明" in empty.text


async def test_an_error_of_the_service_leads_back_to_its_page(visit: Visit, node: FakeNode) -> None:
    wrong = {"code": "identifier.check_digit", "zh": "校验位不对。", "en": "Wrong.", "next_zh": "", "next_en": ""}
    node.refuse["/petitions/online"] = (422, [{**wrong, "field": "persons[0].id_number"}])
    client = visit()
    check = await registered(client, *MINE)
    answer = await answered(client, parse(check.text), REGISTER)
    assert answer.status_code == 422
    root = parse(answer.text)
    assert "怎样和您联系？" in root.one("h1").text
    assert "校验位不对。" in root.one("main").text


async def test_a_leader_is_booked_from_the_matter_by_post_only(visit: Visit, node: FakeNode) -> None:
    client = visit()
    matter = parse((await opened(client)).text)
    assert "信访人改期" in matter.one("main").text
    form = parse((await answered(client, matter, "/query/appointment")).text)
    assert len([one for one in form.all("input") if one.attributes.get("type") == "radio"]) == 8
    action, node.commands[:] = "/query/appointment", []
    empty = await answered(client, form, action, matter="criminal", brief="", named_name="周局长")
    assert empty.status_code == 422
    assert parse(empty.text).one(id="f-named_name").attributes["value"] == "周局长"
    assert not node.commands
    done = await answered(client, form, action, matter="criminal", brief="当面说明", named_name="周局长", wish="上午")
    assert "预约已经收到" in done.text
    assert node.commands[-1].body == {
        "petition_no": NUMBER, "code": CODE, "matter": "criminal", "brief": "当面说明", "named_name": "周局长", "wish": "上午",
        "phone": "", "petitioner_name": "",
    }  # fmt: skip
    assert CODE not in str(done.url)


async def test_another_leader_is_consented_to_or_declined_by_post_in_plain_words(visit: Visit, node: FakeNode) -> None:
    client, action = visit(), "/query/consent"
    matter = parse((await opened(client)).text)
    node.commands.clear()
    form = parse((await answered(client, matter, action)).text)
    text = form.one("main").text
    assert [
        one for one in ("换一位领导接待您", "周局长", "李副局长 副局长", "周局长出差", "接待室") if one not in text
    ] == []
    assert "不答复的，一切照旧" in text
    assert (await answered(client, form, action)).status_code == 422
    silent = await answered(client, form, action, accepted="no")
    again = parse(silent.text)
    assert (silent.status_code, node.commands) == (422, [])
    assert [one.attributes["href"] for one in again.one(class_="errors").all("a")] == ["#f-note"]
    assert "李副局长" in again.one("main").text
    key = {"petition_no": NUMBER, "code": CODE, "appointment_no": "云公约〔2026〕4号", "offer_no": 2}
    done = await answered(client, again, action, accepted="no", note="等周局长回来")
    assert node.commands[-1].body == {**key, "accepted": False, "note": "等周局长回来"}
    assert "您的意见已经记录" in parse(done.text).one("main").text
    await answered(client, form, action, accepted="yes")
    assert node.commands[-1].body == {**key, "accepted": True, "note": ""}
    assert CODE not in str(done.url)


async def test_an_offer_that_has_changed_is_said_on_the_page(visit: Visit, node: FakeNode) -> None:
    client, action = visit(), "/query/consent"
    form = parse((await answered(client, parse((await opened(client)).text), action)).text)
    changed = {"code": "appointment.not_asked", "zh": "安排已经有变化", "en": "Changed", "next_zh": "", "next_en": ""}
    node.refuse["/petitions/query/consent"] = (422, [changed])
    answer = await answered(client, form, action, accepted="yes")
    assert answer.status_code == 422
    assert "安排已经有变化" in parse(answer.text).one("main").text


async def test_the_services_are_listed_by_area_with_what_to_bring_and_how_long(visit: Visit) -> None:
    root = await page_of(visit(), "/services")
    assert [one.text for one in root.one("main").all("h2")] == ["户籍", "交通", "治安", "出入境", "消防"]
    text = root.one("main").text
    assert [word for word in ("普通护照申领", "材料齐全后 15 个工作日内", "000-0000-1001") if word not in text] == []
    links = [one.attributes["href"] for one in (await page_of(visit(), "/query")).one("main").all("a")]
    assert {"/services", "/hearing-results"} <= set(links)


async def test_everybody_reads_the_results_of_hearings_of_one_agency(visit: Visit, node: FakeNode) -> None:
    text = (await page_of(visit(), "/hearing-results?agency=police")).one("main").text
    assert [word for word in ("是否应当立案", "听证意见已采纳。", "律师、人大代表") if word not in text] == []
    assert "是否应当立案" in (await page_of(visit(), "/hearing-results?agency=moon")).one("main").text
    node.refuse["GET /published-hearings"] = (429, [])
    answer = await visit().get("/hearing-results?agency=police")
    assert answer.status_code == 429
    assert "查看次数过多" in answer.text
