"""协作事项 at the desk: the form is that of the kind, lines of a list become rows, and the case page shows what was asked."""

from __future__ import annotations

import pytest

from tests.web import sample_exchange
from tests.web.conftest import Visit, page_of
from tests.web.fake_node import FakeNode
from tests.web.reading import Element


def _csrf(page: Element) -> str:
    return next(field for field in page.all("input") if field.attributes.get("name") == "csrf").attributes["value"]


def names(page: Element, tag: str) -> set[str]:
    return {field.attributes.get("name", "") for field in page.all(tag)}


async def test_the_kind_comes_first_and_brings_the_number_of_the_case_along(visit: Visit) -> None:
    page = await page_of(visit("handler"), "/cooperation/new?collab_no=XT3299002026112300012")
    links = [link.attributes.get("href", "") for link in page.all("a")]
    assert "/cooperation/new?kind=legal_aid&collab_no=XT3299002026112300012" in links
    asked = await page_of(visit("handler"), "/cooperation/new?kind=legal_aid&collab_no=XT3299002026112300012")
    assert {"facts.person", "facts.asked_at", "facts.found_on", "collab_no", "addressees"} <= names(asked, "input")
    assert {"facts.way", "facts.ground"} <= names(asked, "select")


async def test_what_was_filled_in_goes_out_as_facts(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    page = await page_of(client, "/cooperation/new?kind=legal_aid")
    sent = {
        "csrf": _csrf(page), "key": "key-12345678", "kind": "legal_aid", "addressees": "justice", "title": "何某法律援助",
        "facts.way": "apply", "facts.person": "何某", "facts.asked_at": "2026-11-22T09:00", "facts.charge": "",
    }  # fmt: skip
    answer = await client.post("/cooperation/new", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/cooperation/coop-1?done=told")
    body = node.commands[-1].body
    assert (body["kind"], body["addressees"], body["copies"]) == ("legal_aid", ["justice"], [])
    assert {one["name"]: one["text"] for one in facts(body)} == {
        "way": "apply",
        "person": "何某",
        "asked_at": "2026-11-22T09:00:00+08:00",
    }


def facts(body: object) -> list[dict[str, object]]:
    assert isinstance(body, dict)
    found = body["facts"]
    assert isinstance(found, list)
    return found


async def test_lines_of_a_list_become_rows_and_empty_lines_are_left_out(visit: Visit, node: FakeNode) -> None:
    client = visit("legal_reviewer")
    page = await page_of(client, "/cooperation/coop-1/acts/raise_errors")
    assert "facts.errors.11.wanted" in names(page, "input")
    typed = {
        "facts.errors.1.paper": "执行通知书",
        "facts.errors.1.error": "起止日算错",
        "facts.errors.1.wanted": "更正",
        "facts.errors.4.paper": "判决书",
    }
    answer = await client.post(
        "/cooperation/coop-1/acts/raise_errors", data={"csrf": _csrf(page), "version": "1", **typed}
    )
    assert answer.headers["location"] == "/cooperation/coop-1?done=told"
    assert [[row["cells"] for row in one["rows"]] for one in facts(node.commands[-1].body)] == [  # type: ignore[attr-defined]
        [["执行通知书", "起止日算错", "更正"], ["判决书", "", ""]]
    ]


async def test_a_refused_form_keeps_what_was_typed_and_names_the_field(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    page = await page_of(client, "/cooperation/new?kind=legal_aid")
    reason = {
        "code": "cooperation.fact_needed",
        "zh": "请填写“受援人”。",
        "en": "State: Person.",
        "field": "facts.person",
    }
    node.refuse["/cooperation"] = (422, [reason])
    sent = {"csrf": _csrf(page), "kind": "legal_aid", "addressees": "justice", "title": "何某", "facts.charge": "盗窃"}
    answer = await client.post("/cooperation/new", data=sent)
    assert answer.status_code == 422
    assert 'href="#f-facts.person"' in answer.text
    assert 'value="盗窃"' in answer.text


async def test_a_copy_says_that_it_is_one_and_offers_no_act(visit: Visit) -> None:
    text = (await visit("legal_reviewer").get("/cooperation/coop-copy")).text
    assert "本机关收到的是抄送件" in text
    assert "/acts/" not in text
    assert "执行通知书" in text


async def test_the_case_page_shows_what_was_asked_and_lives_without_liaison(visit: Visit, node: FakeNode) -> None:
    client = visit("handler")
    assert "/cooperation/coop-1" in (await client.get("/cases/case-1")).text
    node.refuse["/cooperation"] = (503, [])
    away = await client.get("/cases/case-1")
    assert (away.status_code, "协作事项暂时读不到" in away.text) == (200, True)


async def test_plans_of_all_agencies_stand_side_by_side(visit: Visit) -> None:
    page = await page_of(visit("plc_coordinator"), "/cooperation/groups/group-1")
    text = page.text
    assert "年底前报案回复率达到百分之百" in text
    assert "受案立案改革检查" in text
    assert text.count("每日巡查") == 2
    assert text.count("未报") == 3
    assert "/cooperation/groups/group-1" in (await visit("bureau_leader").get("/cooperation/coop-plan")).text


async def test_the_form_of_a_plan_begins_with_the_sections_of_the_frame(visit: Visit) -> None:
    page = await page_of(visit("bureau_leader"), "/cooperation/coop-plan/acts/submit_plan")
    first = [one.attributes for one in page.all("input") if one.attributes.get("name") == "facts.measures.0.section"]
    assert [one["value"] for one in first] == ["受案立案"]


async def test_the_dispatch_board_leads_to_the_task_and_says_the_last_progress(visit: Visit) -> None:
    text = (await visit("plc_coordinator").get("/cooperation/dispatches")).text
    assert 'href="/tasks/task-1"' in text
    assert "已摸排四十二名" in text
    assert "12月10日前控制" in text


async def test_letters_stand_with_version_signers_and_points(visit: Visit) -> None:
    text = (await visit("bureau_leader").get("/cooperation/pledges")).text
    assert all(one in text for one in ("2026年度执法责任状", "罗局长", "71.5", "2026-09-30"))


async def test_a_clue_says_who_may_know_it_and_a_veiled_one_names_nobody(visit: Visit) -> None:
    full = (await visit("discipline").get("/cooperation/coop-clue")).text
    assert all(one in full for one in ("丁某", "二十日未收到", "请勿向无关人员透露", "/acts/conclude"))
    veiled = (await visit("bureau_leader").get("/cooperation/coop-veiled")).text
    assert "只有通报部门和接收部门可以看到" in veiled
    assert not any(one in veiled for one in ("丁某", "二十日", "/acts/"))


async def test_the_page_of_an_inspection_counts_and_leads_to_its_findings(visit: Visit) -> None:
    page = await page_of(visit("plc_coordinator"), "/cooperation/coop-inspection")
    text = page.text
    assert all(
        one in text for one in ("确定 6 个，其中排名后三十 6 个", "已纠正违法违规", "报案后未给回执", "整改成效保持")
    )
    links = [link.attributes.get("href", "") for link in page.all("a")]
    assert {"/cooperation/coop-finding", "/cooperation/coop-inspection/acts/record_visit"} <= {*links}
    assert text.count("本次巡视督查") == 0
    finding = await page_of(visit("plc_coordinator"), "/cooperation/coop-finding")
    assert "/cooperation/coop-inspection" in [link.attributes.get("href", "") for link in finding.all("a")]


async def test_problems_of_a_campaign_stand_with_owner_measure_day_and_result(visit: Visit) -> None:
    page = await page_of(visit("plc_coordinator"), "/cooperation/problems")
    said = ("金秋实", "逐所检查，公示收费标准", "2026-12-15", "2026-12-20", "已报结果 1 件，已销号 0 件，逾期 1 件")
    assert all(one in page.text for one in said)
    links = [link.attributes.get("href", "") for link in page.all("a")]
    assert {"/cooperation/coop-problem", "/cooperation/new?kind=campaign_problem"} <= {*links}


async def test_a_watched_clock_leads_to_the_page_of_its_own_matter(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third, *_ = sample_exchange.WATCHED
    asked = second.model_copy(update={"matter_kind": "cooperation", "case_id": "coop-1"})
    signing = third.model_copy(update={"matter_kind": "meeting", "case_id": "m-1"})
    owed = third.model_copy(update={"matter_kind": "resolution", "case_id": "r-1", "collab_no": "m-1"})
    disputed = third.model_copy(update={"matter_kind": "dispute", "case_id": "dis-1"})
    monkeypatch.setattr(sample_exchange, "WATCHED", (first, asked, signing, owed, disputed))
    reviewer = (await visit("legal_reviewer").get("/deadlines")).text
    leader = (await visit("plc_coordinator").get("/deadlines")).text
    for text, place in (
        (reviewer, "/cooperation/coop-1"),
        (reviewer, f"/cases/{first.case_id}"),
        (leader, "/meetings/m-1"),
        (leader, "/meetings/m-1#resolution-r-1"),
        (leader, "/joint/disputes/dis-1"),
    ):
        assert f'href="{place}"' in text, place
    assert 'href="/joint/disputes' not in reviewer, "who may not open a dispute reads its number as plain words"
