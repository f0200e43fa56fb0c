"""A matter at the window: the form becomes one command, earlier matters stand beside it, the slip tells the code once."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse
from zf_contracts.http.petition_acts import AnswerPetition
from zf_contracts.http.petitions import RegisterPetition
from zf_contracts.http.repeats import AskHints
from zf_hall.act_fields import fields_of
from zf_hall.act_words import LABELS
from zf_hall.pages.petition_acts import FORMS

PETITION: dict[str, str | list[str]] = {
    "channel": "visit",
    "category": "appeal_claim",
    "title": "反映报案后一直没有回音",
    "requests": "答复是否立案\n\n退还材料",
    "people_count": "12",
    "urgent": "yes",
    "persons.1.name": "张示例",
    "persons.1.id_number": "11010519491231002X",
    "persons.1.vulnerable": ["elderly", "ill"],
    "accused.0.name": "某所",
}


async def test_registration_becomes_a_petition_and_the_slip_tells_the_code(visit: Visit, node: FakeNode) -> None:
    answer = await submit(visit("receiver"), "/register", PETITION, action="/register")
    assert answer.status_code == 200
    assert "482913" in answer.text
    link = parse(answer.text).one(class_="qr-box").attributes["data-link"]
    assert link == "http://hall/q?agency=committee&number=XFV329900202611230001"
    (command,) = node.commands
    assert command.path == "/petitions"
    told = RegisterPetition.model_validate(command.body)
    assert told.requests == ("答复是否立案", "退还材料")
    assert told.urgent
    assert told.received_at.isoformat() == "2026-11-23T10:20:00+08:00"
    (person,) = told.persons
    assert (person.name, person.id_kind, person.vulnerable) == ("张示例", "citizen_id", ("elderly", "ill"))
    assert [(one.kind, one.name) for one in told.accused] == [("unit", "某所")]


async def test_looking_for_earlier_matters_registers_nothing_and_keeps_what_was_typed(
    visit: Visit, node: FakeNode
) -> None:
    answer = await submit(visit("receiver"), "/register", {**PETITION, "look": "1"}, action="/register")
    root = parse(answer.text)
    assert [command.path for command in node.commands] == ["/petitions/hints"]
    asked = AskHints.model_validate(node.commands[0].body)
    assert asked.person is not None
    assert (asked.person.id_number, asked.title, len(asked.requests)) == ("11010519491231002X", PETITION["title"], 2)
    assert "XFV329900202611230001" in root.one(id="earlier").text
    alike = root.one(id="alike").text
    assert "相同的文字：报案后一直没有回音" in alike
    assert "XFV329900202611220007" in alike
    assert '/petitions/"' not in answer.text, "a petition out of sight has no page"
    why = root.one(id="suggestions").text
    assert "通常由 云川市公安局 答复" in why
    assert "因为写到：报案、立案" in why
    assert root.one(id="f-title").attributes["value"] == PETITION["title"]
    assert root.one(id="f-persons.0.name").attributes["value"] == "张示例"


async def test_one_more_person_gives_one_more_row(visit: Visit, node: FakeNode) -> None:
    answer = await submit(visit("receiver"), "/register", {**PETITION, "add": "1"}, action="/register")
    assert len(parse(answer.text).all("select", id="f-persons.1.role")) == 1
    assert not node.commands


async def test_an_empty_form_names_every_field_that_is_missing(visit: Visit, node: FakeNode) -> None:
    answer = await submit(visit("receiver"), "/register", {"title": "", "requests": ""}, action="/register")
    root = parse(answer.text)
    assert answer.status_code == 422
    links = {link.attributes["href"] for link in root.one(class_="errors").all("a")}
    assert {"#f-title", "#f-requests"} <= links
    assert all(root.all(id=link[1:]) for link in links)
    assert not node.commands


async def test_a_confidential_person_and_the_accused_stay_hidden(visit: Visit) -> None:
    root = await page_of(visit("receiver"), "/petitions/pet-1")
    assert "只有专门人员可以查看" in root.one(id="people").text
    assert root.one(id="people").text.count("张示例") == 1, "the second person asked for secrecy"


async def test_an_act_becomes_its_command_with_what_the_choice_already_says(visit: Visit, node: FakeNode) -> None:
    path = "/petitions/pet-1/acts/answer_claim"
    values: dict[str, str | list[str]] = {
        "form": "opinion", "opinion": "予以解释说明", "claims": "请求答复", "facts_and_reasons": "已查明",
        "legal_basis": "信访工作条例第32条", "result": "explained", "results.1": "explained",
    }  # fmt: skip
    answer = await submit(visit("receiver"), path, values, action=path)
    assert answer.status_code == 303
    (command,) = node.commands
    assert command.path == "/petitions/pet-1/answer"
    told = AnswerPetition.model_validate(command.body)
    assert (told.version, told.form, told.result) == (4, "opinion", "explained")
    assert [(one.no, one.result) for one in told.results] == [(1, "explained")]
    assert told.acted_at is not None
    assert told.acted_at.isoformat() == "2026-11-23T10:20:00+08:00"


async def test_an_act_that_is_not_possible_says_why(visit: Visit) -> None:
    root = await page_of(visit("receiver"), "/petitions/pet-1/acts/approve_closing")
    assert "承办人不能批准自己的办结" in root.one(class_="notice").text
    assert not root.all(name="approve"), "the choice of the act says it"


async def test_a_competent_body_is_named_from_all_agencies_and_only_a_node_gets_the_matter_itself(
    visit: Visit,
) -> None:
    root = await page_of(visit("receiver"), "/petitions/pet-1/acts/advise_petitioner")
    assert root.one(id="f-competent_name").attributes["list"] == "bodies"
    named = {one.attributes["value"] for one in root.one(id="bodies").all("option")}
    assert {"望川县公安局", "云川市人民法院"} <= named
    offered = {one.attributes["value"] for one in root.one(id="f-competent_agency").all("option")}
    assert "court" in offered
    assert "wangchuan_police" not in offered


async def test_an_unknown_act_is_not_found(visit: Visit) -> None:
    await page_of(visit("receiver"), "/petitions/pet-1/acts/no_such_act", status=404)


def test_every_field_of_every_act_has_a_name() -> None:
    missing = [field for model in FORMS.values() for field in fields_of(model) if field.name not in labels()]
    assert not missing


def labels() -> set[str]:
    """Fields with a name; those of names follow from the choice of a person."""
    return set(LABELS) | {"officer_name", "leader_name", "account_name"}


async def test_a_first_petition_shows_its_internal_target_on_its_line_and_on_the_board(visit: Visit) -> None:
    rows = (await page_of(visit("petition_head"), "/petitions")).one("main").one("tbody").all("tr")
    assert ["初信初访目标 2026-12-20" in row.text for row in rows] == [False, True]
    board = (await page_of(visit("petition_head"), "/board")).one("main").text
    assert [word for word in ("初信初访 30 日内答复", "75.0%", "不是法定期限") if word not in board] == []
