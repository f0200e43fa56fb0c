"""Repeats: what only one side says is marked, a decision is one command, and sameness leads to the merge."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of, submit
from tests.web.fake_node import FakeNode
from zf_contracts.http.repeats import DecidePair

LIST, PAIR = "/petitions/pet-1/repeats", "/petitions/pet-1/repeats/pet-2"


async def test_the_list_says_why_and_asks_only_what_is_undecided(visit: Visit) -> None:
    root = await page_of(visit("receiver"), LIST)
    first, unseen, decided = root.all("tbody")[0].all("tr")
    assert "同一人" in first.text
    assert "相同的文字：报案后一直没有回音" in first.text
    assert [link.attributes["href"] for link in first.all("a")] == [PAIR, PAIR]
    assert not unseen.all("a")
    assert "请与该部门联系" in unseen.text
    assert "不是同一事项" in decided.text
    assert "何接访" in decided.text
    peers = root.one(id="peers").text
    assert "云川市人民法院" in peers
    assert "XFL329901202611200003" in peers


async def test_what_only_one_side_says_is_marked(visit: Visit) -> None:
    root = await page_of(visit("receiver"), PAIR)
    assert [mark.text for mark in root.one("main").all("mark")] == ["反映", "，请催办", "云岭区"]
    assert "71%" in root.one("main").text


async def test_a_decision_needs_an_answer_and_a_reason_and_is_one_command(visit: Visit, node: FakeNode) -> None:
    empty = await submit(visit("receiver"), PAIR, {"verdict": "", "reason": ""}, action=PAIR)
    assert empty.status_code == 422
    assert not node.commands
    answer = await submit(visit("receiver"), PAIR, {"verdict": "same", "reason": "同一次报案"}, action=PAIR)
    assert answer.headers["location"] == PAIR + "?done=pair"
    told = DecidePair.model_validate(node.commands[0].body)
    assert (node.commands[0].path, told.verdict) == (PAIR + "/decision", "same")


async def test_the_same_matter_is_not_asked_again_and_leads_to_the_merge(visit: Visit) -> None:
    root = await page_of(visit("petition_head"), "/petitions/pet-1/repeats/pet-9")
    assert "同一次报案" in root.one("main").text
    assert not [form for form in root.all("form") if form.attributes.get("action", "").startswith("/petitions")]
    links = [link.attributes["href"] for link in root.one("main").all("a")]
    assert "/petitions/pet-1/acts/merge_petition?earlier_id=XFL329900202611230002" in links
