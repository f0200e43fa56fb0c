"""审执兼顾 at the desk: the trial judge's form, the panel of the case page, and the field of the judgment."""

from __future__ import annotations

from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import Element


def _csrf(page: Element) -> str:
    return next(field for field in page.all("input") if field.attributes.get("name") == "csrf").attributes["value"]


def links(page: Element) -> set[str]:
    return {link.attributes.get("href", "") for link in page.all("a")}


async def test_the_case_page_says_what_to_do_and_leads_to_the_request(visit: Visit) -> None:
    page = await page_of(visit("judge"), "/cases/case-2")
    assert "执行有疑问" in page.text
    assert "名下车辆去向不明" in page.text
    wanted = [href for href in links(page) if href.startswith("/cooperation/new?kind=enforcement_assist&collab_no=ZX")]
    assert len(wanted) == 1
    unchecked = await page_of(visit("judge"), "/cases/case-4")
    assert "宣判时须写明理由" in unchecked.text
    assert "/cases/case-4/enforceability-check" in links(unchecked)
    elsewhere = await page_of(visit("handler"), "/cases/case-1")
    assert "审执兼顾" not in elsewhere.text


async def test_the_form_becomes_answers_and_notes(visit: Visit, node: FakeNode) -> None:
    client = visit("judge")
    page = await page_of(client, "/cases/case-4/enforceability-check")
    typed = {
        "csrf": _csrf(page), "version": "4", "contents": ["fine", "restitution"], "answer.assets_known": "unclear",
        "answer.items_clear": "yes", "note.assets_known": "车辆去向不明", "note.items_clear": "", "opinion": "先查询",
    }  # fmt: skip
    answer = await client.post("/cases/case-4/enforceability-check", data=typed)
    assert answer.headers["location"] == "/cases/case-4?done=enforceability"
    assert node.commands[-1].path == "/cases/case-4/enforceability-check"
    assert {name: node.commands[-1].body[name] for name in ("contents", "answers", "notes", "opinion")} == {
        "contents": ["fine", "restitution"],
        "answers": {"assets_known": "unclear", "items_clear": "yes"},
        "notes": {"assets_known": "车辆去向不明"},
        "opinion": "先查询",
    }


async def test_what_was_answered_is_kept_when_a_point_is_missing(visit: Visit, node: FakeNode) -> None:
    problem = {
        "code": "enforceability.points_missing",
        "zh": "还有审查项没有作答：拟判各项财产内容明确、具体。",
        "en": "Points missing.",
        "field": "answers",
    }
    node.refuse["/cases/case-4/enforceability-check"] = (422, [problem])
    client = visit("judge")
    page = await page_of(client, "/cases/case-4/enforceability-check")
    typed = {"csrf": _csrf(page), "version": "4", "contents": "fine", "answer.assets_known": "no"}
    answer = await client.post("/cases/case-4/enforceability-check", data=typed)
    assert answer.status_code == 422
    assert "还有审查项没有作答" in answer.text
    assert 'name="answer.assets_known" value="no" checked' in answer.text


async def test_who_is_no_trial_judge_gets_no_form(visit: Visit) -> None:
    assert (await visit("handler").get("/cases/case-4/enforceability-check")).status_code == 403
    assert (await visit("judge").get("/cases/case-3/enforceability-check")).status_code == 404


async def test_a_judgment_without_a_check_asks_why(visit: Visit, node: FakeNode) -> None:
    client = visit("judge")
    page = await page_of(client, "/cases/case-4/acts/pronounce_judgment")
    assert "本案还没有作可执行性审查" in page.text
    assert "fact.unchecked_reason" in {field.attributes.get("name") for field in page.all("input")}
    problem = {"code": "enforceability.not_checked", "zh": "还没有审查。", "en": "-", "field": "facts.unchecked_reason"}
    node.refuse["/cases/case-4/acts"] = (422, [problem])
    sent = {"csrf": _csrf(page), "version": "4", "acted_at": "2026-11-23T09:00"}
    answer = await client.post("/cases/case-4/acts/pronounce_judgment", data=sent)
    assert answer.status_code == 422
    assert 'href="#f-fact.unchecked_reason"' in answer.text
    node.refuse.clear()
    await client.post("/cases/case-4/acts/pronounce_judgment", data={**sent, "fact.unchecked_reason": "没有财产内容"})
    assert node.commands[-1].body["facts"] == {"unchecked_reason": "没有财产内容"}


async def test_a_judgment_with_a_check_asks_nothing_more(visit: Visit) -> None:
    page = await page_of(visit("judge"), "/cases/case-2/acts/pronounce_judgment")
    assert "fact.unchecked_reason" not in {field.attributes.get("name") for field in page.all("input")}
    assert "fact.served_on" in {field.attributes.get("name") for field in page.all("input")}
