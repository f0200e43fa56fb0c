"""Second meetings, revisits, home visits: each form asks what its kind needs and becomes one command."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from zf_contracts.http.contacts import PlanContact, RecordContact

HERE = "/petitions/pet-1/contacts"


async def test_what_is_overdue_stands_out_and_leads_to_its_petition(visit: Visit) -> None:
    root = await page_of(visit("handler"), "/contacts")
    first, *_ = root.one("tbody").all("tr")
    assert "逾期未见面" in first.text
    assert first.attributes["data-row"] == HERE


async def test_of_a_petition_one_sees_what_can_be_planned_and_why_not(visit: Visit) -> None:
    root = await page_of(visit("handler"), HERE)
    links = [link.attributes["href"] for link in root.one("aside", class_="stick").all("a")]
    assert links == [HERE + "/plan/revisit", HERE + "/plan/home_visit"]
    assert "已经安排过" in root.one("aside", class_="stick").text
    assert [word for word in ("同意参加", "第一次见面", "要求说明依据") if word not in root.one("tbody").text] == []
    assert not [one for one in root.one("tbody").all("a") if "reopening" in one.attributes["href"]]
    head = (await page_of(visit("petition_head"), HERE)).one("tbody").all("a")
    assert "/petitions/pet-1/acts/reopening" in [one.attributes["href"] for one in head]


async def test_a_home_visit_asks_for_reasons_and_partners(visit: Visit, node: FakeNode) -> None:
    page = HERE + "/plan/home_visit"
    values: dict[str, str | list[str]] = {
        "planned_at": "2026-12-01T09:00", "person_id": "acc-handler", "place": "示例路1号", "plan": "先听后谈",
        "reasons": ["ill"], "partners": ["police", "justice"],
    }  # fmt: skip
    answer = await submit(visit("handler"), page, values, action=page)
    assert answer.headers["location"] == HERE + "?done=contact"
    told = PlanContact.model_validate(node.commands[0].body)
    assert (told.kind, told.person_name, told.partners, told.version) == (
        "home_visit",
        "陈立新",
        ("police", "justice"),
        4,
    )
    empty = await submit(visit("handler"), page, {"planned_at": ""}, action=page)
    assert empty.status_code == 422
    assert len(node.commands) == 1
    await page_of(visit("handler"), HERE + "/plan/nothing", status=404)


async def test_a_record_is_one_command(visit: Visit, node: FakeNode) -> None:
    page = HERE + "/con-2"
    values: dict[str, str | list[str]] = {"situation": "平稳", "risk": "low", "action": "联系", "ends": "yes"}
    await submit(visit("handler"), page, values, action=page)
    told = RecordContact.model_validate(node.commands[0].body)
    assert (node.commands[0].path, told.risk, told.ends) == ("/contacts/con-2/record", "low", True)
    await page_of(visit("handler"), HERE + "/con-9", status=404)
