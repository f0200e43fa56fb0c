"""集体议案 at the desk: what each form sends, what the case page shows, and who reads what members said."""

from __future__ import annotations

from tests.web import sample_deliberations as s
from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import Element


def _csrf(page: Element) -> str:
    return next(field for field in page.all("input") if field.attributes.get("name") == "csrf").attributes["value"]


def links(page: Element) -> set[str]:
    return {link.attributes.get("href", "") for link in page.all("a")}


async def test_the_case_page_shows_mark_resolution_and_matters(visit: Visit) -> None:
    page = await page_of(visit("handler"), "/cases/case-1")
    assert {"/deliberations/del-1", "/deliberations/del-2", "/cases/case-1/deliberations/new"} <= links(page)
    assert "云公执委议〔2026〕1号" in page.text
    assert "社会影响重大" in page.text


async def test_a_resolution_from_elsewhere_stands_on_the_receivers_case_page(visit: Visit) -> None:
    page = await page_of(visit("legal_reviewer"), "/cases/case-3")
    assert s.RECEIVED.number in page.text
    assert "执法管理委员会" in page.text


async def test_who_may_not_read_decisions_sees_no_panel(visit: Visit, node: FakeNode) -> None:
    node.refuse["/cases/case-1/deliberations"] = (403, [])
    page = await page_of(visit("duty_officer"), "/cases/case-1")
    assert "集体议案" not in page.text


async def test_a_proposal_says_what_and_why(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    page = await page_of(client, "/cases/case-1/deliberations/new")
    typed = {
        "csrf": _csrf(page), "key": "key-12345678", "version": "4", "question": "major_case", "act": "withdraw_case",
        "asked": "是否撤案", "report": "", "supersedes": "res-1", "supersede_reason": "新的鉴定意见", "suspect_id": "",
    }  # fmt: skip
    answer = await client.post("/cases/case-1/deliberations/new", data=typed)
    assert answer.headers["location"] == "/deliberations/del-3?done=deliberation_proposed"
    body = node.commands[-1].body
    assert (body["act"], body["supersedes"], body["supersede_reason"]) == ("withdraw_case", "res-1", "新的鉴定意见")


async def test_an_empty_proposal_keeps_what_was_typed(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    page = await page_of(client, "/cases/case-1/deliberations/new")
    typed = {"csrf": _csrf(page), "version": "4", "act": "withdraw_case", "asked": "", "report": "案情很复杂"}
    answer = await client.post("/cases/case-1/deliberations/new", data=typed)
    assert answer.status_code == 422
    assert "案情很复杂" in answer.text
    assert node.commands == []


async def test_attendance_sends_who_is_there_and_why_somebody_withdraws(visit: Visit, node: FakeNode) -> None:
    client = visit("bureau_leader")
    page = await page_of(client, "/deliberations/del-1/steps/attend")
    checked = {
        field.attributes["value"]
        for field in page.all("input")
        if field.attributes.get("name") == "present" and "checked" in field.attributes
    }
    assert "acc-bureau_leader" in checked
    assert "acc-legal_reviewer" not in checked
    typed = {
        "csrf": _csrf(page), "version": "5", "present": ["acc-bureau_leader", "acc-unit_head"],
        "recusal.acc-member": "与当事人有亲属关系", "recusal.acc-deputy": "", "guests": "陈立新\n\n何敏\n",
    }  # fmt: skip
    answer = await client.post("/deliberations/del-1/steps/attend", data=typed)
    assert answer.headers["location"] == "/deliberations/del-1?done=deliberation"
    assert {name: node.commands[-1].body[name] for name in ("present", "recusals", "guests")} == {
        "present": ["acc-bureau_leader", "acc-unit_head"],
        "recusals": {"acc-member": "与当事人有亲属关系"},
        "guests": ["陈立新", "何敏"],
    }


async def test_convening_opinion_closing_and_withdrawal_go_to_their_doors(visit: Visit, node: FakeNode) -> None:
    client = visit("bureau_leader")
    for matter, step, typed, door in (
        ("del-3", "convene", {"meets_at": "2026-11-24T09:00", "place": "会议室", "order_no": "2"}, "convening"),
        ("del-1", "opine", {"opinion": "own", "reason": "先补充鉴定"}, "opinion"),
        ("del-1", "close", {"conclusion": "同意"}, "closing"),
        ("del-1", "withdraw", {"reason": "不再需要"}, "withdrawal"),
    ):
        page = await page_of(client, f"/deliberations/{matter}/steps/{step}")
        sent = {"csrf": _csrf(page), "version": "5", **typed}
        answer = await client.post(f"/deliberations/{matter}/steps/{step}", data=sent)
        assert answer.status_code == 303, step
        assert node.commands[-1].path == f"/deliberations/{matter}/{door}"
    assert node.commands[0].body["meets_at"] == "2026-11-24T09:00:00+08:00"


async def test_a_step_that_is_not_possible_says_why_and_one_that_is_none_is_not_found(visit: Visit) -> None:
    page = await page_of(visit("bureau_leader"), "/deliberations/del-1/steps/close")
    assert "还有到会委员没有发表意见：马骏" in page.text
    answer = await visit("bureau_leader").get("/deliberations/del-1/steps/convene")
    assert answer.status_code == 404


async def test_members_are_named_from_the_officers_and_leave_with_a_reason(visit: Visit, node: FakeNode) -> None:
    client = visit("bureau_leader")
    page = await page_of(client, "/deliberations/committee")
    sent = {"csrf": _csrf(page), "account_id": "acc-unit_head", "duty": "deputy"}
    answer = await client.post("/deliberations/committee", data=sent)
    assert answer.headers["location"] == "/deliberations/committee?done=committee"
    assert node.commands[-1].body == {"account_id": "acc-unit_head", "name": "马骏", "duty": "deputy"}
    nobody = await client.post("/deliberations/committee", data={**sent, "account_id": "acc-nobody"})
    assert nobody.status_code == 422
    gone = await client.post(
        "/deliberations/committee/acc-member/leaving", data={"csrf": _csrf(page), "reason": "调离本局"}
    )
    assert gone.status_code == 303
    assert node.commands[-1].path == "/committee/members/acc-member/leaving"
    readers = await page_of(visit("handler"), "/deliberations/committee")
    assert not readers.all("select"), "who only reads gets no form"


async def test_the_mark_is_set_with_its_ground(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    page = await page_of(client, "/cases/case-2/grave-mark")
    typed = {"csrf": _csrf(page), "version": "4", "ground": "great_influence", "reason": "媒体报道"}
    answer = await client.post("/cases/case-2/grave-mark", data=typed)
    assert answer.headers["location"] == "/cases/case-2?done=grave_mark"
    assert node.commands[-1].body["grave"] is True
    marked = await page_of(client, "/cases/case-1/grave-mark")
    assert "由有权召集委员会的负责人取消" in marked.text


async def test_what_waits_for_me_is_a_tab(visit: Visit) -> None:
    page = await page_of(visit("unit_head"), "/deliberations?state=mine")
    assert "/deliberations/del-1" in links(page)
    assert "/deliberations/del-2" not in links(page)
