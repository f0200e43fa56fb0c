"""A matter at the window: the form becomes one command, earlier matters stand beside it, the slip tells the code once."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from tests.web.reading import parse
from zf_contracts.http.petitions import RegisterPetition

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
    assert [command.path for command in node.commands] == ["/petitions/person-search"]
    assert node.commands[0].body["id_number"] == "11010519491231002X"
    assert "XFV329900202611230001" in root.one(id="earlier").text
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
